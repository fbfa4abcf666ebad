import { roll } from '#tests/soak/random'
import type { Described, Field } from './operations.ts'

type Id = string | number
/** Ids that belong together, by their names: those of a request and of its answer. */
export type Fact = Record<string, Id>

const factsMax = 300

/**
 * The ids that answers gave, so that later requests lead to things that are there. What came in one exchange stays
 * together: a conversation with its user, a delivery with its job.
 */
export class Known {
  #always: Fact[]
  #facts: Fact[] = []

  /** Knows these facts to begin with, and however many come later. */
  constructor(always: Fact[]) {
    this.#always = always
  }

  /** Notes the ids of an exchange that succeeded, of a list those of its first item. */
  learn(input: Record<string, unknown>, data: unknown): void {
    const fact: Fact = {}
    collect(data, fact)
    collect(input, fact)
    if (Object.keys(fact).length === 0) return
    this.#facts.push(fact)
    if (this.#facts.length > factsMax) this.#facts.shift()
  }

  /** Knows these facts instead of all others that name a thing of theirs other than a user. */
  replace(facts: Fact[]): void {
    const names = facts.flatMap(Object.keys).filter((name) => name !== 'userId')
    const without = (known: Fact[]) => known.filter((fact) => !names.some((name) => name in fact))
    this.#always = without(this.#always)
    this.#facts = [...without(this.#facts), ...facts]
  }

  /** Drops what belongs to a thing that was deleted. */
  forget(id: Id): void {
    const without = (facts: Fact[]) => facts.filter((fact) => !Object.values(fact).includes(id))
    this.#always = without(this.#always)
    this.#facts = without(this.#facts)
  }

  /** Ids for a field, those of one exchange for all fields of a request: the newest more often than older ones. */
  choice(
    seed: number,
    { path, fields }: Pick<Described, 'path' | 'fields'>,
  ): (field: Field) => Id | undefined {
    const idName = ({ part, name }: Field) => (part === 'path' ? idNameOf(path) : name)
    // The user is needed of whoever acts for all.
    const needed = fields.filter(({ required, name }) => required || name === 'userId').map(idName)
    const newestFirst = [...this.#always, ...this.#facts].toReversed()
    const first = Math.floor(roll(seed, 'fact') ** 2 * newestFirst.length)
    const inOrder = [...newestFirst.slice(first), ...newestFirst.slice(0, first)]
    // A message of one user is not there for another: an exchange that gave both goes first.
    const ids = needed.filter((name) => inOrder.some((fact) => name in fact))
    const whole = inOrder.filter((fact) => ids.every((name) => name in fact))
    return (field) => {
      const name = idName(field)
      const named = [...whole, ...inOrder].map((fact) => fact[name]).find((id) => id !== undefined)
      return named ?? (field.schema.pattern ? this.#fitting(field) : undefined)
    }
  }

  /** The newest id that looks as the field wants it, by whatever name it came. */
  #fitting({ part, check }: Field): Id | undefined {
    if (part !== 'path') return undefined
    return this.#facts
      .flatMap((fact) => Object.values(fact))
      .findLast((id) => typeof id === 'string' && check(id).length === 0)
  }
}

/** By what name facts have the id that a path wants: of messages only questions can be edited. */
const idNameOf = (path: string) => (path === '/api/messages/{id}/edit' ? 'questionId' : `${nounOf(path)}Id`)

/** What the last parameter of a path names, in the singular: `/api/jobs/{id}/cancel` a job. */
export const nounOf = (path: string) => /([^/]+?)s?\/\{\w+\}/.exec(path)?.[1] ?? ''

function collect(value: unknown, fact: Fact): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    const isId = /(Id|Key)$/.test(name) && ['string', 'number'].includes(typeof inner)
    if (isId && !(name in fact)) fact[name] = inner as Id
    else collect(inner, fact)
  }
}
