import { setTimeout as sleep } from 'node:timers/promises'
import type { Instance } from './instances.ts'
import { between, roll } from './random.ts'

/** One message as its sender knows it. */
export type Sent = {
  /** Also its idempotency key. */
  message: string
  session: string
  /** The job that it was told, by each answer that named one. */
  jobIds: Set<string>
  /** The answers that it got to the message, or to a later question about its job. */
  responses: { status: string; response?: string; messageId?: number; jobId: string }[]
  /** Refused because the conversation was busy, or never known to be anything. */
  state: 'accepted' | 'refused' | 'unknown'
  /** Whether some request for it ended without an answer. */
  unheard: boolean
}

export type Doubt = { jobId: string; sure: boolean }

// biome-ignore lint/suspicious/noExplicitAny: any answer
type Answer = { status: number; body: any }

const turnsMax = 14
const pauseMs = 100
const cancelMsMax = 2_500

/** Callers: each has one conversation at a time, sends some messages at once, and waits for the ends of their jobs. */
export class Clients {
  readonly sent: Sent[] = []
  /** Jobs that were taken out of the dead letters; unsure when the answer was lost. */
  readonly revived: Doubt[] = []
  /** Answers that no caller should ever get. */
  readonly unexpected: string[] = []
  readonly #seed: number
  readonly #key: string
  readonly #instances: Instance[]
  readonly #isEnough: () => boolean

  constructor(seed: number, key: string, instances: Instance[], isEnough: () => boolean) {
    this.#seed = seed
    this.#key = key
    this.#instances = instances
    this.#isEnough = isEnough
  }

  accepted(): number {
    return this.sent.filter(({ state }) => state === 'accepted').length
  }

  /** Resolves once it is enough and every caller knows how its own jobs have ended. */
  async run(callers: number): Promise<void> {
    await Promise.all(Array.from({ length: callers }, (_, index) => this.#caller(index)))
  }

  async #caller(index: number): Promise<void> {
    for (let conversation = 0; !this.#isEnough(); conversation++) {
      const session = `${index}-${conversation}`
      for (let turn = 0; turn < turnsMax && !this.#isEnough(); ) {
        const burst = between(1, 3, roll(this.#seed, 'burst', session, turn))
        const sent = Array.from({ length: burst }, () => this.#send(index, session, ++turn))
        for (const each of await Promise.all(sent)) await this.#follow(each)
      }
    }
  }

  /** Sends a message, some of them twice at the same moment, until somebody has said what became of it. */
  async #send(index: number, session: string, turn: number): Promise<Sent> {
    const message = `Question ${turn} of ${session}`
    const rolled = (about: string) => roll(this.#seed, about, session, turn)
    const sent: Sent = {
      message,
      session,
      jobIds: new Set(),
      responses: [],
      state: 'unknown',
      unheard: false,
    }
    this.sent.push(sent)
    const ifBusy = rolled('busy') < 0.04 ? 'interrupt' : rolled('busy') < 0.1 ? 'reject' : undefined
    const body = {
      userId: `user-${index % 8}`,
      sessionId: session,
      message,
      idempotencyKey: message,
      ...(ifBusy && { ifBusy }),
      ...(rolled('callback') < 0.1 && { callbackUrl: 'https://example.com/hook' }),
    }
    const cancels = rolled('cancel') < 0.07
    const wait = cancels ? 0 : between(0, 12, rolled('wait'))
    const twins = rolled('twins') < 0.15 ? 3 : 1
    const request = () => this.#until(sent, 'POST', '/api/chat', { ...body, wait })
    await Promise.all(Array.from({ length: twins }, request))
    if (!cancels || sent.state !== 'accepted') return sent
    // Some while it is queued, some while the model is at work.
    await sleep(between(0, cancelMsMax, rolled('patience')))
    await this.#until(sent, 'POST', `/api/jobs/${[...sent.jobIds][0]}/cancel`)
    return sent
  }

  /** Waits for the end of a message's job. A failed one gets another chance now and then; others are asked about again. */
  async #follow(sent: Sent): Promise<void> {
    const [jobId] = sent.jobIds
    if (jobId === undefined) return
    for (let chances = 1; ; chances--) {
      const status = await this.#ended(sent, jobId)
      const again = chances > 0 && roll(this.#seed, 'revive', sent.message) < 0.6
      if (status !== 'failed' || !again) return
      const doubt = { jobId, sure: false }
      this.revived.push(doubt)
      const { status: answered } = await this.#until(sent, 'POST', `/api/jobs/${jobId}/retry`)
      doubt.sure = answered === 200
    }
  }

  async #ended(sent: Sent, jobId: string): Promise<string> {
    for (;;) {
      const { body } = await this.#until(sent, 'GET', `/api/jobs/${jobId}?wait=10`)
      const status = body.data?.status
      if (status === 'completed' || status === 'failed' || status === 'cancelled') return status
    }
  }

  /** Repeats a request until a server has answered it; what may be repeated safely is what this proves. */
  async #until(sent: Sent, method: string, path: string, body?: unknown): Promise<Answer> {
    for (let tries = 0; ; tries++) {
      const answer = await this.#request(method, path, tries, body)
      if (answer && answer.status !== 503) {
        this.#note(sent, path, answer)
        return answer
      }
      sent.unheard = true
      await sleep(pauseMs)
    }
  }

  async #request(method: string, path: string, tries: number, body: unknown): Promise<Answer | undefined> {
    const first = Math.floor(2 * roll(this.#seed, 'to', path, JSON.stringify(body) ?? ''))
    const instance = this.#instances[(first + tries) % this.#instances.length]!
    try {
      const response = await fetch(instance.url + path, {
        method,
        headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      return { status: response.status, body: await response.json() }
    } catch {
      return undefined
    }
  }

  #note(sent: Sent, path: string, { status, body }: Answer): void {
    const data = body.data ?? body
    const expected = [200, 202, 409, 502]
    if (!expected.includes(status)) this.unexpected.push(`${status} ${body.code} for ${path}`)
    if (body.code === 'conversation_busy') {
      if (sent.state === 'unknown') sent.state = 'refused'
      return
    }
    if (data.jobId && status === 200) sent.responses.push(data)
    if (path !== '/api/chat') return
    sent.state = 'accepted'
    if (data.jobId) sent.jobIds.add(data.jobId)
  }
}
