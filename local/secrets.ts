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
  webhookSecret: z.string(),
})
export type Secrets = z.infer<typeof secrets>

/**
 * The secrets of the local services. The first start generates them and stores them in a file that only its owner can
 * read. Secrets that a file of an older version lacks are added.
 */
export async function localSecrets(file: string): Promise<Secrets> {
  const kept = await readFile(file, 'utf8')
    .then((text) => secrets.partial().parse(JSON.parse(text)))
    .catch((): Partial<Secrets> => ({}))
  const complete = secrets.safeParse(kept)
  if (complete.success) return complete.data
  const random = (prefix: string) => `${prefix}_${randomBytes(24).toString('base64url')}`
  const made: Secrets = {
    apiKey: random('local'),
    kvToken: random('kv'),
    kvReadOnlyToken: random('kvro'),
    qstashToken: random('qstash'),
    qstashCurrentSigningKey: random('sig'),
    qstashNextSigningKey: random('sig'),
    webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
    ...kept,
  }
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, JSON.stringify(made, null, 2), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return made
}
