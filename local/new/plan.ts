import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A change of a file's text. Returns undefined if the text has no place for it. */
export type Edit = { file: string; change(text: string): string | undefined }
/** New files, changes of existing files, and what is left to do by hand. */
export type Plan = { files: Record<string, string>; edits: Edit[]; left: string[] }

/** A wrong argument, or a file that the plan cannot write or change. */
export class PlanError extends Error {}

/** The test that finds a TODO which was left. */
export const placeholders = 'tests/local/placeholders.test.ts'

/** Throws if a file contains `found`, the text of an existing part with this name. */
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

/** Writes all files or none: it throws before the first write if a file exists, or has no place for its change. */
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
