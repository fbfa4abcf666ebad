import { log } from '#lib/log'
import { serveMetricsPort } from '#lib/server/metrics-port'
import { type PagesMode, startPages } from '#lib/server/next-process'
import { Processes } from '#lib/server/processes'
import { watchSources } from '#lib/server/watch'
import { tunables } from '#lib/tunables'

export type RunOptions = {
  host: string
  port: number
  /** How many processes serve; by default as many as fit the machine. */
  processes?: number
  pages: PagesMode
  /** Where the metrics are served to this machine without a key. */
  metricsPort?: number | undefined
  /** Called whenever a source of the API changes, before its processes are renewed. Without it nothing is watched. */
  onChange?: (files: string[]) => Promise<void>
  /** The API answers at this port. */
  onReady?: (port: number) => void
}

/**
 * Runs the server from this process: the processes that answer, and Next beside them for the pages. SIGTERM and SIGINT
 * end it after the open requests, a second one at once; when this process is the child of a launcher it ends with that.
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
      // Only now, since both compile a lot, and the API is wanted first.
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
    // A terminal's Ctrl-C may arrive twice at once: by the terminal itself and by npm.
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
