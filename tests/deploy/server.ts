import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

export const apiKey = 'deployed-api-key-0123456789'

/** Much longer than any wait should take, since the machine may be busy. */
const timeoutMs = 180_000
const pollMs = 100

export type Deployed = {
  url: string
  child: ChildProcess
  /** Sends the signal and waits for the exit. Returns the exit code, or null if the signal killed the server. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts this checkout like `npm start`, with only these server variables, and waits until it is healthy. */
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

/** Waits until the started server is healthy. Rejects if it exits before. It is killed when this process exits. */
export async function deployed(child: ChildProcess, url: string): Promise<Deployed> {
  living.add(child.once('exit', () => living.delete(child)))
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const isUp = async () => (await fetch(`${url}/api/health`).catch(() => undefined))?.ok
  await until(`${url} is up`, async () => {
    if (child.exitCode !== null) throw new Error(`The server exited with ${child.exitCode}.`)
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

/** Polls until `ask` returns a truthy value, and returns it. Rejects after three minutes. */
export async function until<T>(what: string, ask: () => Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await delay(pollMs)) {
    const value = await ask()
    if (value) return value
  }
  throw new Error(`Timeout after ${timeoutMs / 1000} s: ${what}`)
}

export type Turn = {
  jobId: string
  conversationId: number
  messageId: number
  status?: string
  response?: string
}

/** A failed call. */
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
 * Sends a message, optionally with an idempotency key. Waits for the answer without a limit, unless the body has `wait`.
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

/** Throws if the condition is false, otherwise prints it. */
export function check(what: string, holds: boolean): void {
  if (!holds) throw new Error(`Check failed: ${what}`)
  process.stdout.write(`  ${what}\n`)
}
