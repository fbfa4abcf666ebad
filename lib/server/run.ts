import { log } from '#lib/log'
import { serveMetricsPort } from '#lib/server/metrics-port'
import { type PagesMode, startPages } from '#lib/server/next-process'
import { Processes } from '#lib/server/processes'
import { watchSources } from '#lib/server/watch'
import { tunables } from '#lib/tunables'

export type RunOptions = {
  host: string
  port: number
  /** The number of serving processes. The default depends on the machine. */
  processes?: number
  pages: PagesMode
  /** The port on 127.0.0.1 that serves the metrics without a key. */
  metricsPort?: number | undefined
  /** Called after a change of the API's sources, before its processes restart. Without it, no source is watched. */
  onChange?: (files: string[]) => Promise<void>
  /** Called when the API listens on this port. */
  onReady?: (port: number) => void
}

/**
 * Runs the server from this process: the API processes, and a Next process for the pages. SIGTERM and SIGINT end it
 * after the open requests; a second signal ends it at once. As a launcher's child process, it ends with the launcher.
 */
export function runServer({
  host,
  port,
  processes,
  pages,
  metricsPort,
  onChange,
  onReady,
}: RunOptions): void {
  const serving = new Processes({
    host,
    port,
    count: processes,
    onReady: (actualPort) => {
      onReady?.(actualPort)
      // Started only now: both compile much code, and the API comes first.
      next = startPages(pages, (state) => serving.setPages(state))
    },
    onEnd: (code) => {
      next?.stop()
      process.exit(code)
    },
  })
  if (metricsPort) serveMetricsPort(metricsPort, (form) => serving.scrape(form))
  let next: { stop(): void } | undefined
  let stoppedAt: number | undefined
  const stop = (graceMs: number) => {
    // One Ctrl-C may arrive twice, from the terminal and from npm.
    if (stoppedAt !== undefined)
      return Date.now() - stoppedAt > tunables.secondSignalMs ? serving.kill() : undefined
    stoppedAt = Date.now()
    next?.stop()
    serving.stop(graceMs)
  }
  process.on('SIGTERM', () => stop(tunables.shutdownGraceMs))
  process.on('SIGINT', () => stop(tunables.interruptGraceMs))
  process.on('disconnect', () => {
    next?.stop()
    serving.kill()
    process.exit(0)
  })
  if (!onChange) return
  watchSources(async (files) => {
    await onChange(files)
    log('info', 'sources.changed', { files: files.join(' ') })
    serving.renew()
  })
}
