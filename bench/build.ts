import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nextBin } from '#lib/server/build'
import { root } from '#local/server'

/** Makes the production build. Rejects with its output. */
export async function build(onClose: (close: () => Promise<void>) => void): Promise<void> {
  const child = spawn(process.execPath, [nextBin(), 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  const exited = once(child, 'exit')
  onClose(async () => {
    child.kill()
    if (child.exitCode === null && child.signalCode === null) await exited
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const [code] = await exited
  if (code !== 0) throw new Error(`The build failed.\n${output}`)
}

/** The runtimes that the route files export. */
export async function readRuntimes(): Promise<{ public: string; workers: string }> {
  const found = { public: new Set<string>(), workers: new Set<string>() }
  for await (const file of glob('app/api/**/route.ts', { cwd: root })) {
    const name = /^export const runtime = '(\w+)'/m.exec(await readFile(join(root, file), 'utf8'))?.[1]
    const isWorker = /[\\/](workers|cron)[\\/]/.test(file)
    found[isWorker ? 'workers' : 'public'].add(name ?? 'nodejs')
  }
  return { public: [...found.public].join(' and '), workers: [...found.workers].join(' and ') }
}
