import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** How the text of a file changes. Undefined where the place is not as it is expected to be. */
export type Edit = { file: string; change(text: string): string | undefined }
/** Files that do not exist yet, changes of files that do, and what a person does afterwards. */
export type Plan = { files: Record<string, string>; edits: Edit[]; left: string[] }

/** What is wrong with how the command was called, or with the place that it writes to. */
export class PlanError extends Error {}

/** The test that finds a TODO which was left. */
export const placeholders = 'tests/local/placeholders.test.ts'

/** Refuses a name that a file has already, which `found` looks like there. */
export function assertFree(root: string, name: string, file: string, found: string): void {
  if (readFileSync(join(root, file), 'utf8').includes(found)) throw new PlanError(`${name} exists already.`)
}

/** Adds text right before the first place where a pattern is found. */
export const insertBefore =
  (pattern: RegExp, text: string): Edit['change'] =>
  (source) => {
    const at = source.search(pattern)
    return at < 0 ? undefined : source.slice(0, at) + text + source.slice(at)
  }

/** Adds an import, before the first one: the formatter puts it into its place. */
export const addImport = (line: string): Edit['change'] => insertBefore(/^import /m, `${line}\n`)

/** Adds an entry at the end of an exported or local object or list that begins with `start`. */
export const addEntry =
  (start: string, entry: string): Edit['change'] =>
  (source) => {
    const from = source.indexOf(start)
    const end = from < 0 ? -1 : from + source.slice(from).search(/^[\]}]/m)
    return from < 0 || end < from ? undefined : `${source.slice(0, end)}${entry}\n${source.slice(end)}`
  }

/** Does all of it, or nothing: an existing file or an unknown place is an error before anything is written. */
export async function applyPlan(root: string, { files, edits }: Plan): Promise<string[]> {
  const taken = Object.keys(files).filter((file) => existsSync(join(root, file)))
  if (taken.length > 0) throw new PlanError(`It exists already: ${taken.join(', ')}. Nothing was written.`)
  const texts = new Map(Object.entries(files))
  for (const { file, change } of edits) {
    const text = change(texts.get(file) ?? (await readFile(join(root, file), 'utf8')))
    if (text === undefined) throw new PlanError(`${file} has no place for it. Nothing was written.`)
    texts.set(file, text)
  }
  for (const [file, text] of texts) {
    await mkdir(join(root, dirname(file)), { recursive: true })
    await writeFile(join(root, file), text)
  }
  return [...texts.keys()]
}
