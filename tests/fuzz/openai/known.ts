import { roll } from '#tests/support/random'
import type { Described, Field } from '../operations.ts'

/** Ids of one exchange, by kind. */
export type OpenaiFact = Partial<
  Record<'response' | 'background' | 'conversation' | 'item' | 'model', string>
>

const factsMax = 300
const referenceShare = 0.15

/** The ids from answers of `/v1`, and ids of another user, which a key for one user cannot reach. */
export class OpenaiKnown {
  readonly #foreign: OpenaiFact[]
  #facts: OpenaiFact[]

  constructor(own: OpenaiFact[], foreign: OpenaiFact[]) {
    this.#facts = [...own]
    this.#foreign = foreign
  }

  /** Records the ids of a successful exchange. */
  learn(path: Record<string, unknown>, answer: unknown): void {
    const fact: OpenaiFact = {}
    for (const id of [...idsIn(answer), ...Object.values(path)]) {
      const kind = kindOf(String(id))
      if (kind) fact[kind] ??= String(id)
    }
    if (fact.response && (answer as { background?: boolean } | null)?.background)
      fact.background = fact.response
    if (Object.keys(fact).length === 0) return
    this.#facts.push(fact)
    if (this.#facts.length > factsMax) this.#facts.splice(this.#facts.length / 2, 1)
  }

  /** Drops the facts of a deleted record. */
  forget(id: unknown): void {
    this.#facts = this.#facts.filter((fact) => !Object.values(fact).includes(id as string))
  }

  /** Values for the fields of a request from one exchange, newer exchanges more often. */
  choice(seed: number, { path }: Pick<Described, 'path'>): (field: Field) => unknown {
    const newestFirst = this.#facts.toReversed()
    const first = Math.floor(roll(seed, 'fact') ** 2 * newestFirst.length)
    const isForeign = roll(seed, 'foreign') < 0.15
    const foreign = this.#foreign.slice(Math.floor(roll(seed, 'which') * this.#foreign.length))
    const inOrder = isForeign
      ? foreign
      : [...newestFirst.slice(first), ...newestFirst.slice(0, first), ...foreign]
    return ({ part, name }) => {
      const kind = fieldKind(path, part, name)
      const id = kind && inOrder.map((fact) => fact[kind]).find((each) => each !== undefined)
      if (name !== 'input' && name !== 'items') return id
      if (id === undefined || roll(seed, 'refers') > referenceShare) return undefined
      return [{ type: 'item_reference', id }]
    }
  }
}

const kinds: [RegExp, keyof OpenaiFact][] = [
  [/^resp_/, 'response'],
  [/^conv_/, 'conversation'],
  [/^(msg|fc|fco)_/, 'item'],
]

const kindOf = (id: string) => kinds.find(([pattern]) => pattern.test(id))?.[1]

function fieldKind(path: string, part: Field['part'], name: string): keyof OpenaiFact | undefined {
  if (['after', 'item', 'input', 'items'].includes(name)) return 'item'
  if (name === 'previous_response_id') return 'response'
  if (name === 'conversation') return 'conversation'
  if (part !== 'path') return undefined
  if (path.endsWith('/cancel')) return 'background'
  if (path.startsWith('/v1/models')) return 'model'
  return path.startsWith('/v1/responses') ? 'response' : 'conversation'
}

/** All ids of an answer or of a stream's events, in order. */
function idsIn(answer: unknown): string[] {
  const text = typeof answer === 'string' ? answer : (JSON.stringify(answer) ?? '')
  return [...text.matchAll(/"id":"((?:resp|conv|msg|fc|fco)_[^"]+)"/g)].map(([, id]) => id!)
}
