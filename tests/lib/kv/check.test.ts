import { createServer, type Socket } from 'node:net'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { checkRedis } from '#lib/kv/check'
import { startRedis } from '#local/redis'
import { listenLocally } from '#tests/support/listen'
import { useLongTimeouts } from '#tests/support/timeouts'

beforeAll(useLongTimeouts)

/** A server that answers INFO with these lines, and everything else with OK. */
async function serverWith(info: string): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.on('data', (data) => {
      for (const [, name] of String(data).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g))
        socket.write(/info/i.test(name!) ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n')
    })
  })
  const port = await listenLocally(server)
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `redis://127.0.0.1:${port}`
}

async function redis(password?: string) {
  const server = await startRedis({ port: 0, password })
  onTestFinished(() => server.close())
  return server
}

const problemOf = (url: string) => checkRedis(url).catch((error: Error) => `refused: ${error.message}`)

it('the check accepts a Redis that answers', async () => {
  expect(await problemOf((await redis('secret')).url)).toBeUndefined()
})

it.each([
  ['6.2.0', undefined],
  ['7.2.4', undefined],
  ['8.0.1', undefined],
  [
    '6.0.16',
    /^refused: REDIS_URL: .* is version 6\.0\.16, and this server needs Redis 6\.2, Valkey 7\.2 or newer/,
  ],
  ['5.0.7', /^refused: REDIS_URL: .* is version 5\.0\.7/],
])('the check needs Redis 6.2 or newer: %s', async (version, expected) => {
  const problem = await problemOf(
    await serverWith(`# Server\r\nredis_version:${version}\r\nredis_mode:standalone\r\n`),
  )
  if (expected) expect(problem).toMatch(expected)
  else expect(problem).toBeUndefined()
})

it.each(['cluster', 'sentinel'])('the check rejects a Redis in %s mode', async (mode) => {
  const url = await serverWith(`redis_version:7.0.0\r\nredis_mode:${mode}\r\n`)
  expect(await problemOf(url)).toMatch(new RegExp(`^refused: REDIS_URL: .* is in ${mode} mode`))
})

it('the check rejects a wrong password without showing it', async () => {
  const { port } = await redis('secret')
  const problem = await problemOf(`redis://:hunter2@127.0.0.1:${port}`)
  expect(problem).toMatch(/^refused: REDIS_URL: .*:\d+ does not accept the user or the password/)
  expect(problem).not.toContain('hunter2')
})

it('the check only warns of a Redis that is down, because the server works without it', async () => {
  expect(await problemOf('redis://127.0.0.1:1')).toMatch(/^REDIS_URL: .* does not answer \(ECONNREFUSED\)/)
  expect(await problemOf('redis://nowhere.invalid')).toMatch(
    /^REDIS_URL: the host of nowhere\.invalid:6379 is unknown/,
  )
})
