import { createServer } from 'node:http'
import { listenLocally } from '#tests/support/listen'
import { serveParent } from './child.ts'

/** An OTLP collector that discards everything and reports the number of bytes. */
serveParent(async () => {
  let bytes = 0
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength
    })
    request.on('end', () => response.writeHead(200).end())
  })
  const port = await listenLocally(server)
  return {
    ready: { url: `http://127.0.0.1:${port}` },
    answer: () => bytes,
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
})
