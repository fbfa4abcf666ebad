import { createHash } from 'node:crypto'

const sha1 = (script: string) => createHash('sha1').update(script).digest('hex')

/**
 * Lets the scripts of `@upstash/ratelimit` run on Redis: their first line (`#!lua flags=…`) is known to Upstash alone,
 * so Redis gets them without it, and under another hash.
 */
export class ScriptHashes {
  readonly #hashes = new Map<string, string>()

  /** The same command for Redis; `name` is in upper case. */
  translate(name: string, args: unknown[]): unknown[] {
    const [script, ...rest] = args
    if (typeof script !== 'string') return args
    if (name === 'EVALSHA') return [this.#hashes.get(script) ?? script, ...rest]
    if (name === 'EVAL' && script.startsWith('#!')) return [this.#strip(script), ...rest]
    return args
  }

  #strip(script: string): string {
    // The line's end stays, so that errors name the right line.
    const stripped = script.replace(/^#![^\n]*/, '')
    this.#hashes.set(sha1(script), sha1(stripped))
    return stripped
  }
}
