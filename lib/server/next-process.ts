import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { errorFields, log } from '#lib/log'
import type { PagesState } from '#lib/server/pages'
import { tunables } from '#lib/tunables'

/** The program `next`, of the version that is installed. */
export const nextBin = createRequire(import.meta.url).resolve('next/dist/bin/next')

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = fileURLToPath(new URL('next.ts', import.meta.url))

/** `dev` compiles pages as they are asked for, `built` serves the build that is there, `build` builds first. */
export type PagesMode = 'dev' | 'built' | 'build'

/**
 * Keeps one process of Next running that serves the pages, and tells of its state. One that dies is started again after a
 * second; nothing else depends on it.
 */
export function startPages(mode: PagesMode, onState: (state: PagesState) => void): { stop(): void } {
  let child: ChildProcess | undefined
  let isStopping = false
  const begin = async () => {
    if (mode === 'build') {
      onState({ kind: 'building' })
      child = spawnBuild()
      const [code] = await once(child, 'exit')
      if (isStopping) return
      if (code !== 0) log('error', 'pages.build_failed', { code })
    }
    if (mode !== 'dev' && !existsSync(join(root, '.next', 'BUILD_ID'))) {
      log('warn', 'pages.no_build', { hint: 'npm run build' })
      return onState({ kind: 'no_build' })
    }
    serve()
  }
  const serve = () => {
    if (isStopping) return
    onState({ kind: 'starting' })
    child = fork(program, [mode], { env: environment(mode) })
    child.once('message', (message) => onState({ kind: 'ready', port: (message as { port: number }).port }))
    child.once('exit', (code, signal) => {
      if (isStopping) return
      log('error', 'pages.died', { code, signal })
      onState({ kind: 'starting' })
      setTimeout(serve, tunables.processPauseMs)
    })
  }
  begin().catch((error) => log('error', 'pages.failed', errorFields(error)))
  return {
    stop: () => {
      isStopping = true
      child?.kill('SIGKILL')
    },
  }
}

const environment = (mode: PagesMode): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_ENV: mode === 'dev' ? 'development' : 'production',
  NEXT_TELEMETRY_DISABLED: '1',
})

/** The build gets what the API leaves of the processor, and is heard of only when it fails. */
function spawnBuild(): ChildProcess {
  const child = spawn(process.execPath, [nextBin, 'build'], {
    cwd: root,
    env: environment('build'),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      output += text
    })
  child.once('exit', (code) => code && process.stderr.write(output))
  return child
}
