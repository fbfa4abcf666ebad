import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { type Client, UnauthorizedError } from '@modelcontextprotocol/client'
import { generate } from 'selfsigned'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { randomPortBase } from '#local/ports'
import { connector, type Keeper, keeper } from '#tests/oauth/mcp-client'
import { withBrowser } from '#tests/support/browser'
import { createDatabase } from '#tests/support/database'
import { newFolder } from '#tests/support/folder'
import { listenLocally } from '#tests/support/listen'
import { type Era, eras, structured } from '#tests/support/mcp'
import {
  approveInBrowser,
  type Callback,
  endRefreshGrace,
  personalKey,
  startCallback,
} from '#tests/support/oauth'
import { startTestApp } from '#tests/support/services'

const visit = withBrowser()
let callback: Callback
beforeAll(async () => {
  callback = await startCallback()
})

/** The whole flow: refused, sent to the sign-in, allowed in a browser, back with a code, connected. */
async function signIn(url: string, era: Era, key: string, held: Keeper): Promise<Client> {
  const { connect, finish } = connector(url, era, held)
  await expect(connect()).rejects.toBeInstanceOf(UnauthorizedError)
  const received = await approveInBrowser(visit, held.kept.sentTo!, key, callback)
  await finish(received)
  return connect()
}

describe.each(eras)("the SDK's client of %s", (_, era) => {
  it('finds the authorization server, registers, and calls tools for the user who signed in', async () => {
    const { key, userId } = await personalKey()
    const held = keeper(callback.url)
    const client = await signIn(inject('appUrl'), era, key, held)
    expect(held.kept.registrations).toBe(1)
    expect(held.kept.sentTo!.searchParams.get('resource')).toBe(`${inject('appVars').PUBLIC_URL}/mcp`)
    expect(held.kept.sentTo!.searchParams.get('scope')).toBe('chat read usage offline_access')
    const { tools } = await client.listTools()
    const names = tools.map(({ name }) => name)
    expect(names).toContain('sendMessage')
    expect(names).not.toContain('deleteUser')
    const answered = await client.callTool({ name: 'sendMessage', arguments: { message: 'by MCP' } })
    expect(structured(answered).data.response).toBe('echo: by MCP')
    const user = await client.callTool({ name: 'getUser', arguments: {} })
    expect(structured(user).data.userId).toBe(userId)
  })

  it('refreshes an expired token, and must ask again when the refresh token was reused', async () => {
    const held = keeper(callback.url)
    const client = await signIn(inject('appUrl'), era, (await personalKey()).key, held)
    const first = held.tokens()
    held.setTokens({ ...first, access_token: 'x'.repeat(43) })
    await client.listResources()
    expect(held.tokens().refresh_token).not.toBe(first.refresh_token)
    await endRefreshGrace(held.kept.sentTo!.searchParams.get('client_id')!)
    held.setTokens({ ...first, access_token: 'x'.repeat(43) })
    held.kept.sentTo = undefined
    await expect(client.listResources()).rejects.toThrow()
    expect(held.kept.sentTo).toBeDefined()
  })
})

describe('a client that is identified by a metadata document', () => {
  let appUrl: string
  let documentUrl: string
  let requests = 0
  beforeAll(async () => {
    const directory = await newFolder()
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
    const port = await listenLocally(server)
    documentUrl = `https://127.0.0.1:${port}/client.json`
    const app = await startTestApp({
      databaseUrl: await createDatabase(),
      portBase: randomPortBase(),
      pages: true,
      vars: { NODE_EXTRA_CA_CERTS: join(directory, 'ca.pem') },
    })
    appUrl = app.server.url
    return async () => {
      await app.close()
      server.closeAllConnections()
      server.close()
    }
  })

  it('needs no registration', async () => {
    const held = keeper(callback.url, documentUrl)
    const { key, userId } = await personalKey(undefined, appUrl)
    const client = await signIn(appUrl, eras[0][1], key, held)
    expect(held.kept.registrations).toBe(0)
    expect(held.kept.sentTo!.searchParams.get('client_id')).toBe(documentUrl)
    const user = await client.callTool({ name: 'getUser', arguments: {} })
    expect(structured(user).data.userId).toBe(userId)
    expect(requests).toBeGreaterThan(0)
  })

  it('is unknown when the address of its document redirects, or differs from the client id', async () => {
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
