import { glob, readFile, writeFile } from 'node:fs/promises'
import { root } from './server.ts'

// Next reads `runtime` from the source as a literal, so a switch must rewrite that line.
const line = /^export const runtime = '(edge|nodejs)'$/m

/**
 * `npm run runtime -- edge|nodejs`: moves every public route to a runtime. Workers, their cron endpoint, the
 * authorization server, the console's sessions, `/v1`, `/mcp` and `/metrics` stay on Node.
 */
const [wanted] = process.argv.slice(2)
if (wanted !== 'edge' && wanted !== 'nodejs') throw new Error('usage: npm run runtime -- edge|nodejs')
let routes = 0
const fixed = [
  'app/api/{workers,cron,inngest}/**',
  'app/**/oauth/**',
  'app/console/session/**',
  'app/v1/**',
  'app/mcp/**',
  'app/metrics/**',
  'app/.well-known/oauth-authorization-server/**',
]
for await (const file of glob('app/**/route.ts', { cwd: root, exclude: fixed })) {
  const source = await readFile(`${root}/${file}`, 'utf8')
  if (!line.test(source)) throw new Error(`${file} does not export its runtime.`)
  await writeFile(`${root}/${file}`, source.replace(line, `export const runtime = '${wanted}'`))
  routes++
}
process.stdout.write(`${routes} public routes use ${wanted} now. Build again.\n`)
