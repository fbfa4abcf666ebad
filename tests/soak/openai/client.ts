import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, type Said, saidByCompletion, saidByResponse, toJobId } from './asked.ts'
import { ChunkReader, EventReader } from './readers.ts'
import type { Answer, Stream, Transport } from './transport.ts'

/** Why an answer fails because of the request. */
const requestFaults = ['context_length_exceeded', 'content_policy', 'model_refused']
/** The errors in a stream after which the same request gets the answer. */
const askToRepeat = ['answer_restarted', 'stream_interrupted']

/** Makes requests of `/v1` as OpenAI's own client does: what was cut, or is to come again, is repeated until it is told. */
export class OpenaiClient {
  /** Answers that no caller should ever get, and streams that say something wrong. */
  readonly unexpected: string[] = []
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** Makes a request and reads its answer to the end. `onStarted` gets the id of one in the background. */
  async ask(asked: Asked, onStarted?: (id: string) => void): Promise<void> {
    if (asked.body.stream)
      return asked.path === '/v1/responses' ? this.#readEvents(asked) : this.#readChunks(asked)
    const answer = await this.#plain(asked)
    if (answer.status !== 200) return this.#noteError(asked, answer)
    if (!asked.body.background) return this.#noteBody(asked, answer.body)
    const { id } = answer.body
    asked.jobIds.add(toJobId(id))
    onStarted?.(id)
    const isWatched = this.#transport.roll(asked, 'watches') < 0.6
    await Promise.all([this.#cancel(asked, id), isWatched ? this.#watch(asked, id) : this.#poll(asked, id)])
  }

  async #plain(asked: Asked): Promise<Answer> {
    return this.#until(asked, async (tries) => {
      const sent = await this.#transport.post(asked, tries)
      return sent?.kind === 'answer' ? sent : undefined
    })
  }

  async #readChunks(asked: Asked): Promise<void> {
    // The client counts the retries of one call: after an error in a stream its user makes another call.
    let retries = 0
    await this.#until(asked, async (tries) => {
      const sent = await this.#transport.post(asked, tries, retries++)
      if (sent?.kind === 'answer') this.#noteError(asked, sent)
      if (sent?.kind !== 'stream') return sent
      asked.streams++
      const reader = new ChunkReader()
      const end = await reader.read(sent)
      if (reader.id) asked.jobIds.add(toJobId(reader.id))
      if (reader.error && askToRepeat.includes(reader.error.code)) {
        asked.restarts++
        retries = 0
        return undefined
      }
      if (reader.error) this.#noteFailure(asked, reader.error.code)
      else if (end === 'cut') asked.cuts++
      else if (end === 'whole' && reader.finishReason) this.#noteSaid(asked, reader.said)
      else this.unexpected.push(`a stream to "${asked.question}" that looks whole and is not`)
      return reader.error || end !== 'cut' ? true : undefined
    })
  }

  /** Reads a response while it is written. Once its id is known it is read on, or the same request is made again. */
  async #readEvents(asked: Asked): Promise<void> {
    let reader = new EventReader()
    let retries = 0
    const isFound = asked.body.store !== false || asked.body.background === true
    await this.#until(asked, async (tries) => {
      const { id } = reader
      const readsOn = id !== undefined && isFound && this.#transport.roll(asked, 'reads on', tries) < 0.7
      if (!readsOn) reader = new EventReader()
      const sent = readsOn
        ? await this.#get(asked, tries, id, reader)
        : await this.#transport.post(asked, tries, retries++)
      if (sent?.kind === 'answer') this.#noteError(asked, sent)
      return sent?.kind === 'stream' ? this.#readOn(asked, reader, sent) : sent
    })
  }

  /** Follows a response from wherever the last connection broke off. */
  async #watch(asked: Asked, id: string): Promise<void> {
    const reader = new EventReader()
    await this.#until(asked, async (tries) => {
      const sent = await this.#get(asked, tries, id, reader)
      if (sent?.kind === 'answer') this.#noteError(asked, sent)
      return sent?.kind === 'stream' ? this.#readOn(asked, reader, sent) : sent
    })
  }

  #get(asked: Asked, tries: number, id: string, { last }: EventReader): Promise<Answer | Stream | undefined> {
    const after = last === undefined ? '' : `&starting_after=${last}`
    return this.#transport.open(asked, tries, {
      method: 'GET',
      path: `/v1/responses/${id}?stream=true${after}`,
    })
  }

  /** Reads one connection. True once nothing is left to be read, undefined when there is more to come. */
  async #readOn(asked: Asked, reader: EventReader, stream: Stream): Promise<true | undefined> {
    asked.streams++
    const { restarts } = reader
    const end = await reader.read(stream)
    asked.restarts += reader.restarts - restarts
    if (reader.id) asked.jobIds.add(toJobId(reader.id))
    if (end === 'cut') asked.cuts++
    // A stream in the background may end before its response does; another one says so.
    if (!reader.end && end !== 'whole') return undefined
    for (const fault of reader.faults) this.unexpected.push(`a stream to "${asked.question}": ${fault}`)
    if (!reader.end || end === 'ended')
      this.unexpected.push(`a stream to "${asked.question}" without its end`)
    else if (reader.end.type === 'response.completed') this.#noteSaid(asked, reader.end.said)
    else this.#noteFailure(asked, reader.end.status)
    return true
  }

  /** Asks about a response until it has ended. */
  async #poll(asked: Asked, id: string): Promise<void> {
    const sent = await this.#until(asked, async (tries) => {
      const got = await this.#transport.open(asked, tries, { method: 'GET', path: `/v1/responses/${id}` })
      return got?.kind === 'answer' && !/^(queued|in_progress)$/.test(got.body.status) ? got : undefined
    })
    if (sent.status !== 200) this.#noteError(asked, sent)
    else if (sent.body.status === 'completed') this.#noteBody(asked, sent.body)
    else this.#noteFailure(asked, sent.body.status)
  }

  async #cancel(asked: Asked, id: string): Promise<void> {
    if (asked.cancelAfterMs === undefined) return
    await sleep(asked.cancelAfterMs)
    const path = `/v1/responses/${id}/cancel`
    const sent = await this.#until(asked, (tries) =>
      this.#transport.open(asked, tries, { method: 'POST', path }),
    )
    if (sent.kind === 'stream' || sent.status !== 200) this.unexpected.push(`no cancellation of ${id}`)
  }

  /** Tries until something comes of it. */
  async #until<T>(asked: Asked, attempt: (tries: number) => Promise<T | undefined>): Promise<T> {
    for (let tries = 0; ; tries++) {
      const came = await attempt(tries)
      if (came !== undefined) return came
      await this.#transport.pause(asked, tries)
    }
  }

  #noteBody(asked: Asked, body: { object: string }): void {
    this.#noteSaid(asked, body.object === 'response' ? saidByResponse(body) : saidByCompletion(body))
  }

  #noteSaid(asked: Asked, said: Said): void {
    asked.jobIds.add(said.jobId)
    asked.told.push(said)
    asked.outcome = 'answered'
  }

  /** An error that is the end of it. */
  #noteError(asked: Asked, { status, body }: Answer): void {
    const code = body.error?.code
    if (status === 409 && code === 'conversation_busy') asked.outcome ??= 'refused'
    else if (status === 502 || (status === 400 && requestFaults.includes(code)) || code === 'cancelled')
      this.#noteFailure(asked, code)
    else this.unexpected.push(`${status} ${code} to "${asked.question}": ${body.error?.message}`)
  }

  #noteFailure(asked: Asked, code: string): void {
    asked.outcome = code === 'cancelled' ? 'cancelled' : 'failed'
  }
}
