import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '#local/ports'
import { root } from '#local/server'
import { startChild } from './child.ts'
import { readCpu } from './cpu.ts'
import type { ClientChild, Target } from './load.ts'
import { modelName } from './model.ts'
import type { Options } from './options.ts'
import type { StackOptions, StackReady } from './stack.ts'

export const portBase = 20_500
export const benchDir = join(root, '.data', 'bench')

/** Starts the services that the whole bench shares. */
export async function startServices(
  { modelMs, hosted }: Pick<Options, 'modelMs' | 'hosted'>,
  onClose: (close: () => Promise<void>) => void,
) {
  const model = await startChild<{ url: string }, null, number>('model', { latencyMs: modelMs }, onClose)
  const port = await freePort(portBase)
  await mkdir(benchDir, { recursive: true })
  const stack = await startChild<StackReady>(
    'stack',
    {
      dataDir: join(benchDir, String(process.pid)),
      portBase: portBase + 10,
      hosted,
      appUrl: `http://127.0.0.1:${port}`,
      model: { OPENAI_BASE_URL: model.ready.url, OPENAI_API_KEY: 'none', OPENAI_MODEL: modelName },
    } satisfies StackOptions,
    onClose,
  )
  const client: ClientChild = await startChild('client', {}, onClose)
  const { vars } = stack.ready
  const pids = { model: model.pid, services: stack.pid, client: client.pid }
  const target = (name: string, url: string, pid: number | undefined): Target => ({
    name,
    url,
    key: vars.API_SECRET_KEY!,
    readCpu: () => readCpu(pid === undefined ? pids : { ...pids, server: pid }, stack.pid),
  })
  return { model, client, vars, port, target }
}

export type Services = Awaited<ReturnType<typeof startServices>>
