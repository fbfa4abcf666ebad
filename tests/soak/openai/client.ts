import { setTimeout as sleep } from 'node:timers/promises'
import { type Asked, type Said, saidByCompletion, saidByResponse, toJobId } from './asked.ts'
import { ChunkReader, EventReader } from './readers.ts'
import type { Answer, Stream, Transport } from './transport.ts'

/** Failures that the request causes. */
const requestFaults = ['context_length_exceeded', 'content_policy', 'model_refused']
/** Stream errors after which a retry of the same request gets the answer. */
const askToRepeat = ['answer_restarted', 'stream_interrupted']

/** Makes requests of `/v1` like OpenAI's client, and repeats those that were cut or must be retried until they end. */
export class OpenaiClient {
  /** Responses that no caller should ever get, and streams with wrong content. */
  readonly unexpected: string[] = []
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** Makes a request and reads its answer to the end. `onStarted` gets the id of a background response. */
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
    // The client counts the retries of one call. After an error in a stream its user makes a new call.
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
      else if (end === 'whole' && reader.finishReason) this.#recordAnswer(asked, reader.said)
      else this.unexpected.push(`a stream to "${asked.question}" that looks whole and is not`)
      return reader.error || end !== 'cut' ? true : undefined
    })
  }

  /** Reads a streamed response. After a cut it resumes by the id, or repeats the request if the id is unknown. */
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

  /** Reads a response from the position at which the last connection was cut. */
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

  /** Reads one connection. True if the response is complete, undefined if more follows. */
  async #readOn(asked: Asked, reader: EventReader, stream: Stream): Promise<true | undefined> {
    asked.streams++
    const { restarts } = reader
    const end = await reader.read(stream)
    asked.restarts += reader.restarts - restarts
    if (reader.id) asked.jobIds.add(toJobId(reader.id))
    if (end === 'cut') asked.cuts++
    // A background stream may end before its response. Other streams report it.
    if (!reader.end && end !== 'whole') return undefined
    for (const fault of reader.faults) this.unexpected.push(`a stream to "${asked.question}": ${fault}`)
    if (!reader.end || end === 'ended')
      this.unexpected.push(`a stream to "${asked.question}" without its end`)
    else if (reader.end.type === 'response.completed') this.#recordAnswer(asked, reader.end.said)
    else this.#noteFailure(asked, reader.end.status)
    return true
  }

  /** Polls a response until it ends. */
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

  /** Repeats the attempt until it returns a value. */
  async #until<T>(asked: Asked, attempt: (tries: number) => Promise<T | undefined>): Promise<T> {
    for (let tries = 0; ; tries++) {
      const came = await attempt(tries)
      if (came !== undefined) return came
      await this.#transport.pause(asked, tries)
    }
  }

  #noteBody(asked: Asked, body: { object: string }): void {
    this.#recordAnswer(asked, body.object === 'response' ? saidByResponse(body) : saidByCompletion(body))
  }

  #recordAnswer(asked: Asked, said: Said): void {
    asked.jobIds.add(said.jobId)
    asked.told.push(said)
    asked.outcome = 'answered'
  }

  /** Records a final error. */
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
