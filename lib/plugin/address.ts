/** Returns why clients would not load a plugin from this address; undefined if they would (Agent Plugins 1.0.0, 7.2.1). */
export function pluginAddressProblem(publicUrl: string): string | undefined {
  const { protocol, hostname, username, password, search, hash } = new URL(publicUrl)
  if (protocol !== 'https:' && !isLoopback(hostname))
    return `${publicUrl} is not an https address, so clients do not load a plugin from it.`
  if (username || password || search || hash)
    return 'The address of a plugin must not have a user, password, query or fragment.'
  return undefined
}

const isLoopback = (hostname: string) =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
