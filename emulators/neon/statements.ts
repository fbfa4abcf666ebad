const textsMax = 256
const candidatesMax = 1024

/**
 * Names for repeated statements, so that each connection prepares them once. PostgreSQL then skips parsing and often
 * planning, which halves its work for a chat. Safe with `isStale` and a retry.
 */
export class StatementNames {
  readonly #names = new Map<string, string>()
  readonly #candidates = new Set<string>()
  #count = 0

  /** The name of a text with parameters, from its second use on. Undefined if it should be sent unnamed. */
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

  /** Clears all names, so that every text is prepared again after a schema change. */
  clear(): void {
    this.#names.clear()
  }
}

/**
 * True if an error may come from a statement that was prepared before a schema change: its types are old, or it no longer
 * exists. Such an error comes before any effect that is not rolled back, so a retry without a name is safe.
 */
export function isStale(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^(08P01|0A000|26000|22...|42...)$/.test(code)
}
