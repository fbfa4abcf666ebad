import { readFile } from 'node:fs/promises'
import { beforeAll, inject, vi } from 'vitest'

/** The shared server starts while the first files are loaded. A file's tests wait for it. */
beforeAll(async () => {
  const file = inject('stateFile')
  if (!file) return
  const read = () => readFile(file, 'utf8').catch(() => '')
  const state = await vi.waitUntil(read, { interval: 20, timeout: 115_000 })
  if (state !== 'ready') throw new Error(state)
})
