import { defineConfig } from 'vitest/config'

const include = ['tests/**/*.test.ts']
const needNoServer = [
  'tests/emulators/**/*.test.ts',
  'tests/local/{postgres,secrets,stack}.test.ts',
  'tests/local/redis/*.test.ts',
]

export default defineConfig({
  test: {
    // Each file may hold a server of its own, and the machine may be small.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'local', include: needNoServer } },
      {
        extends: true,
        test: {
          name: 'server',
          include,
          exclude: [...needNoServer, 'node_modules'],
          globalSetup: ['tests/support/global.ts'],
        },
      },
    ],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
