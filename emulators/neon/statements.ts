const textsMax = 256
const candidatesMax = 1024

/**
 * Names for texts that come again, under which each connection prepares them once: PostgreSQL then parses and often
 * plans them no more, which halves its work for the statements of a chat. Safe with `isStale` and a retry.
 */
export class StatementNames {
  readonly #names = new Map<string, string>()
  readonly #candidates = new Set<string>()
  #count = 0

  /** The name of a text with parameters from its second use on; undefined when it is to be sent unnamed. */
  nameOf(text: string, parameters: number): string | undefined {
    if (parameters === 0) return undefined
    const known = this.#names.get(text)
    if (known !== undefined || this.#names.size >= textsMax) return known
    if (!this.#candidates.delete(text)) {
      if (this.#candidates.size >= candidatesMax) this.#candidates.clear()
      this.#candidates.add(text)
      return undefined
    }
    const name = `s${this.#count++}`
    this.#names.set(text, name)
    return name
  }

  /** Forgets all names, so that every text is prepared again after a change of the schema. */
  clear(): void {
    this.#names.clear()
  }
}

/**
 * Whether an error may come from a statement prepared before the schema changed: its result or parameter types are
 * old, or it is gone. Such an error precedes any effect that is not rolled back, so running again unnamed is safe.
 */
export function isStale(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^(08P01|0A000|26000|22...|42...)$/.test(code)
}
