// Receives webhooks and prints each event once: SECRET=whsec_… PORT=4000 node webhooks.ts
// Needs standardwebhooks.
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

const { SECRET = '', PORT = '4000' } = process.env
const webhook = new Webhook(SECRET)
const seen = new Set<string>()

type Event = { type: string; timestamp: string; data: Record<string, unknown> }

createServer(async (request, response) => {
  // The signature is of these very bytes: JSON that is parsed and written again may differ.
  const body = await text(request)
  const headers = request.headers as Record<string, string>
  try {
    const { type, data } = webhook.verify(body, headers) as Event
    const id = headers['webhook-id']!
    // A webhook may come more than once, always with the same id. A real receiver keeps the ids in its database.
    if (!seen.has(id)) console.log(type, id, JSON.stringify(data))
    seen.add(id)
    response.writeHead(204).end()
  } catch {
    response.writeHead(401).end()
  }
}).listen(Number(PORT), '127.0.0.1')
