import { createServer } from 'node:http'
import { log } from '#lib/log'
import { formatOf, type TextFormat } from '#lib/telemetry/text-format'

/**
 * Serves the metrics on a separate port, without a key, only on 127.0.0.1. If the port is in use, that is logged, and
 * the server runs without it.
 */
export function serveMetricsPort(port: number, scrape: (form: TextFormat) => Promise<string>): void {
  const server = createServer(async (request, response) => {
    const [path] = request.url!.split('?')
    if (path !== '/metrics') return void response.writeHead(404).end()
    const { form, contentType } = formatOf(request.headers.accept)
    const text = await scrape(form).catch(() => undefined)
    if (text === undefined) return void response.writeHead(503).end()
    response.writeHead(200, { 'content-type': contentType }).end(request.method === 'HEAD' ? undefined : text)
  })
  server.on('error', (error: NodeJS.ErrnoException) =>
    log('error', 'metrics.not_served', { port, code: error.code }),
  )
  server.listen(port, '127.0.0.1').unref()
}
