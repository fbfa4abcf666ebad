import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { addImport, assertFree, insertBefore, type Plan, PlanError, placeholders } from './plan.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
const methods: Record<string, Method> = {
  ...{ get: 'GET', list: 'GET', search: 'GET', export: 'GET' },
  ...{ create: 'POST', set: 'PUT', update: 'PATCH', rename: 'PATCH', delete: 'DELETE' },
}
/** These speak of one thing, so the path has its id. So does each verb without a method of its own. */
const ofOne = ['get', 'update', 'rename', 'delete']

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const plural = (noun: string) => (/s$/.test(noun) ? noun : noun.replace(/y$/, 'ie').concat('s'))

/**
 * An operation that works: it tells when a user was added. From the verb of its id follows the method, and from the rest the
 * path and the folder: `getNote` is `GET /api/notes/{id}` in `lib/notes/`. Another verb is an action on one thing:
 * `archiveNote` is `POST /api/notes/{id}/archive`.
 */
export function operationPlan(root: string, id: string): Plan {
  const [, verb, thing] = /^([a-z]+)([A-Z][a-zA-Z]*)$/.exec(id) ?? []
  if (!verb || !thing) throw new PlanError('The id of an operation is a verb and a noun, such as listNotes.')
  assertFree(root, id, 'lib/operations.ts', `  ${id},\n`)
  const noun = plural(kebab(thing).slice(1))
  const action = Object.hasOwn(methods, verb) ? undefined : verb
  const isOfOne = action !== undefined || ofOne.includes(verb)
  const path = `/api/${noun}${isOfOne ? '/{id}' : ''}${action ? `/${action}` : ''}`
  const route = `app${path.replace('{id}', '[id]')}/route.ts`
  const file = kebab(id)
  const module = `#lib/${noun}/${file}`
  const imported = addImport(`import { ${id} } from '${module}'`)
  const hasRoute = existsSync(join(root, route))
  const isNewNoun = !existsSync(join(root, 'lib', noun))
  const shape: Shape = { id, noun, file, path, method: methods[verb] ?? 'POST', isOfOne }
  return {
    files: {
      [`lib/${noun}/${file}.ts`]: operationText(shape),
      [`lib/${noun}/${file}-store.ts`]: storeText(shape),
      [`tests/lib/${noun}/${file}.test.ts`]: testText(shape),
      ...(!hasRoute && { [route]: routeText(id, module) }),
    },
    edits: [
      { file: 'lib/operations.ts', change: imported },
      { file: 'lib/operations.ts', change: insertBefore(/^ {2}getHealth,$/m, `  ${id},\n`) },
      {
        file: 'tests/support/user-isolation.ts',
        change: insertBefore(
          /^ {4}getHealth: /m,
          `    ${id}: [${isOfOne ? '{ id: userId }' : '{ userId }'}],\n`,
        ),
      },
      ...(hasRoute
        ? [
            { file: route, change: imported },
            {
              file: route,
              change: insertBefore(/,?\s*\)\s*$/, `, ${id}`),
            },
          ]
        : []),
      ...(isNewNoun
        ? [{ file: 'tests/lib/layers.test.ts', change: insertBefore(/^ {4}'chat',$/m, `    '${noun}',\n`) }]
        : []),
    ],
    left: [
      `Replace what is marked TODO in lib/${noun}/${file}.ts and ${file}-store.ts: fields, scope, answer, statement.`,
      'Add the fields by which somebody could reach for what belongs to others in tests/support/user-isolation.ts.',
      'Add the Korean of its title, summary and descriptions to local/docs/korean/.',
      'npm run client, and npm run docs',
      'Tell of it where it helps: docs/, the console.',
      `npm run verify, then npx vitest run tests/lib/${noun} tests/lib/openapi tests/lib/api tests/api/operations.test.ts tests/docs/examples.test.ts tests/docs/korean.test.ts ${placeholders}`,
    ],
  }
}

type Shape = { id: string; noun: string; file: string; path: string; method: Method; isOfOne: boolean }

const rowOf = ({ id }: Shape) => `${id}Row`

function partOf({ isOfOne, method }: Shape) {
  if (isOfOne) return 'params'
  return method === 'GET' || method === 'DELETE' ? 'query' : 'body'
}

const hintsOf = (method: Method) =>
  method === 'POST'
    ? '{ destructive: false, idempotent: false, openWorld: false }'
    : '{ destructive: true, idempotent: true, openWorld: false }'

function operationText(shape: Shape): string {
  const { id, noun, file, path, method, isOfOne } = shape
  const field = isOfOne ? `id: existingUserId.describe('The userId of the person.')` : 'userId: actingUserId'
  return `import { z } from 'zod'
import { noUser } from '#lib/api/errors'
import { ${isOfOne ? 'existingUserId' : 'actingUserId'} } from '#lib/api/fields'
import { type Example, operation } from '#lib/api/operation'
import { ${rowOf(shape)} } from '#lib/${noun}/${file}-store'

// TODO: the fields of a request, each with a description and a limit of its size.
const input = z.strictObject({ ${field} })
// TODO: the data of an answer.
const view = z.object({ userId: z.string(), at: z.iso.datetime().describe('When the user was added.') })

const examples: Example[] = [
  {
    title: 'A user',
    input: { ${isOfOne ? 'id' : 'userId'}: 'ada' },
    reply: {
      status: 200,
      message: 'The user was found.',
      data: { userId: 'ada', at: '2026-11-24T09:00:00.000Z' },
    },
  },
]

/** \`${method} ${path}\` */
export const ${id} = operation({
  id: '${id}',
  method: '${method}',
  path: '${path}',
  // TODO: what it does, and when to call it, in 300 characters at most.
  summary: 'Tells when a user was added.',
  consequential: false,
  // TODO: the scopes of lib/auth/caller.ts, one of which a key needs.
  access: [${method === 'GET' ? "'read'" : "'chat'"}],${isOfOne ? "\n  userField: 'id'," : ''}
  limit: '${method === 'GET' ? 'read' : 'manage'}',
  ${partOf(shape)}: input,
  responses: { 200: view },
  errors: ['not_found'],
  examples,${method === 'GET' ? '' : `\n  hints: ${hintsOf(method)},`}
  gpt: false,
  run: async ({ ${isOfOne ? 'id: userId' : 'userId'} }) => {
    const row = await ${rowOf(shape)}(userId)
    if (!row) throw noUser(userId)
    return { status: 200, message: 'The user was found.', data: { userId, at: row.at.toISOString() } }
  },
})
`
}

const storeText = (shape: Shape) => `import { sql } from '#lib/db/index'

// TODO: one statement, and a sentence on what it guarantees.
/** When a user was added; undefined when there is no such user. */
export async function ${rowOf(shape)}(userId: string): Promise<{ at: Date } | undefined> {
  const [row] = await sql<{ at: Date }>('${rowOf(shape)}')\`
    select created_at as at from users where user_id = \${userId}\`
  return row
}
`

const testText = (shape: Shape) => {
  const field = shape.isOfOne ? 'id: userId' : 'userId'
  return `import { beforeAll, expect, it } from 'vitest'
import { owner } from '#lib/auth/caller'
import { ${shape.id} } from '#lib/${shape.noun}/${shape.file}'
import { insertUser } from '#lib/users/store'
import { useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/api'

beforeAll(async () => {
  await useServices()
})

it('tells of a user', async () => {
  const userId = newUser()
  await insertUser({ userId })
  expect(await ${shape.id}.run({ ${field} }, owner)).toMatchObject({ status: 200, data: { userId } })
})

it('does not know a user who was never added', async () => {
  const userId = newUser()
  await expect(${shape.id}.run({ ${field} }, owner)).rejects.toMatchObject({ code: 'not_found' })
})
`
}

const routeText = (id: string, module: string) => `import { serve } from '#lib/rest/serve'
import { ${id} } from '${module}'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(${id})
`
