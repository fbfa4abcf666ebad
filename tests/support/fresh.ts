import { afterAll, vi } from 'vitest'
import { endAll } from './ending.ts'

// Files that share a process get modules and globals of their own, and the environment that was there before them.
vi.resetModules()
const environment = { ...process.env }
afterAll(async () => {
  vi.useRealTimers()
  // Otherwise another file's call would undo this file's stubs.
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  try {
    await endAll()
  } finally {
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (Symbol.keyFor(symbol)?.startsWith('gpts.')) Reflect.deleteProperty(globalThis, symbol)
    for (const name of Object.keys(process.env))
      if (!Object.hasOwn(environment, name)) delete process.env[name]
    Object.assign(process.env, environment)
  }
})
