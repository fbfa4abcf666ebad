/** A JSON object of unknown shape. */
export type Json = Record<string, unknown>

/** The value at a path such as `usage.prompt_tokens`. A number is an index in a list. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((found, name) => (found === undefined ? undefined : Object(found)[name]), value)
}
