import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

export const apiKey = 'deployed-api-key-0123456789'

/** Far beyond what anything takes that is waited for, since the machine may be busy. */
const patienceMs = 180_000
const pollMs = 100

export type Deployed = {
  url: string
  child: ChildProcess
  /** Sends the signal and waits for the end. Gives the exit code; null when the signal killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts this checkout as `npm start` does, with these variables and no others of the server, and waits until it is up. */
export async function startServer(port: number, vars: Record<string, string>): Promise<Deployed> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: { start: string } }
  const [, ...args] = scripts.start.split(' ')
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, NODE_ENV: 'production', API_SECRET_KEY: apiKey, PORT: String(port), ...vars },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return deployed(child, `http://127.0.0.1:${port}`)
}

const living = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

/** Waits until the server that this process starts is healthy. Rejects when it ends before. It ends with this process. */
export async function deployed(child: ChildProcess, url: string): Promise<Deployed> {
  living.add(child.once('exit', () => living.delete(child)))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const isUp = async () => (await fetch(`${url}/api/health`).catch(() => undefined))?.ok
  await until(`${url} is up`, async () => {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`)
    return isUp()
  })
  return {
    url,
    child,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}

/** Asks until the condition holds, and gives its value. Rejects after three minutes. */
export async function until<T>(what: string, ask: () => Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await delay(pollMs)) {
    const value = await ask()
    if (value) return value
  }
  throw new Error(`Not within ${patienceMs / 1000} s: ${what}`)
}

export type Turn = {
  jobId: string
  conversationId: number
  messageId: number
  status?: string
  response?: string
}

/** A call did not succeed. */
export class Failed extends Error {
  readonly status: number
  constructor(path: string, status: number, answer: string) {
    super(`${path} answered ${status}: ${answer}`)
    this.status = status
  }
}

/** Calls the API with the owner's key. Rejects with Failed unless it succeeds. */
export async function call<T>(url: string, path: string, body?: object, headers?: object): Promise<T> {
  const response = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = await response.text()
  if (!response.ok) throw new Failed(path, response.status, answer)
  return (JSON.parse(answer) as { data: T }).data
}

/**
 * Sends a message, with an idempotency key if the caller has one. Gives the answer, however long it takes, unless the
 * body says how long to wait.
 */
export async function chat(url: string, body: object, idempotencyKey?: string): Promise<Turn> {
  const headers = idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}
  const turn = await call<Turn>(url, '/api/chat', body, headers)
  return turn.status === 'completed' || 'wait' in body ? turn : ended(url, turn.jobId)
}

/** Waits until a job has ended. */
export const ended = (url: string, jobId: string) =>
  until(`${jobId} has ended`, async () => {
    const job = await call<Turn & { status: string }>(url, `/api/jobs/${jobId}`)
    return ['completed', 'failed', 'cancelled'].includes(job.status) ? job : undefined
  })

/** Stops when something is not as it has to be. */
export function check(what: string, holds: boolean): void {
  if (!holds) throw new Error(`Not so: ${what}`)
  process.stdout.write(`  ${what}\n`)
}
