import { Client, type OAuthClientProvider, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { atEnd } from '#tests/support/ending'
import type { Era } from '#tests/support/mcp'

/** The SDK's OAuth provider of a client: it stores what it receives, and records where the user is sent. */
export function keeper(redirectUrl: string, documentUrl?: string) {
  const kept = { sentTo: undefined as URL | undefined, verifier: '', registrations: 0 }
  let tokens: Awaited<ReturnType<OAuthClientProvider['tokens']>>
  let information: Awaited<ReturnType<OAuthClientProvider['clientInformation']>>
  const provider: OAuthClientProvider = {
    redirectUrl,
    clientMetadataUrl: documentUrl,
    clientMetadata: {
      client_name: 'An MCP client',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
    },
    state: () => 'the-state',
    clientInformation: () => information,
    saveClientInformation: (given) => {
      information = given
      if (given.client_id !== documentUrl) kept.registrations++
    },
    tokens: () => tokens,
    saveTokens: (given) => {
      tokens = given
    },
    redirectToAuthorization: (url) => {
      kept.sentTo = url
    },
    saveCodeVerifier: (verifier) => {
      kept.verifier = verifier
    },
    codeVerifier: () => kept.verifier,
    invalidateCredentials: (which) => {
      if (which !== 'client') tokens = undefined
    },
  }
  const setTokens = (given: typeof tokens) => {
    tokens = given
  }
  return { provider, kept, tokens: () => tokens!, setTokens }
}

export type Keeper = ReturnType<typeof keeper>

/** Connects. The client then follows the MCP specification for a server that requires a token. */
export function connector(url: string, era: Era, { provider }: Keeper) {
  const transport = () => new StreamableHTTPClientTransport(new URL('/mcp', url), { authProvider: provider })
  const connect = async () => {
    const client = new Client({ name: 'tests', version: '1' }, { versionNegotiation: { mode: era } })
    await client.connect(transport())
    atEnd(() => client.close())
    return client
  }
  return { connect, finish: (received: URL) => transport().finishAuth(received.searchParams) }
}
