import { mkdir, readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { freePort, randomPortBase } from '#local/ports'
import { root, startServer } from '#local/server'
import { descendants } from '#tests/support/processes'
import { startChild } from './child.ts'
import { modelName } from './model.ts'
import { closeAll, onClose, print } from './program.ts'
import type { StackOptions, StackReady } from './stack.ts'
import { modelMsOf, streamedQuestion } from './stream-model.ts'
import { createRedisReader, startCountingProxy } from './tcp-counts.ts'

/**
 * `npm run bench:streams`: the time to the first piece of text minus the model's own, for `/api/chat`, `/v1` and a plain
 * proxy; the memory of a process with many open streams; and the KV commands of a streamed turn.
 * --rounds N turns of each client (30), --readers N open streams (1000).
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '30' }, readers: { type: 'string', default: '1000' } },
})
const rounds = Number(values.rounds)
const readers = Number(values.readers)
const jobs = 20
const openSeconds = 40

const agent = new Agent({ keepAlive: true })

/** A server's endpoint and request body. */
type Target = { name: string; url: string; body(message: string, index: number): object }

try {
  await bench()
} finally {
  agent.destroy()
  await closeAll()
}

async function bench(): Promise<void> {
  const model = await startChild<{ url: string }>('stream-model', { latencyMs: 50 }, onClose)
  const proxy = await startChild<{ url: string }>('stream-proxy', { modelUrl: model.ready.url }, onClose)
  const { server, key, kv } = await startOurs(model.ready.url)
  const chat = (message: string) => ({
    model: modelName,
    stream: true,
    messages: [{ role: 'user', content: message }],
  })
  const targets: Target[] = [
    { name: 'plain proxy', url: `${proxy.ready.url}/`, body: chat },
    {
      name: 'POST /api/chat',
      url: `${server.url}/api/chat`,
      body: (message, index) => ({
        userId: `reader-${index}`,
        message,
        stream: true,
        idempotencyKey: crypto.randomUUID(),
      }),
    },
    { name: 'POST /v1/chat/completions', url: `${server.url}/v1/chat/completions`, body: chat },
  ]
  for (const target of targets) await measure(target, key, 4, 3)
  print('Milliseconds to the first text, minus the model’s own time:')
  for (const clients of [1, 64])
    for (const target of targets) {
      const found = (await measure(target, key, clients, clients === 1 ? rounds * 2 : rounds)).sort(
        (a, b) => a - b,
      )
      const at = (share: number) =>
        found[Math.min(Math.floor(found.length * share), found.length - 1)]!.toFixed(1)
      print(
        `  ${target.name.padEnd(26)} ${String(clients).padStart(3)} streams: p50 ${at(0.5)}, p99 ${at(0.99)}`,
      )
    }
  await countCommands(targets[1]!, key, kv)
  await openMany(server, key)
}

async function startOurs(modelUrl: string) {
  const dataDir = join(root, '.data', 'bench', `streams-${process.pid}`)
  await mkdir(dataDir, { recursive: true })
  const base = randomPortBase()
  const port = await freePort(base)
  const stack = await startChild<StackReady>(
    'stack',
    {
      dataDir,
      hosted: false,
      portBase: base + 10,
      appUrl: `http://127.0.0.1:${port}`,
      model: { OPENAI_BASE_URL: modelUrl, OPENAI_API_KEY: 'none', OPENAI_MODEL: modelName },
    } satisfies StackOptions,
    onClose,
  )
  const redis = new URL(stack.ready.vars.REDIS_URL!)
  const kv = await startCountingProxy({ host: redis.hostname, port: Number(redis.port) }, createRedisReader)
  onClose(async () => void (await kv.close()))
  redis.port = String(kv.port)
  const vars: Record<string, string> = {
    ...stack.ready.vars,
    REDIS_URL: redis.href,
    WEB_CONCURRENCY: '1',
    WORKER_CONCURRENCY: '200',
  }
  const server = await startServer({ mode: 'start', port, vars })
  onClose(() => server.close())
  return { server, key: vars.API_SECRET_KEY!, kv }
}

/** The time of each turn minus the model's own, in milliseconds, with this many clients at once. */
async function measure(target: Target, key: string, clients: number, turns: number): Promise<number[]> {
  const found: number[] = []
  const client = async (index: number) => {
    for (let turn = 0; turn < turns; turn++) {
      const message = streamedQuestion(5, 20)
      const startMs = performance.now()
      let firstMs = 0
      let text = ''
      await stream(target.url, key, target.body(message, index), (piece) => {
        text += piece
        if (firstMs === 0 && /<[\d.]+ ms>/.test(text)) firstMs = performance.now()
      })
      const modelMs = modelMsOf(/<[\d.]+ ms>/.exec(text)?.[0] ?? '')
      if (!Number.isFinite(modelMs)) throw new Error(`No text from ${target.name}: ${text.slice(0, 300)}`)
      found.push(firstMs - startMs - modelMs)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)))
  return found
}

function stream(
  url: string,
  key: string,
  body: object | undefined,
  onText: (text: string) => void,
  onOpen?: (close: () => void) => void,
): Promise<void> {
  const sent = body && JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: sent ? 'POST' : 'GET',
      agent,
      headers: {
        authorization: `Bearer ${key}`,
        accept: 'text/event-stream',
        ...(sent && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
      },
    })
    onOpen?.(() => outgoing.destroy())
    outgoing.on('response', (answer) => {
      answer
        .setEncoding('utf8')
        .on('data', onText)
        .on('end', resolve)
        .on('error', () => resolve())
    })
    outgoing.on('error', onOpen ? () => resolve() : reject)
    outgoing.end(sent)
  })
}

/** The KV commands of a streamed turn of ten seconds that is read in the process that writes it. */
async function countCommands(
  { url, body }: Target,
  key: string,
  kv: { sent(): { commands: number } },
): Promise<void> {
  const pieces = 100
  const idleFrom = kv.sent().commands
  await sleep(10_000)
  const before = kv.sent().commands
  await stream(url, key, body(streamedQuestion(pieces, 100), 0), () => {})
  const own = kv.sent().commands - before - (before - idleFrom)
  print(`KV commands of a turn of ten seconds and ${pieces} pieces: ${own}`)
}

/** Opens many streams of a few slow jobs, and reads the memory of the process while they receive the pieces. */
async function openMany(server: { url: string; pid: number }, key: string): Promise<void> {
  const message = streamedQuestion(4 * openSeconds, 500)
  const close: (() => void)[] = []
  const written: Promise<void>[] = []
  const begin = (index: number) =>
    new Promise<string>((resolve) => {
      const body = { userId: `open-${index}`, message, stream: true, idempotencyKey: crypto.randomUUID() }
      const onText = (text: string) => {
        const [, jobId] = /"jobId":"(\w+)"/.exec(text) ?? []
        if (jobId) resolve(jobId)
      }
      written.push(stream(`${server.url}/api/chat`, key, body, onText, (end) => close.push(end)))
    })
  const ids = await Promise.all(Array.from({ length: jobs }, (_, index) => begin(index)))
  const residentMb = async () => {
    const kilobytes = await Promise.all(
      (await descendants(server.pid)).map(async (pid) => {
        const status = await readFile(`/proc/${pid}/status`, 'utf8')
        return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0)
      }),
    )
    return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1024)
  }
  const before = await residentMb()
  let eventsRead = 0
  const all = Array.from({ length: readers }, (_, index) =>
    stream(
      `${server.url}/api/jobs/${ids[index % jobs]}`,
      key,
      undefined,
      () => eventsRead++,
      (end) => close.push(end),
    ),
  )
  const seen: number[] = []
  for (let second = 0; second < openSeconds; second += 10) {
    await sleep(10_000)
    seen.push(await residentMb())
  }
  print(
    `${readers} open streams of ${jobs} jobs: ${before} MB before, then every 10 s ${seen.join(', ')} MB; ${eventsRead} pieces read`,
  )
  for (const end of close) end()
  await Promise.all([...all, ...written])
}
