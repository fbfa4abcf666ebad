import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { RedisDatabase } from 'js-redis-server/core'

const magic = 'upstash-local-snapshot 1'
const saveEveryMs = 2000

type Entries = ReturnType<RedisDatabase['entriesSnapshot']>

/** Keeps a database in a file. `notice` reports a damaged file, or a save that fails. */
export type SnapshotKeeper = {
  readonly notice: string | undefined
  /** Saves unsaved changes and stops. */
  close(): Promise<void>
}

const digest = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')

function encode(entries: Entries): Buffer {
  const data = serialize(entries)
  return Buffer.concat([Buffer.from(`${magic} ${digest(data)}\n`), data])
}

function decode(file: Buffer): Entries {
  const end = file.indexOf('\n')
  const data = file.subarray(end + 1)
  if (file.subarray(0, end).toString() !== `${magic} ${digest(data)}`)
    throw new Error('the checksum does not match')
  return deserialize(data)
}

// Writes a new file and renames it, so that a reader sees the old or the new file, never a part.
async function writeAtomically(path: string, content: Buffer): Promise<void> {
  const temporary = `${path}.tmp`
  const file = await open(temporary, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}

async function load(path: string, database: RedisDatabase): Promise<string | undefined> {
  let file: Buffer
  try {
    file = await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    const now = Date.now()
    for (const { key, value, expiresAt } of decode(file)) {
      if (expiresAt === undefined || expiresAt > now) database.set(key, value, { expiresAt })
    }
    return undefined
  } catch (error) {
    const aside = `${path}.damaged-${Date.now()}`
    await rename(path, aside)
    return `The snapshot ${path} could not be read (${(error as Error).message}); it was set aside as ${aside}.`
  }
}

/**
 * Loads the file into the empty database, without keys that have expired. Then saves changes every two seconds and on
 * close, readable only by the owner. A damaged file is renamed, not used. Rejects if the file exists and cannot be opened.
 */
export async function keepSnapshot(database: RedisDatabase, path: string): Promise<SnapshotKeeper> {
  await mkdir(dirname(path), { recursive: true })
  const loadNotice = await load(path, database)
  let saveNotice: string | undefined
  let changed = false
  const stopWatching = database.subscribe(() => {
    changed = true
  })
  const save = async () => {
    if (!changed) return
    changed = false
    try {
      await writeAtomically(path, encode(database.entriesSnapshot()))
      saveNotice = undefined
    } catch (error) {
      changed = true
      saveNotice = `The snapshot ${path} could not be saved: ${(error as Error).message}`
    }
  }
  let saving = Promise.resolve()
  const queueSave = () => {
    saving = saving.then(save)
    return saving
  }
  const timer = setInterval(queueSave, saveEveryMs)
  timer.unref()
  return {
    get notice() {
      return [loadNotice, saveNotice].filter(Boolean).join(' ') || undefined
    },
    async close() {
      clearInterval(timer)
      await queueSave()
      stopWatching()
    },
  }
}
