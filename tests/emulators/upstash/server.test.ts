import { describe, expect, it, onTestFinished } from 'vitest'
import { startUpstash } from '#emulators/upstash/server'
import { openUpstash, token } from './harness.ts'

async function open() {
  const upstash = await openUpstash(undefined)
  onTestFinished(() => upstash.close())
  return upstash
}

describe('the server', () => {
  it('rejects when the port is taken, and frees its port on close', async () => {
    const { port, redisUrl } = await open()
    await expect(startUpstash({ port, token, redisUrl })).rejects.toThrow('EADDRINUSE')
    const first = await startUpstash({ port: 0, token, redisUrl })
    await Promise.all([first.close(), first.close()])
    const again = await startUpstash({ port: first.port, token, redisUrl })
    onTestFinished(() => again.close())
    expect(again.port).toBe(first.port)
  })

  it('ends open subscriptions on close', async () => {
    const { redisUrl } = await open()
    const emulator = await startUpstash({ port: 0, token, redisUrl })
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(`${emulator.url}/subscribe/c`, { headers })
    await emulator.close()
    await expect(response.text()).rejects.toThrow()
  })

  it('rejects when the Redis cannot be reached', async () => {
    const { redisUrl, close } = await openUpstash(undefined)
    await close()
    await expect(startUpstash({ port: 0, token, redisUrl })).rejects.toThrow()
  })
})
