import { writeFileSync } from 'node:fs'
import Module from 'node:module'

/** Loaded first into a process (`--import`): at its end it notes the files of all CommonJS packages that were loaded. */
const { MODULES_FILE } = process.env
process.on('exit', () => {
  const { _cache } = Module as unknown as { _cache: Record<string, unknown> }
  if (MODULES_FILE) writeFileSync(MODULES_FILE, Object.keys(_cache).join('\n'))
})
