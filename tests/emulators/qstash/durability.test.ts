import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from '@upstash/qstash'
import { describe, expect, it, onTestFinished } from 'vitest'
import { newFolder } from '#tests/support/folder'
import { credentials } from './credentials.ts'
import { startServer, startWorker, until } from './support.ts'

async function newDataFile(): Promise<string> {
  const folder = await newFolder()
  return join(folder, 'journal.jsonl')
}

async function spawnServer(dataFile: string): Promise<{ url: string; process: ChildProcess }> {
  const script = join(import.meta.dirname, 'server-process.ts')
  const child = spawn(process.execPath, [script, dataFile], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = await once(createInterface(child.stdout), 'line')
  return { url: String(line), process: child }
}

async function publish(server: string, destination: string, body: string): Promise<boolean> {
  try {
    const headers = { authorization: `Bearer ${credentials.token}` }
    const response = await fetch(`${server}/v2/publish/${destination}`, { method: 'POST', headers, body })
    return response.status === 201
  } catch {
    return false
  }
}

describe('with a data file', () => {
  it('a SIGKILL during publishing loses no message that was answered with 201', async () => {
    const dataFile = await newDataFile()
    const first = await spawnServer(dataFile)
    let alive = true
    const worker = await startWorker((_got, response) => {
      if (!alive) response.end()
    })
    const accepted: string[] = []
    const publishing = Array.from({ length: 400 }, async (_, n) => {
      if (await publish(first.url, worker.url, String(n))) accepted.push(String(n))
      if (accepted.length === 150) first.process.kill('SIGKILL')
    })
    await Promise.all(publishing)
    expect(accepted.length).toBeGreaterThanOrEqual(150)
    alive = false
    worker.received.length = 0
    const { server } = await startServer({ dataFile })
    await until(() => server.messages().length === 0)
    const delivered = new Set(worker.received.map(({ body }) => body))
    expect(accepted.filter((body) => !delivered.has(body))).toEqual([])
  })

  it('a SIGKILL keeps schedules and waiting messages', async () => {
    const dataFile = await newDataFile()
    const first = await spawnServer(dataFile)
    const client = new Client({ baseUrl: first.url, token: credentials.token, retry: false })
    const worker = await startWorker((_got, response) => response.writeHead(500).end())
    await client.schedules.create({ scheduleId: 's', destination: worker.url, cron: '1 1 1 1 1', body: 'b' })
    await client.publish({ url: worker.url, body: 'retrying', retryDelay: '3600000' })
    await until(async () => (await client.logs()).logs[0]?.state === 'RETRY')
    await client.publish({ url: worker.url, body: 'delayed', delay: '1h' })
    first.process.kill('SIGKILL')

    const next = await startServer({ dataFile })
    expect(await next.client.schedules.list()).toMatchObject([{ cron: '1 1 1 1 1', body: 'b' }])
    expect(next.server.messages()).toMatchObject([
      { body: 'retrying', retried: 1 },
      { body: 'delayed', retried: 0 },
    ])
  })

  it('a restart does not bring back delivered messages', async () => {
    const dataFile = await newDataFile()
    const worker = await startWorker()
    const first = await startServer({ dataFile })
    await first.client.publish({ url: worker.url, body: 'delivered' })
    await until(() => first.server.messages().length === 0)
    await first.server.close()
    const second = await startServer({ dataFile })
    expect(second.server.messages()).toEqual([])
    expect(statSync(dataFile).size).toBe(0)
  })

  it('a truncated last line is skipped, and later lines are kept', async () => {
    const dataFile = await newDataFile()
    const first = await startServer({ dataFile })
    await first.client.publish({ url: 'https://example.com', body: 'whole', delay: '1h' })
    await first.server.close()
    appendFileSync(dataFile, '{"t":"messages","k":"msg_torn","v":{"bo')
    const second = await startServer({ dataFile })
    await second.client.publish({ url: 'https://example.com', body: 'after', delay: '1h' })
    await second.server.close()
    const third = await startServer({ dataFile })
    expect(third.server.messages().map(({ body }) => body)).toEqual(['whole', 'after'])
  })

  it('only the owner can read the file, and it has neither the token nor the signing keys', async () => {
    const dataFile = await newDataFile()
    const { client } = await startServer({ dataFile })
    await client.publish({ url: 'https://example.com', delay: '1h' })
    expect(statSync(dataFile).mode & 0o777).toBe(0o600)
    const text = readFileSync(dataFile, 'utf8')
    expect(text).toContain('https://example.com')
    expect(text).not.toMatch(/test-token|sig_current|sig_next/)
  })
})

describe('closing', () => {
  it('aborts open deliveries, and leaves nothing that keeps the process alive', async () => {
    const { server, client } = await startServer()
    let open = 0
    const worker = await startWorker((_got, response) => {
      open++
      response.on('close', () => open--)
    })
    await client.batch([{ url: worker.url }, { url: worker.url }, { url: worker.url, delay: '1h' }])
    await client.schedules.create({ destination: worker.url, cron: '* * * * *' })
    await until(() => open === 2)
    await Promise.all([server.close(), server.close()])
    await until(() => open === 0)
    await expect(fetch(server.url)).rejects.toThrow('fetch failed')
    const left = process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap')
    expect(left.length).toBe(1)
  })

  it('is not needed when the port is taken: starting rejects', async () => {
    const { server } = await startServer()
    await expect(startServer({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
