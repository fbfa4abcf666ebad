import type { z } from 'zod'
import { ApiError, type FieldError } from '#lib/api/errors'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

/** The faults of one input: at most `faultsMax`, with short texts, so that no input makes a long answer. */
export class Faults {
  #found: FieldError[] = []
  #isMore = false

  /** True when the list is full, and further faults are only counted as "more". */
  get isFull(): boolean {
    return this.#isMore
  }

  add(path: readonly PropertyKey[], message: string): void {
    if (this.#found.length === tunables.faultsMax) this.#isMore = true
    if (this.#isMore) return
    this.#found.push({ path: pathText(path), message: shorten(message, tunables.faultCharactersMax) })
  }

  /** Adds the issues of zod. Every unknown field is a fault of its own. */
  addIssues(issues: readonly z.core.$ZodIssue[]): void {
    for (const issue of issues) {
      if (this.#isMore) return
      const isUnknown = issue.code === 'unrecognized_keys'
      if (!isUnknown) this.add(issue.path, issue.message)
      for (const key of isUnknown ? issue.keys : []) {
        if (this.#isMore) return
        this.add([...issue.path, key], 'Unknown field')
      }
    }
  }

  /** Throws `invalid_input` when there are faults. */
  throwIfAny(): void {
    const [first] = this.#found
    if (!first) return
    const others = this.#found.length - 1
    const count = this.#isMore ? `more than ${others}` : String(others)
    const more = others > 0 ? ` (and ${count} more)` : ''
    throw new ApiError('invalid_input', `${first.path || 'body'}: ${first.message}${more}`, {
      errors: this.#found,
    })
  }
}

/** The path as text. Its keys come from the caller, so each key is cut before they are joined. */
function pathText(path: readonly PropertyKey[]): string {
  const unitsMax = tunables.faultCharactersMax
  const keys = path.slice(0, tunables.faultPathKeysMax).map((key) => shorten(String(key), unitsMax))
  return shorten(keys.join('.'), unitsMax)
}
