import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { vi } from 'vitest'

export type WorkerProcess = {
  pid: number
  /** The events of its log so far. */
  events(): string[]
  /** The lines of its log so far. */
  lines(): { event: string; [field: string]: unknown }[]
  /** Sends a signal and resolves with the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | string>
  /** Sends a signal that does not stop the process. */
  signal(signal: NodeJS.Signals): void
}

/** On a busy machine the start may take minutes. */
const startMsMax = 240_000

const open = new Set<ChildProcess>()

/** Starts `npm run worker` with this process's environment and `vars`, and waits until it accepts jobs. */
export async function startWorkerProcess(vars: Record<string, string> = {}): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ['workers/main.ts'], {
    env: { ...process.env, QUEUE: 'postgres', NEON_PROXY_URL: '', ...vars },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  open.add(child)
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => output.push(line))
  const exited = once(child, 'exit').then(([code, signal]): number | string => signal ?? code)
  void exited.then(() => open.delete(child))
  const lines = () => output.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  const events = () => lines().map(({ event }) => event)
  const failed = exited.then((code) => {
    throw new Error(`The worker exited with ${code}:\n${output.join('\n')}`)
  })
  const hasStarted = () => {
    if (!events().includes('worker.started')) throw new Error('The worker has not started.')
  }
  const started = vi.waitFor(hasStarted, { timeout: startMsMax, interval: 20 })
  await Promise.race([started, failed])
  failed.catch(() => {})
  return {
    pid: child.pid!,
    events,
    lines,
    end(signal) {
      child.kill(signal)
      return exited
    },
    signal: (signal) => void child.kill(signal),
  }
}

/** Kills every running worker process. */
export async function killWorkerProcesses(): Promise<void> {
  await Promise.all(
    [...open].map((child) => {
      child.kill('SIGKILL')
      return once(child, 'exit')
    }),
  )
}
