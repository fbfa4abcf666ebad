import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { root } from '#local/server'

/** Prints the packages that the routes of a server load before its first request. */
const listing = `
import { registerHooks } from 'node:module'
const loaded = new Set()
registerHooks({
  load(url, context, next) {
    loaded.add(/.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1])
    return next(url, context)
  },
})
await import('#lib/server/routes')
await import('#workers/routes')
console.log([...loaded].join(' '))`

it('a server loads the packages of OAuth and of other queues only when it needs them', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', listing], {
    cwd: root,
  })
  const loaded = stdout.trim().split(' ')
  expect(loaded).toEqual(expect.arrayContaining(['openai', 'zod']))
  const later = ['oidc-provider', 'koa', 'openid-client', '@upstash/qstash', 'inngest']
  expect(later.filter((name) => loaded.includes(name))).toEqual([])
})
