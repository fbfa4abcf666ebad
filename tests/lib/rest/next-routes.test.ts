import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { operations } from '#lib/operations'
import { root } from '#local/server'

/** The file of Next that serves a path: `app/api/jobs/[id]/route.ts` for `/api/jobs/{id}`. */
const routeOf = (path: string) => `app${path.replace(/\{(\w+)\}/g, '[$1]')}/route.ts`

/** The methods that a route allows; none without the file. */
async function methodsOf(route: string): Promise<string> {
  if (!existsSync(join(root, route))) return ''
  const { OPTIONS } = await import(join(root, route))
  const response: Response = await OPTIONS(new Request('http://host/', { method: 'OPTIONS' }), {})
  return response.headers.get('allow') ?? ''
}

it('Next has a route for every operation, as the hosted profile needs', async () => {
  const missing: string[] = []
  for (const { id, method, path } of operations)
    if (!(await methodsOf(routeOf(path))).split(', ').includes(method))
      missing.push(`${routeOf(path)} does not serve ${id}`)
  expect(missing).toEqual([])
})

it('no two operations have the same id, or the same method and path', () => {
  const names = operations.flatMap(({ id, method, path }) => [
    id,
    `${method} ${path.replace(/\{\w+\}/g, '{}')}`,
  ])
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
