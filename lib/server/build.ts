import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The path of the installed `next` program, which a trimmed install does not have. */
export const nextBin = (): string => createRequire(import.meta.url).resolve('next/dist/bin/next')

const root = fileURLToPath(new URL('../..', import.meta.url))
const sources = ['app', 'lib', 'workers', 'instrumentation.ts', 'next.config.js', 'package-lock.json']
/** Written after a complete build, because an interrupted build also leaves files behind. */
const markerFile = join(root, '.next', 'built')

/** True when a build of the pages exists. It may be older than the sources: see `isBuildFresh`. */
export const hasBuild = (): boolean => existsSync(join(root, '.next', 'BUILD_ID'))

/** True when `buildPages` made the existing build and no source has changed since. */
export async function isBuildFresh(): Promise<boolean> {
  const builtAt = await timeOf(markerFile)
  if (!hasBuild() || builtAt === 0) return false
  const times = await Promise.all(sources.map((name) => newestBelow(join(root, name))))
  return Math.max(...times) < builtAt
}

const timeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )

async function newestBelow(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true }).catch(() => [])
  const times = await Promise.all([path, ...names.map((name) => join(path, name))].map(timeOf))
  return Math.max(...times)
}

/** Resolves to the exit code; null when the process was killed or could not start. */
const exitOf = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null)).once('exit', resolve)
  })

/**
 * Builds the pages at a low process priority, so the API keeps the CPU. `done` resolves to true after a successful
 * build. Next's output about a failure goes to stderr.
 */
export function buildPages(): { child: ChildProcess; done: Promise<boolean> } {
  const child = spawn(process.execPath, [nextBin(), 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      output += text
    })
  const done = exitOf(child).then(async (code) => {
    if (code) process.stderr.write(output)
    if (code === 0) await writeFile(markerFile, '')
    return code === 0
  })
  return { child, done }
}
