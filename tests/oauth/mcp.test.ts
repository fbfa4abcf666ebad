import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  Client,
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { eras, structured } from '#tests/mcp/client'
import { approveInBrowser, type Callback, personalKey, startCallback } from '#tests/oauth/support'
import { withBrowser } from '#tests/pages/browser'
import { createDatabase } from '#tests/support/database'
import { startTestApp } from '#tests/support/services'

const visit = withBrowser()
let callback: Callback
beforeAll(async () => {
  callback = await startCallback()
})

/** What the SDK asks of a client: it keeps what it is given, and notes where the person is sent. */
function keeper(documentUrl?: string) {
  const kept = { sentTo: undefined as URL | undefined, verifier: '', registrations: 0 }
  let tokens: Awaited<ReturnType<OAuthClientProvider['tokens']>>
  let information: Awaited<ReturnType<OAuthClientProvider['clientInformation']>>
  const provider: OAuthClientProvider = {
    redirectUrl: callback.url,
    clientMetadataUrl: documentUrl,
    clientMetadata: {
      client_name: 'An MCP client',
      redirect_uris: [callback.url],
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

type Keeper = ReturnType<typeof keeper>

/** Connects; the client then does what the specification of MCP says about a server that wants a token. */
function connector(url: string, era: (typeof eras)[number][1], { provider }: Keeper) {
  const transport = () => new StreamableHTTPClientTransport(new URL('/mcp', url), { authProvider: provider })
  const connect = async () => {
    const client = new Client({ name: 'tests', version: '1' }, { versionNegotiation: { mode: era } })
    await client.connect(transport())
    afterAll(() => client.close())
    return client
  }
  return { connect, finish: (received: URL) => transport().finishAuth(received.searchParams) }
}

/** The whole dance: refused, sent away, allowed in a browser, back with a code, connected. */
async function signIn(
  url: string,
  era: (typeof eras)[number][1],
  key: string,
  held: Keeper,
): Promise<Client> {
  const { connect, finish } = connector(url, era, held)
  await expect(connect()).rejects.toBeInstanceOf(UnauthorizedError)
  const received = await approveInBrowser(visit, held.kept.sentTo!, key, callback)
  await finish(received)
  return connect()
}

describe.each(eras)("the SDK's client of %s", (_, era) => {
  it('finds the authorization server, registers, and calls tools for the person who signed in', async () => {
    const { key, userId } = await personalKey()
    const held = keeper()
    const client = await signIn(inject('appUrl'), era, key, held)
    expect(held.kept.registrations).toBe(1)
    expect(held.kept.sentTo!.searchParams.get('resource')).toBe(`${inject('appVars').PUBLIC_URL}/mcp`)
    expect(held.kept.sentTo!.searchParams.get('scope')).toBe('chat read usage')
    const { tools } = await client.listTools()
    const names = tools.map(({ name }) => name)
    expect(names).toContain('sendMessage')
    expect(names).not.toContain('deleteUser')
    const answered = await client.callTool({ name: 'sendMessage', arguments: { message: 'by MCP' } })
    expect(structured(answered).data.response).toBe('echo: by MCP')
    const user = await client.callTool({ name: 'getUser', arguments: {} })
    expect(structured(user).data.userId).toBe(userId)
  })

  it('refreshes a token that has ended, and has to ask again when the refresh token is stolen', async () => {
    const held = keeper()
    const client = await signIn(inject('appUrl'), era, (await personalKey()).key, held)
    const first = held.tokens()
    held.setTokens({ ...first, access_token: 'x'.repeat(43) })
    await client.listTools()
    expect(held.tokens().refresh_token).not.toBe(first.refresh_token)
    held.setTokens({ ...first, access_token: 'x'.repeat(43) })
    held.kept.sentTo = undefined
    await expect(client.listTools()).rejects.toThrow()
    expect(held.kept.sentTo).toBeDefined()
  })
})

describe('a client that is known by a document of its own', () => {
  let appUrl: string
  let documentUrl: string
  let requests = 0
  beforeAll(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'gpts-tls-'))
    const altNames = [{ type: 7, ip: '127.0.0.1' }] as const
    const pems = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      extensions: [{ name: 'subjectAltName', altNames: [...altNames] }],
    })
    await writeFile(join(directory, 'ca.pem'), pems.cert)
    const server = createServer({ key: pems.private, cert: pems.cert }, (request, response) => {
      requests++
      response.setHeader('content-type', 'application/json')
      if (request.url !== '/client.json') response.statusCode = 302
      response.setHeader('location', '/client.json')
      const document = {
        client_id: `https://${request.headers.host}/client.json`,
        client_name: 'Known by its document',
        redirect_uris: [callback.url],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'none',
        scope: 'chat read offline_access',
      }
      response.end(JSON.stringify(document))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    documentUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}/client.json`
    const app = await startTestApp({
      databaseUrl: await createDatabase(),
      portBase: randomPortBase(),
      vars: { NODE_EXTRA_CA_CERTS: join(directory, 'ca.pem') },
    })
    appUrl = app.server.url
    return async () => {
      await app.close()
      server.closeAllConnections()
      server.close()
      await rm(directory, { recursive: true })
    }
  })

  it('needs no registration', async () => {
    const held = keeper(documentUrl)
    const { key, userId } = await personalKey(undefined, appUrl)
    const client = await signIn(appUrl, eras[0][1], key, held)
    expect(held.kept.registrations).toBe(0)
    expect(held.kept.sentTo!.searchParams.get('client_id')).toBe(documentUrl)
    const user = await client.callTool({ name: 'getUser', arguments: {} })
    expect(structured(user).data.userId).toBe(userId)
    expect(requests).toBeGreaterThan(0)
  })

  it('is not known when its document lies elsewhere or nowhere', async () => {
    for (const path of ['/other.json', '/client.json?another']) {
      const url = new URL('/oauth/authorize', appUrl)
      const params = {
        client_id: new URL(path, documentUrl).href,
        redirect_uri: callback.url,
        response_type: 'code',
      }
      url.search = new URLSearchParams(params).toString()
      const answer = await fetch(url, { redirect: 'manual' })
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringMatching(/invalid_client/)])
    }
  })
})
