import { createParser } from 'eventsource-parser'

/** How a connection ended: `whole` with the final event, `ended` cleanly but without it, `cut` with an error. */
export type StreamEnd = 'whole' | 'ended' | 'cut'

// biome-ignore lint/suspicious/noExplicitAny: events of any kind
type Any = any

type Connection = { response: Response; hangUp(): void; bytesMax: number }

/** Passes the events of a response to `take`, and disconnects after this many bytes. */
export async function readData(
  { response, hangUp, bytesMax }: Connection,
  take: (event: Any) => void,
): Promise<StreamEnd> {
  let isDone = false
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === '[DONE]') isDone = true
      else take(JSON.parse(data))
    },
  })
  const decoder = new TextDecoder()
  let left = bytesMax
  try {
    for await (const chunk of response.body!) {
      parser.feed(decoder.decode(chunk.subarray(0, left), { stream: true }))
      left -= chunk.length
      if (left <= 0) break
    }
  } catch {
    left = 0
  }
  hangUp()
  return isDone ? 'whole' : left <= 0 ? 'cut' : 'ended'
}
