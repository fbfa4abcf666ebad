import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { addImport, assertFree, insertBefore, type Plan, PlanError, placeholders } from './plan.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
/** Other verbs are actions: `retryJob` is `POST /api/jobs/{id}/retry`, and `retryJobs` is `POST /api/jobs/retry`. */
const methods: Record<string, Method> = {
  ...{ get: 'GET', list: 'GET', search: 'GET', create: 'POST', set: 'PUT', update: 'PATCH', rename: 'PATCH' },
  ...{ delete: 'DELETE', end: 'DELETE', revoke: 'DELETE' },
}
/** The path of the other verbs has an id, if the noun is singular. */
const withoutId = ['list', 'search', 'create', 'set']

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const isPlural = (noun: string) => /s$/.test(noun)
const plural = (noun: string) => (isPlural(noun) ? noun : noun.replace(/y$/, 'ie').concat('s'))

/**
 * The plan of an operation that works: it reads when a user was added, or lists users. The verb of its id determines the
 * method. The noun determines the path and the folder, unless a folder is given: `getNote` is `GET /api/notes/{id}` in
 * `lib/notes/`.
 */
export function operationPlan(root: string, id: string, [folder]: string[]): Plan {
  const [, verb, thing] = /^([a-z]+)([A-Z][a-zA-Z]*)$/.exec(id) ?? []
  if (!verb || !thing) throw new PlanError('The id of an operation is a verb and a noun, such as listNotes.')
  if (folder !== undefined && !/^[a-z]+(-[a-z]+)*$/.test(folder))
    throw new PlanError('The folder is a name in lib/ in kebab-case, such as notes.')
  assertFree(root, id, 'lib/operations.ts', `  ${id},\n`)
  const shape = shapeOf(id, verb, kebab(thing).slice(1), folder)
  const { isOfOne, file } = shape
  const route = `app${shape.path.replace('{id}', '[id]')}/route.ts`
  const place = `lib/${shape.folder}/${file}`
  const tests = `tests/lib/${shape.folder}`
  const module = `#${place}`
  const imported = addImport(`import { ${id} } from '${module}'`)
  const hasRoute = existsSync(join(root, route))
  const isNewFolder = !existsSync(join(root, 'lib', shape.folder))
  const inputs = isOfOne ? '{ id: userId }' : verb === 'list' ? '{ userId }, {}' : '{ userId }'
  const [text, store, test] =
    verb === 'list'
      ? [listText(shape), listStoreText(shape), listTestText(shape)]
      : [operationText(shape), storeText(shape), testText(shape)]
  return {
    files: {
      [`${place}.ts`]: text,
      [`${place}-store.ts`]: store,
      [`${tests}/${file}.test.ts`]: test,
      ...(!hasRoute && { [route]: routeText(id, module) }),
    },
    edits: [
      { file: 'lib/operations.ts', change: imported },
      { file: 'lib/operations.ts', change: insertBefore(/^ {2}getHealth,$/m, `  ${id},\n`) },
      {
        file: 'tests/support/user-isolation.ts',
        change: insertBefore(/^ {4}getHealth: /m, `    ${id}: [${inputs}],\n`),
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
      ...(isNewFolder
        ? [
            {
              file: 'tests/lib/layers.test.ts',
              change: insertBefore(/^ {4}'chat',$/m, `    '${shape.folder}',\n`),
            },
          ]
        : []),
    ],
    left: [
      `Check its method and path: ${shape.method} ${shape.path}. Move it to its place in lib/operations.ts, the order of the documentation.`,
      `Replace each TODO in ${place}.ts and ${file}-store.ts: fields, scopes, answer, statement.`,
      'In tests/support/user-isolation.ts, add the fields by which a caller could try to reach the data of another user. A new kind of id belongs in RecordIds, and in tests/fuzz/stage.ts if no REST request creates it.',
      ...(verb === 'list'
        ? [
            'An index in the order of the list (see "Change a table" in CONTRIBUTING.md), and the list in bench/scale-cases.ts. Then npm run bench:scale.',
          ]
        : []),
      'Add the Korean of its title, summary and descriptions to local/docs/korean/.',
      'npm run client, and npm run docs',
      'Describe it where it helps: docs/, the console.',
      `npm run verify, then npx vitest run ${tests} tests/lib/openapi tests/lib/api tests/lib/rest tests/api/operations.test.ts tests/docs/examples.test.ts tests/docs/generated.test.ts tests/docs/korean.test.ts ${placeholders}, and at last tests/fuzz/fuzz.test.ts (3 minutes)`,
    ],
  }
}

type Shape = {
  id: string
  /** The kebab-case plural of the noun. */
  noun: string
  folder: string
  file: string
  method: Method
  path: string
  isOfOne: boolean
}

function shapeOf(id: string, verb: string, thing: string, given?: string): Shape {
  const noun = plural(thing)
  const isOfOne = !isPlural(thing) && !withoutId.includes(verb)
  const action = Object.hasOwn(methods, verb) ? '' : `/${verb}`
  const path = `/api/${noun}${isOfOne ? '/{id}' : ''}${action}`
  const method = methods[verb] ?? (verb === 'export' ? 'GET' : 'POST')
  return { id, noun, folder: given ?? noun, file: kebab(id), method, path, isOfOne }
}

const rowOf = ({ id }: Shape) => `${id}Row`

function partOf({ isOfOne, method }: Shape) {
  if (isOfOne) return 'params'
  return method === 'GET' || method === 'DELETE' ? 'query' : 'body'
}

const hintsOf = (method: Method) =>
  method === 'POST'
    ? '{ destructive: false, idempotent: false, openWorld: false }'
    : '{ destructive: true, idempotent: true, openWorld: false }'

const scopesTodo =
  '// TODO: the scopes of lib/auth/caller.ts, one of which a key needs. accessToAll and accessToApps, if a key for all users or an app needs more.'

function operationText(shape: Shape): string {
  const { id, folder, file, method, path, isOfOne } = shape
  const field = isOfOne ? `id: existingUserId.describe('The userId of the person.')` : 'userId: actingUserId'
  return `import { z } from 'zod'
import { noUser } from '#lib/api/errors'
import { ${isOfOne ? 'existingUserId' : 'actingUserId'} } from '#lib/api/fields'
import { type Example, operation } from '#lib/api/operation'
import { ${rowOf(shape)} } from '#lib/${folder}/${file}-store'

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
  // TODO: what it does, and when to call it, in at most 300 characters.
  summary: 'Returns when a user was added.',
  consequential: false,
  ${scopesTodo}
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
/** Finds the time at which a user was added; undefined without such a user. */
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
import { ${shape.id} } from '#lib/${shape.folder}/${shape.file}'
import { insertUser } from '#lib/users/store'
import { useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/api'

beforeAll(async () => {
  await useServices()
})

it('returns when a user was added', async () => {
  const userId = newUser()
  await insertUser({ userId })
  expect(await ${shape.id}.run({ ${field} }, owner)).toMatchObject({ status: 200, data: { userId } })
})

it('answers not_found for an unknown user', async () => {
  const userId = newUser()
  await expect(${shape.id}.run({ ${field} }, owner)).rejects.toMatchObject({ code: 'not_found' })
})
`
}

/** The name of a list's items in the answer: `eventSubscriptions`. */
const itemsOf = ({ noun }: Shape) => noun.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase())
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
const listKeyOf = (shape: Shape) => `${itemsOf(shape)}Key`
const finderOf = (shape: Shape) => `find${capital(itemsOf(shape))}`

function listText(shape: Shape): string {
  const { id, noun, folder, file, path } = shape
  const items = itemsOf(shape)
  return `import { z } from 'zod'
import { page, userId } from '#lib/api/fields'
import { type Example, operation } from '#lib/api/operation'
import { listReply, pagePositionOf, pagingFields } from '#lib/api/paging'
import { ${finderOf(shape)}, ${listKeyOf(shape)} } from '#lib/${folder}/${file}-store'

// TODO: the filters of the list, each with a description and a limit of its size.
const query = z.strictObject({ userId: userId.optional().describe('Only this user.'), ...page })
// TODO: an item of the list.
const view = z.object({ userId: z.string(), createdAt: z.iso.datetime() })

const examples: Example[] = [
  {
    title: 'One user',
    input: { userId: 'ada', limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '1 ${noun.replaceAll('-', ' ').replace(/ies$/, 'y').replace(/s$/, '')}.',
      data: {
        ${items}: [{ userId: 'ada', createdAt: '2026-11-24T09:00:00.000Z' }],
        limit: 50,
        offset: 0,
        nextOffset: null,
      },
    },
  },
]

/** \`GET ${path}\` */
export const ${id} = operation({
  id: '${id}',
  method: 'GET',
  path: '${path}',
  // TODO: what it lists and in which order, in at most 300 characters.
  summary: 'Lists users, newest first.',
  consequential: false,
  ${scopesTodo}
  access: ['read'],
  limit: 'read',
  query,
  responses: { 200: z.object({ ${items}: z.array(view), ...pagingFields }) },
  examples,
  gpt: false,
  run: async ({ userId, ...page }, _caller, sizeLimit) => {
    const place = pagePositionOf(page, ${listKeyOf(shape)})
    const things = { name: '${items}', called: '${noun.replaceAll('-', ' ')}' }
    return listReply(things, await ${finderOf(shape)}(userId, place), place, sizeLimit)
  },
})
`
}

const listStoreText = (shape: Shape) => `import {
  type ListPage,
  type PagePosition,
  type SortKey,
  type SortKeyParts,
  toListPage,
} from '#lib/api/paging'
import { sql } from '#lib/db/index'

type Row = { user_id: string; created_at: Date; key: SortKey }

/** The sort key: the time in microseconds, and the id. */
export const ${listKeyOf(shape)}: SortKeyParts = ['micros', 'integer']
/** A sort key after every real one. */
const latestKey: SortKey = ['9000000000000000', '0']

// TODO: the table and its columns. An index must have the order of the list, so that no page sorts or scans the table.
/** Finds one page of users, or of one user, newest first. */
export async function ${finderOf(shape)}(
  userId: string | undefined,
  place: PagePosition,
): Promise<ListPage<{ userId: string; createdAt: string }>> {
  const { limit, offset, isBackward, countMax } = place
  const [at, id] = place.key ?? latestKey
  const rows = await sql<Row & { is_listed: boolean; total: number | null }>('${finderOf(shape)}')\`
    select page.*, page.id is not null as is_listed, counted.total
    from (select case when \${countMax}::int is not null
                      then (select count(*)::int
                            from (select from users known
                                  where (\${userId}::text is null or known.user_id = \${userId}::text)
                                  limit \${countMax}::int) found) end as total) counted
    left join lateral (
      (select u.id, u.user_id, u.created_at, array[to_micros(u.created_at)::text, u.id::text] as key from users u
       where not \${isBackward}::boolean and (\${userId}::text is null or u.user_id = \${userId}::text)
         and (u.created_at, u.id) < (from_micros(\${at}::bigint), \${id}::int)
       order by u.created_at desc, u.id desc limit \${limit + 1}::int offset \${offset}::int)
      union all
      (select u.id, u.user_id, u.created_at, array[to_micros(u.created_at)::text, u.id::text] as key from users u
       where \${isBackward}::boolean and (\${userId}::text is null or u.user_id = \${userId}::text)
         and (u.created_at, u.id) > (from_micros(\${at}::bigint), \${id}::int)
       order by u.created_at, u.id limit \${limit + 1}::int offset \${offset}::int)
    ) page on true
    order by page.created_at desc, page.id desc\`
  const listed = rows.filter((row) => row.is_listed)
  return toListPage(listed, rows[0]?.total ?? null, place, toView)
}

const toView = (row: Row) => ({ userId: row.user_id, createdAt: row.created_at.toISOString() })
`

const listTestText = (shape: Shape) => `import { beforeAll, expect, it } from 'vitest'
import { owner } from '#lib/auth/caller'
import { ${shape.id} } from '#lib/${shape.folder}/${shape.file}'
import { insertUser } from '#lib/users/store'
import { newUser } from '#tests/support/api'
import { useServices } from '#tests/support/lib-services'

beforeAll(async () => {
  await useServices()
})

type Page = { ${itemsOf(shape)}: { userId: string }[]; total?: number; nextCursor: string; previousCursor: string }

const list = async (fields: object) =>
  (await ${shape.id}.run({ limit: 2, offset: 0, ...fields }, owner)).data as Page

it('lists page by page in both directions, newest first, and counts on request', async () => {
  const ids = [newUser(), newUser(), newUser()]
  for (const userId of ids) await insertUser({ userId })
  const first = await list({ total: true })
  const second = await list({ after: first.nextCursor })
  expect([...first.${itemsOf(shape)}, ...second.${itemsOf(shape)}].map(({ userId }) => userId)).toEqual(ids.toReversed())
  expect(await list({ before: second.previousCursor })).toMatchObject({ ${itemsOf(shape)}: first.${itemsOf(shape)} })
  expect(first.total).toBe(3)
  expect(await list({ userId: ids[0], total: true })).toMatchObject({ ${itemsOf(shape)}: [{ userId: ids[0] }], total: 1 })
})
`

const routeText = (id: string, module: string) => `import { serve } from '#lib/rest/serve'
import { ${id} } from '${module}'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(${id})
`
