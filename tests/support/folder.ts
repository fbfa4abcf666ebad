import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from '#tests/support/ending'

/** A new empty folder, which is deleted after the file's last test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gpts-test-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  return folder
}
