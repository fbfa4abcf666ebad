import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { errorFields, log } from '#lib/log'
import { buildPages, hasBuild, isBuildFresh } from '#lib/server/build'
import type { PagesState } from '#lib/server/pages'
import { tunables } from '#lib/tunables'

const program = fileURLToPath(new URL('next.ts', import.meta.url))

/**
 * `dev` compiles pages on request, `built` serves the existing build, `build` first builds if necessary. `none` serves the
 * API alone.
 */
export type PagesMode = 'dev' | 'built' | 'build' | 'none'

/**
 * Keeps one Next process running, which serves the pages, and reports its state. After a crash it starts again after a
 * pause. Nothing else depends on this process.
 */
export function startPages(mode: PagesMode, onState: (state: PagesState) => void): { stop(): void } {
  let child: ChildProcess | undefined
  let isStopping = false
  let pauseMs: number = tunables.processPauseMs

  const begin = async () => {
    if (mode === 'build' && !(await isBuildFresh()) && !isStopping) {
      onState({ kind: 'building' })
      const build = buildPages()
      child = build.child
      if (!(await build.done) && !isStopping) log('error', 'pages.build_failed')
    }
    if (isStopping) return
    if (mode === 'dev' || (mode !== 'none' && hasBuild())) return serve()
    if (mode !== 'none') log('warn', 'pages.no_build', { hint: 'npm run build' })
    onState({ kind: 'no_build' })
  }
  const serve = () => {
    if (isStopping) return
    onState({ kind: 'starting' })
    child = fork(program, [mode], { env: environment(mode) })
    child.once('message', (message) => {
      pauseMs = tunables.processPauseMs
      onState({ kind: 'ready', port: (message as { port: number }).port })
    })
    child.once('exit', (code, signal) => {
      if (isStopping) return
      log('error', 'pages.died', { code, signal })
      onState({ kind: 'starting' })
      setTimeout(serve, pauseMs)
      // With a broken build Next would never become ready.
      pauseMs = Math.min(pauseMs * 2, tunables.pagesPauseMsMax)
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
