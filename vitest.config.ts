import { globSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'
import { needsServices } from './tests/support/needs.ts'
import { isHosted } from './tests/support/profile.ts'
import { slowest } from './tests/support/slowest.ts'

// Each process loads many packages.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules', '.cache', 'node')
enableCompileCache(process.env.NODE_COMPILE_CACHE)

/** Start what they need themselves, whatever the profile. */
const alone = globSync('tests/**/*.test.ts').filter((file) => !needsServices(file))

/** Take about a minute of a processor each, because they start many processes: `npm run test:long`. */
const long = [
  'tests/faults/soak.test.ts',
  'tests/fuzz/fuzz.test.ts',
  'tests/local/launcher/*.test.ts',
  'tests/workers/postgres.test.ts',
]

/** What only one profile has; these also run once. */
const hostedOnly = [
  'tests/api/workers.test.ts',
  'tests/faults/{queue,repeated-delivery}.test.ts',
  'tests/lib/kv/upstash.test.ts',
  'tests/lib/{metering/requests,models/token-bucket,queue/qstash,rest/authenticate}.test.ts',
  'tests/pages/**/*.test.ts',
  'tests/server/parity.test.ts',
  'tests/workers/{lost-reply,qstash}.test.ts',
]
const selfHostedOnly = [
  'tests/api/hostile-bodies.test.ts',
  'tests/api/{metrics,otel-off,tracing}.test.ts',
  'tests/api/queue-paths.test.ts',
  'tests/faults/network.test.ts',
  'tests/lib/db/postgres.test.ts',
  'tests/lib/kv/redis.test.ts',
  'tests/lib/queue/postgres/*.test.ts',
  'tests/workers/postgres.test.ts',
]

const ofOtherProfile = isHosted ? selfHostedOnly : hostedOnly

/** What needs no server, or has its own: with TEST_AGAIN, another profile's run had these. The command line cannot say so. */
const testedBefore = process.env.TEST_AGAIN
  ? ['tests/{bench,docs,fuzz,soak,sql}/**', 'tests/local/launcher/**']
  : []

const services = {
  globalSetup: ['tests/support/global.ts'],
  setupFiles: ['tests/support/fresh.ts', 'tests/support/ready.ts'],
}

export default defineConfig({
  test: {
    // A process for each file would load every package again. tests/support/fresh.ts separates the files.
    isolate: false,
    // Each file may hold a server of its own, and the machine may be small: docs/decisions/035-tests.md.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', slowest],
    projects: [
      { extends: true, test: { name: 'alone', include: alone, setupFiles: ['tests/support/fresh.ts'] } },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['tests/**/*.test.ts'],
          exclude: ['node_modules', ...alone, ...long, ...testedBefore, ...ofOtherProfile],
          ...services,
        },
      },
      {
        extends: true,
        test: { name: 'long', include: long, exclude: [...testedBefore, ...ofOtherProfile], ...services },
      },
    ],
    // They free a hung run; what is right on a busy machine is not judged by the time it takes.
    testTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 120_000,
  },
})
