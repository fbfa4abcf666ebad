import { type Answer, readAnswer } from '#lib/models/answer'
import { readPieces } from '#lib/models/fetch'
import { LiveText } from '#lib/models/live'

/** Hears the text of an answer while the model writes it. */
export type TextSink = {
  /** A call has been answered with a body that begins to come. */
  begin(live: LiveText): void
  /** The text so far with the calls behind it, as `toWire` gives them, each time that it has grown. */
  grow(wire: string): void
}

type Call = { sink: TextSink; model: string; offersTools: boolean; signal: AbortSignal; elapsedMs(): number }

/**
 * Reads the body of an answer as it comes, in whatever form the server sends it, and the answer at its end as
 * `readAnswer` does. One that breaks off after the model has ended its answer is whole; otherwise it throws NoAnswer
 * with what had come.
 */
export async function readStream(response: Response, call: Call): Promise<Answer> {
  const { sink, model, offersTools, signal, elapsedMs } = call
  const live = new LiveText(offersTools)
  const pieces: string[] = []
  let isBroken = false
  sink.begin(live)
  await readPieces(response, (piece) => {
    pieces.push(piece)
    if (live.add(piece)) sink.grow(live.wire)
  }).catch((error) => {
    if (signal.aborted || pieces.length === 0) throw error
    isBroken = true
  })
  const body = pieces.join('')
  const lines = wholeLines(body)
  const read = (text: string) => readAnswer(text, { model, offersTools, latencyMs: Math.round(elapsedMs()) })
  if (isBroken) return read(lines)
  try {
    return read(body)
  } catch (error) {
    if (!(error instanceof SyntaxError) || lines === '') throw error
    return read(lines)
  }
}

/** Without the last line, where it was cut. */
const wholeLines = (body: string) => body.slice(0, body.lastIndexOf('\n') + 1)
