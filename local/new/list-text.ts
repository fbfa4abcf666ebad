import { type Shape, scopesTodo } from './shape.ts'

/** The name of a list's items in the answer: `eventSubscriptions`. */
const itemsOf = ({ noun }: Shape) => noun.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase())
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
const listKeyOf = (shape: Shape) => `${itemsOf(shape)}Key`
const finderOf = (shape: Shape) => `find${capital(itemsOf(shape))}`

/** The texts of an operation that lists users page by page. */
export function listText(shape: Shape): string {
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

export const listStoreText = (shape: Shape) => `import {
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

export const listTestText = (shape: Shape) => `import { beforeAll, expect, it } from 'vitest'
import { owner } from '#lib/auth/caller'
import { ${shape.id} } from '#lib/${shape.folder}/${shape.file}'
import { insertUser } from '#lib/users/store'
import { useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

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
