import { between, choose, roll } from '#tests/support/random'
import type { Asked, Manner, Said } from './asked.ts'
import { OpenaiClient } from './client.ts'
import type { Transport } from './transport.ts'

/** The kinds of conversations and their weights. */
const kinds = { transcript: 3, session: 3, chain: 5 }
const manners: Record<Manner, number> = { key: 5, count: 4, nothing: 1 }

const turnsMax = 10
const cancelMsMax = 2_500
const tools = [{ type: 'function', name: 'look_up', parameters: { type: 'object', properties: {} } }]
const nestedTools = tools.map(({ type, ...tool }) => ({ type, function: tool }))

/** The parts of a request that the seed does not decide. */
type Turn = Pick<Asked, 'path' | 'history' | 'body'> & Partial<Pick<Asked, 'headers'>>

/** Callers of `/v1`. Each has one conversation at a time, by its own transcript, by a name, or by response ids. */
export class OpenaiCallers {
  readonly asked: Asked[] = []
  readonly #seed: number
  readonly #client: OpenaiClient
  readonly #isEnough: () => boolean

  constructor(seed: number, transport: Transport, isEnough: () => boolean) {
    this.#seed = seed
    this.#client = new OpenaiClient(transport)
    this.#isEnough = isEnough
  }

  /** Responses that no caller should ever get, and streams with wrong content. */
  get unexpected(): string[] {
    return this.#client.unexpected
  }

  accepted(): number {
    return this.asked.filter(({ jobIds }) => jobIds.size > 0).length
  }

  /** Resolves when enough requests were made and every caller knows how its jobs ended. */
  async run(callers: number): Promise<void> {
    await Promise.all(Array.from({ length: callers }, (_, index) => this.#caller(index)))
  }

  async #caller(index: number): Promise<void> {
    for (let conversation = 0; !this.#isEnough(); conversation++) {
      const name = `v${index}-${conversation}`
      const kind = choose(kinds, roll(this.#seed, 'kind', name))
      if (kind === 'transcript') await this.#transcript(name)
      else if (kind === 'session') await this.#session(name)
      else await this.#chain(name)
    }
  }

  /** Sends the whole transcript each time, and adds the answers to it. */
  async #transcript(name: string): Promise<void> {
    let messages: object[] = []
    let texts: string[] = []
    let last: Said | undefined
    for (let turn = 1; turn <= turnsMax && !this.#isEnough(); turn++) {
      const rolled = (about: string) => roll(this.#seed, about, name, turn)
      const question = questionOf(name, turn, last)
      const sent = [...messages, toMessage(question, last)]
      const asked = this.#make(name, question, {
        path: '/v1/chat/completions',
        history: { kind: 'transcript', texts },
        body: {
          messages: sent,
          stream: rolled('streams') < 0.5,
          ...(rolled('calls') < 0.25 && { tools: nestedTools }),
        },
      })
      await this.#ask(asked)
      const said = asked.told.at(-1)
      if (!said) continue
      messages = [...sent, toAnswer(said)]
      texts = [...texts, question, said.text]
      last = said
    }
  }

  /** Names its conversation, and sends some messages at once. Open WebUI names it only when it streams. */
  async #session(name: string): Promise<void> {
    const isOpenWebui = roll(this.#seed, 'open webui', name) < 0.3
    const session = isOpenWebui ? `open-webui:${name}` : name
    const headers = { [isOpenWebui ? 'x-openwebui-chat-id' : 'x-conversation-key']: name }
    let said: Said | undefined
    for (let turn = 0; turn < turnsMax && !this.#isEnough(); ) {
      const before = said
      const rolled = (about: string) => roll(this.#seed, about, name, turn)
      // A tool result must follow its call.
      const isAlone = before?.call !== undefined || rolled('calls') < 0.25
      const burst = isAlone ? 1 : between(1, 2, rolled('burst'))
      const all = Array.from({ length: burst }, () => {
        const question = questionOf(name, ++turn, before)
        const messages = [...(before ? [toAnswer(before)] : []), toMessage(question, before)]
        const stream = isOpenWebui || roll(this.#seed, 'streams', question) < 0.5
        return this.#make(name, question, {
          path: '/v1/chat/completions',
          history: { kind: 'session', name: session },
          headers,
          body: { messages, stream, ...(isAlone && { tools: nestedTools }) },
        })
      })
      await Promise.all(all.map((asked) => this.#ask(asked)))
      said = all.at(-1)!.told.at(-1)
    }
  }

  /** Continues its responses: mostly the last one, sometimes an earlier one, and sometimes one several times at once. */
  async #chain(name: string): Promise<void> {
    const known: Asked[] = []
    for (let turn = 0; turn < turnsMax && !this.#isEnough(); ) {
      const rolled = (about: string) => roll(this.#seed, about, name, turn)
      const isFork = rolled('forks') < 0.3
      const parent = isFork ? known[Math.floor(rolled('parent') * known.length)] : known.at(-1)
      const siblings = rolled('siblings') < 0.2 ? between(2, 3, rolled('burst')) : 1
      const all = Array.from({ length: siblings }, () => this.#response(name, `${++turn}`, parent))
      const children = await Promise.all(all.map((asked) => this.#askWithChild(name, asked)))
      const ended = [...all, ...children.flat()]
      known.push(...ended.filter((asked) => asked.outcome === 'answered' && asked.body.store !== false))
    }
  }

  /** Makes a request, and sometimes a second one that continues it before its answer. */
  async #askWithChild(name: string, asked: Asked): Promise<Asked[]> {
    const children: Asked[] = []
    let asking: Promise<void> | undefined
    await this.#ask(asked, () => {
      // Only a result can follow a tool call, and nothing can continue a response that is not stored.
      if (asked.body.tools || asked.body.store === false || roll(this.#seed, 'early', asked.question) > 0.25)
        return
      const child = this.#response(name, `after "${asked.question}"`, asked)
      children.push(child)
      asking = this.#ask(child)
    })
    await asking
    return children
  }

  #response(name: string, turn: string, parent: Asked | undefined): Asked {
    const rolled = (about: string) => roll(this.#seed, about, name, turn)
    const before = parent?.told.at(-1)
    const question = questionOf(name, turn, before)
    const call = before?.call
    const isBackground = rolled('background') < 0.5
    const result = call && [{ type: 'function_call_output', call_id: call.id, output: question }]
    const parentId = parent && (before?.jobId ?? [...parent.jobIds].at(-1)!)
    const asked = this.#make(name, question, {
      path: '/v1/responses',
      history: { kind: 'chain', parent },
      body: {
        input: result ?? (rolled('items') < 0.5 ? question : [{ role: 'user', content: question }]),
        stream: rolled('streams') < 0.5,
        ...(isBackground && { background: true }),
        ...(rolled('stored') < 0.08 && { store: false }),
        ...(parentId && { previous_response_id: parentId.replace('job_', 'resp_') }),
        ...(rolled('calls') < 0.25 && { tools }),
      },
    })
    if (isBackground && rolled('cancel') < 0.15)
      asked.cancelAfterMs = between(0, cancelMsMax, rolled('patience'))
    return asked
  }

  #make(name: string, question: string, turn: Turn): Asked {
    const user = `user-${between(0, 7, roll(this.#seed, 'user', name))}`
    const named = roll(this.#seed, 'named', name)
    const field = named < 0.4 ? 'user' : 'safety_identifier'
    const isHeader = named > 0.8
    const asked: Asked = {
      ...turn,
      question,
      manner: choose(manners, roll(this.#seed, 'manner', question)),
      headers: { ...turn.headers, ...(isHeader && { 'x-openwebui-user-id': user }) },
      body: { ...turn.body, ...(!isHeader && { [field]: user }) },
      jobIds: new Set(),
      told: [],
      outcome: undefined,
      tries: [],
      cuts: 0,
      streams: 0,
      restarts: 0,
    }
    this.asked.push(asked)
    return asked
  }

  /** Sends some requests three times at once with one key. */
  async #ask(asked: Asked, onStarted?: (id: string) => void): Promise<void> {
    const hasTwins = asked.manner === 'key' && roll(this.#seed, 'twins', asked.question) < 0.15
    await Promise.all([
      this.#client.ask(asked, onStarted),
      ...(hasTwins ? [this.#client.ask(asked), this.#client.ask(asked)] : []),
    ])
  }
}

/** Each text is unique. After a tool call it is the call's result. */
const questionOf = (name: string, turn: string | number, before: Said | undefined) =>
  `${before?.call ? 'Result' : 'Question'} ${turn} of ${name}`

const toMessage = (text: string, before: Said | undefined) =>
  before?.call
    ? { role: 'tool', tool_call_id: before.call.id, content: text }
    : { role: 'user', content: text }

const toAnswer = ({ text, call }: Said) =>
  call
    ? {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: call.id, type: 'function', function: { name: call.name, arguments: call.arguments } },
        ],
      }
    : { role: 'assistant', content: text }
