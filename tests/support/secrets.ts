import type { Secrets } from '#local/secrets'

/** The secrets of the tests' services. */
export const secrets: Secrets = {
  apiKey: 'test-api-key-0123456789',
  kvToken: 'test-kv-token',
  kvReadOnlyToken: 'test-kv-read-only-token',
  qstashToken: 'test-qstash-token',
  qstashCurrentSigningKey: 'sig_test_current_0123456789abcdef',
  qstashNextSigningKey: 'sig_test_next_0123456789abcdef',
  webhookSecret: `whsec_${Buffer.alloc(32, 'test').toString('base64')}`,
}

/** The secret that a cron job sends to the test server. */
export const cronSecret = 'test-cron-secret-0123456789'

/** The keys of the tests' Inngest. A signing key is hexadecimal after its prefix. */
export const inngestKeys = {
  eventKey: 'test-event-key',
  signingKey: `signkey-test-${'0123456789abcdef'.repeat(4)}`,
}

/** The keys of the tests' QStash, in the emulator's form. */
export const qstashKeys = {
  token: secrets.qstashToken,
  currentSigningKey: secrets.qstashCurrentSigningKey,
  nextSigningKey: secrets.qstashNextSigningKey,
}
