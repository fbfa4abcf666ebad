import { roll } from '#tests/support/random'
import type { Described, Field } from './operations.ts'

type Id = string | number
/** Ids of one request and its answer, by their names. */
export type Fact = Record<string, Id>

const factsMax = 300

/**
 * The ids from answers, so that later requests address existing records. Ids of one exchange stay together: a conversation
 * with its user, a delivery with its job.
 */
export class Known {
  #always: Fact[]
  #facts: Fact[] = []

  /** `always` are facts that are never dropped to make space for new ones. */
  constructor(always: Fact[]) {
    this.#always = always
  }

  /** Records the ids of a successful exchange, or of a list's first item. */
  learn(input: Record<string, unknown>, data: unknown): void {
    const fact: Fact = {}
    collect(data, fact)
    collect(input, fact)
    if (Object.keys(fact).length === 0) return
    this.#facts.push(fact)
    if (this.#facts.length > factsMax) this.#facts.shift()
  }

  /** Replaces all facts that share a kind of id with these, other than the user. */
  replace(facts: Fact[]): void {
    const names = facts.flatMap(Object.keys).filter((name) => name !== 'userId')
    const without = (known: Fact[]) => known.filter((fact) => !names.some((name) => name in fact))
    this.#always = without(this.#always)
    this.#facts = [...without(this.#facts), ...facts]
  }

  /** Drops the facts of a deleted record. */
  forget(id: Id): void {
    const without = (facts: Fact[]) => facts.filter((fact) => !Object.values(fact).includes(id))
    this.#always = without(this.#always)
    this.#facts = without(this.#facts)
  }

  /** Ids from one exchange for all fields of a request, newer exchanges more often. */
  choice(
    seed: number,
    { path, fields }: Pick<Described, 'path' | 'fields'>,
  ): (field: Field) => Id | undefined {
    const idName = ({ part, name }: Field) => (part === 'path' ? idNameOf(path) : name)
    // The owner's key needs the user id.
    const needed = fields.filter(({ required, name }) => required || name === 'userId').map(idName)
    const newestFirst = [...this.#always, ...this.#facts].toReversed()
    const first = Math.floor(roll(seed, 'fact') ** 2 * newestFirst.length)
    const inOrder = [...newestFirst.slice(first), ...newestFirst.slice(0, first)]
    // A record is only visible to its user, so exchanges with both ids come first.
    const ids = needed.filter((name) => inOrder.some((fact) => name in fact))
    const whole = inOrder.filter((fact) => ids.every((name) => name in fact))
    return (field) => {
      const name = idName(field)
      const named = [...whole, ...inOrder].map((fact) => fact[name]).find((id) => id !== undefined)
      return named ?? (field.schema.pattern ? this.#fitting(field) : undefined)
    }
  }

  /** The newest id that is valid for the field, under any name. */
  #fitting({ part, check }: Field): Id | undefined {
    if (part !== 'path') return undefined
    return this.#facts
      .flatMap((fact) => Object.values(fact))
      .findLast((id) => typeof id === 'string' && check(id).length === 0)
  }
}

/** The name of a path's id in facts. Only questions can be edited, so their ids have their own name. */
const idNameOf = (path: string) => (path === '/api/messages/{id}/edit' ? 'questionId' : `${nounOf(path)}Id`)

/** The singular noun of a path's last parameter: `job` for `/api/jobs/{id}/cancel`. */
export const nounOf = (path: string) => /([^/]+?)s?\/\{\w+\}/.exec(path)?.[1] ?? ''

function collect(value: unknown, fact: Fact): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    const isId = /(Id|Key)$/.test(name) && ['string', 'number'].includes(typeof inner)
    if (isId && !(name in fact)) fact[name] = inner as Id
    else collect(inner, fact)
  }
}
