import { createHash } from 'node:crypto'

const sha1 = (script: string) => createHash('sha1').update(script).digest('hex')

/**
 * Makes the scripts of `@upstash/ratelimit` run on Redis. Only Upstash accepts their first line (`#!lua flags=…`), so
 * Redis gets them without it, and their hash changes.
 */
export class ScriptHashes {
  readonly #hashes = new Map<string, string>()

  /** Returns the arguments of the command for Redis. `name` is in upper case. */
  translate(name: string, args: unknown[]): unknown[] {
    const [script, ...rest] = args
    if (typeof script !== 'string') return args
    if (name === 'EVALSHA') return [this.#hashes.get(script) ?? script, ...rest]
    if (name === 'EVAL' && script.startsWith('#!')) return [this.#strip(script), ...rest]
    return args
  }

  #strip(script: string): string {
    // The newline stays, so errors show the right line number.
    const stripped = script.replace(/^#![^\n]*/, '')
    this.#hashes.set(sha1(script), sha1(stripped))
    return stripped
  }
}
