import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const timeoutMs = 5_000

/** Starts the installed Redis on this port, without persistence. Undefined if none is installed. */
export async function startMachineRedis(
  port: number,
): Promise<{ url: string; close(): Promise<void> } | undefined> {
  const options = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', options, { stdio: 'ignore' })
  const failed = new Promise<true>((resolve) => child.on('error', () => resolve(true)))
  const exited = once(child, 'exit').catch(() => {})
  const deadlineMs = Date.now() + timeoutMs
  while (Date.now() < deadlineMs) {
    if (await Promise.race([failed, answers(port)])) break
    await sleep(50)
  }
  if (child.pid === undefined) return undefined
  const close = async () => {
    child.kill()
    await exited
  }
  return { url: `redis://127.0.0.1:${port}`, close }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
