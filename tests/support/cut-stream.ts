import { createParser } from 'eventsource-parser'

/** How a connection ended for its reader: `whole` with what ends a stream, `ended` in good order but without it. */
export type Ended = 'whole' | 'ended' | 'cut'

// biome-ignore lint/suspicious/noExplicitAny: events of any kind
type Any = any

type Connection = { response: Response; hangUp(): void; bytesMax: number }

/** Gives the events of a response to `take`, until so many bytes have come: then it hangs up, whatever they hold. */
export async function readData(
  { response, hangUp, bytesMax }: Connection,
  take: (event: Any) => void,
): Promise<Ended> {
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
