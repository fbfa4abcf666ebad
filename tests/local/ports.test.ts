import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { freePort, onFreePort, randomPortBase } from '#local/ports'
import { listenLocally } from '#tests/support/listen'

it('takes the next port when another process takes the first one in between', async () => {
  const wanted = await freePort(randomPortBase())
  const tried: number[] = []
  const listen = async (port: number) => {
    tried.push(port)
    if (tried.length === 1) await occupy(port)
    return occupy(port)
  }
  const port = await onFreePort(wanted, new Set(), listen)
  expect(tried).toEqual([wanted, port])
  expect(port).toBeGreaterThan(wanted)
})

it('does not try again after another failure', async () => {
  const fail = async () => {
    throw new Error('It is broken.')
  }
  await expect(onFreePort(randomPortBase(), new Set(), fail)).rejects.toThrow('It is broken.')
})

function occupy(port: number): Promise<number> {
  const server = createServer()
  onTestFinished(() => void server.close())
  return listenLocally(server, port)
}
