import type { PagesMode } from '#lib/server/next-process'
import { runServer } from '#lib/server/run'

/**
 * The entry point of the server. The launcher starts it after configuration and migration:
 * `main.ts <host> <port> <pages> [<processes>]`. In development it restarts after each change of the sources.
 */
const [host, port, pages, processes] = process.argv.slice(2)

runServer({
  host: host!,
  port: Number(port),
  // A single process restarts quickly after a change.
  processes: Number(processes) || (pages === 'dev' ? 1 : undefined),
  pages: pages as PagesMode,
  metricsPort: Number(process.env.METRICS_PORT) || undefined,
  ...(pages === 'dev' && { onChange }),
})

async function onChange(files: string[]): Promise<void> {
  if (!files.some((file) => file.endsWith('.sql'))) return
  const { migrate, migrationUrl } = await import('../../sql/migrate.ts')
  await migrate(migrationUrl(process.env)!, { replaceNewer: true })
}
