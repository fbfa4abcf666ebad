/** The token and signing keys of every server in these tests. */
export const credentials = {
  token: 'test-token',
  currentSigningKey: 'sig_current',
  nextSigningKey: 'sig_next',
}
