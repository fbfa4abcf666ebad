import { type Answer, readAnswer } from '#lib/models/answer'
import { readPieces } from '#lib/models/fetch'
import { LiveText } from '#lib/models/live'

/** Receives the text of an answer while the model writes it. */
export type TextSink = {
  /** Called when the response body of a call begins. */
  begin(live: LiveText): void
  /** Called with the text and calls so far (see `toWire`) each time they have grown. */
  grow(wire: string): void
}

type Call = { sink: TextSink; model: string; offersTools: boolean; signal: AbortSignal; elapsedMs(): number }

/**
 * Reads the body of an answer as it arrives, in any form, and at its end the answer, as `readAnswer` does. A body that
 * breaks off after the answer is complete counts as whole. Otherwise it throws NoAnswer with the text so far.
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

/** The body without a truncated last line. */
const wholeLines = (body: string) => body.slice(0, body.lastIndexOf('\n') + 1)
