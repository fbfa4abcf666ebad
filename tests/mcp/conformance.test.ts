import { execFile } from 'node:child_process'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, describe, expect, inject, it } from 'vitest'

/** The suite sends no key: this stands between and adds it. */
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`
}

const suite = 'node_modules/@modelcontextprotocol/conformance/dist/index.js'

/** Scenarios about what this server declares; the others call tools and prompts that a server made for the suite has. */
const declared = ['server-initialize', 'ping', 'tools-list', 'resources-list', 'dns-rebinding-protection']

describe('the official conformance suite', () => {
  it.each(declared)('passes %s', async (scenario) => {
    const args = [suite, 'server', '--url', await withKey(), '--scenario', scenario]
    const { stdout } = await promisify(execFile)(process.execPath, args).catch((error) => error)
    expect(stdout).toMatch(/Passed: (\d+)\/\1, 0 failed, 0 warnings/)
  })
})
