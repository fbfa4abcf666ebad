import { execFile, spawn } from 'node:child_process'
import { createServer, request } from 'node:http'
import { promisify } from 'node:util'
import { describe, expect, inject, it } from 'vitest'
import { freePort, randomPortBase } from '#local/ports'
import { atEnd } from '#tests/support/ending'
import { listenLocally } from '#tests/support/listen'
import { approve, personalKey, register, resource } from '#tests/support/oauth'

/** The suite sends no key. This proxy adds it. */
async function withKey(): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, authorization: `Bearer ${inject('appVars').API_SECRET_KEY}` }
    const onward = request(
      inject('appUrl') + incoming.url,
      { method: incoming.method, headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  const port = await listenLocally(server)
  atEnd(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${port}/mcp`
}

const suite = 'node_modules/@modelcontextprotocol/conformance/dist/index.js'
const folder = 'tests/mcp/conformance'

describe('the official conformance suite', () => {
  it.each(['2025-11-25', '2026-07-28'])(
    'passes all scenarios of %s except the listed ones',
    async (version) => {
      const url = await withKey()
      const scenarios = ['--suite', 'all', '--spec-version', version]
      const args = [suite, 'server', '--url', url, ...scenarios]
      args.push('--expected-failures', `${folder}/${version}.yml`)
      const { code = 0, stdout } = await promisify(execFile)(process.execPath, args).catch((error) => error)
      expect(code, stdout).toBe(0)
      expect(stdout).toMatch(/✓ tools-list: [34] passed, 0 failed/)
    },
    120_000,
  )

  it('accepts the metadata of the authorization server, and gets a token', async () => {
    const { key } = await personalKey()
    const port = await freePort(randomPortBase())
    const { client } = await register(`http://127.0.0.1:${port}/callback`)
    const issuer = inject('appVars').PUBLIC_URL!
    const about = ['--url', issuer, '--client-id', String(client.client_id), '--resource', resource('mcp')]
    const child = spawn(process.execPath, [suite, 'authorization', ...about, '--port', String(port)])
    let output = ''
    let isSent = false
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      output += chunk
      const authorization = /^http\S+\/oauth\/authorize\?\S+$/m.exec(output)?.[0]
      if (!authorization || isSent) continue
      isSent = true
      await fetch(await approve(new URL(authorization), key))
    }
    expect(output).toMatch(/✓ authorization-server-metadata-endpoint: 2 passed, 0 failed/)
    expect(output).toMatch(/✓ authorization-code-grant: 1 passed, 0 failed/)
  }, 120_000)
})
