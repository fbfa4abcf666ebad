import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { localSecrets } from '#local/secrets'
import { newFolder } from '#tests/support/folder'

async function secretsFile(): Promise<string> {
  const folder = await newFolder()
  return join(folder, 'data', 'secrets.json')
}

it('creates secrets once, readable only by their owner', async () => {
  const file = await secretsFile()
  const made = await localSecrets(file)
  expect(await localSecrets(file)).toEqual(made)
  expect(new Set(Object.values(made)).size).toBe(Object.keys(made).length)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

it('adds a missing secret, and keeps the others', async () => {
  const file = await secretsFile()
  const { webhookSecret: _, ...older } = await localSecrets(file)
  await writeFile(file, JSON.stringify(older))
  const made = await localSecrets(file)
  expect(made).toMatchObject(older)
  expect(made.webhookSecret).toMatch(/^whsec_/)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(made)
})

it('creates new secrets when the file cannot be read', async () => {
  const file = await secretsFile()
  const { apiKey } = await localSecrets(file)
  await writeFile(file, '{ broken')
  expect((await localSecrets(file)).apiKey).not.toBe(apiKey)
})
