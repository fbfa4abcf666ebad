import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dumpSchema } from '#sql/dump'
import { migrate } from '#sql/migrate'
import { freePort, randomPortBase } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { root } from './server.ts'

/** `npm run schema`: migrates an empty database and dumps its schema to `sql/schema.sql`. */
const dataDir = await mkdtemp(join(tmpdir(), 'gpts-schema-'))
const postgres = await startPostgres({
  dataDir: join(dataDir, 'postgres'),
  port: await freePort(randomPortBase()),
  fsync: false,
})
try {
  await migrate(postgres.url('postgres'))
  await writeFile(join(root, 'sql', 'schema.sql'), await dumpSchema(postgres.url('postgres')))
} finally {
  await postgres.close()
  await rm(dataDir, { recursive: true, force: true })
}
