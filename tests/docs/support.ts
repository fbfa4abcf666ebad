import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { demoModel, startDemoModel } from '#local/model'
import { freePort, randomPortBase } from '#local/ports'
import { root } from '#local/server'
import { createDatabase } from '#tests/support/database'
import { startTestApp } from '#tests/support/services'

/** The code blocks of a document in a language, in order. */
export async function blocksOf(file: string, language: string): Promise<string[]> {
  const text = await readFile(join(root, file), 'utf8')
  return [...text.matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```$/gm)]
    .filter(([, , found]) => found === language)
    .map(([, indent, , block]) => block!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))
}

/** A curl that also notes the method or the address and the status of each response. */
export const notingCurl = `
curl() {
  command curl -sS -o "$NOTES.body" -w '%{http_code} %{method} %{url}\\n' "$@" >> "$NOTES" && cat "$NOTES.body"
}`

/** A server with the demo model of `npm run dev`, on a new database. */
export async function startDemo() {
  const model = await startDemoModel(await freePort(randomPortBase()))
  onTestFinished(() => model.close())
  const app = await startTestApp({
    databaseUrl: await createDatabase(),
    portBase: await freePort(randomPortBase()),
    vars: { OPENAI_BASE_URL: model.url, OPENAI_MODEL: demoModel, RATE_LIMIT_PER_HOUR: '1000' },
  })
  onTestFinished(() => app.close())
  return app
}
