import { writeFileSync } from 'node:fs'
import Module from 'node:module'

/** Loaded first into a process (`--import`). On exit it writes the files of all loaded CommonJS packages. */
const { MODULES_FILE } = process.env
process.on('exit', () => {
  const { _cache } = Module as typeof Module & { _cache: Record<string, unknown> }
  if (MODULES_FILE) writeFileSync(MODULES_FILE, Object.keys(_cache).join('\n'))
})
