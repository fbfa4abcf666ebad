import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

const secrets = z.object({
  apiKey: z.string(),
  kvToken: z.string(),
  kvReadOnlyToken: z.string(),
  qstashToken: z.string(),
  qstashCurrentSigningKey: z.string(),
  qstashNextSigningKey: z.string(),
})
export type Secrets = z.infer<typeof secrets>

/** The secrets of the local services: made at random on the first start and kept in a file that only its owner reads. */
export async function localSecrets(file: string): Promise<Secrets> {
  const kept = secrets.safeParse(
    await readFile(file, 'utf8')
      .then(JSON.parse)
      .catch(() => null),
  )
  if (kept.success) return kept.data
  const random = (prefix: string) => `${prefix}_${randomBytes(24).toString('base64url')}`
  const made: Secrets = {
    apiKey: random('local'),
    kvToken: random('kv'),
    kvReadOnlyToken: random('kvro'),
    qstashToken: random('qstash'),
    qstashCurrentSigningKey: random('sig'),
    qstashNextSigningKey: random('sig'),
  }
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, JSON.stringify(made, null, 2), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return made
}
