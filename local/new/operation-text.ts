import { type Method, type Shape, scopesTodo } from './shape.ts'

const rowOf = ({ id }: Shape) => `${id}Row`

function partOf({ isOfOne, method }: Shape) {
  if (isOfOne) return 'params'
  return method === 'GET' || method === 'DELETE' ? 'query' : 'body'
}

const hintsOf = (method: Method) =>
  method === 'POST'
    ? '{ destructive: false, idempotent: false, openWorld: false }'
    : '{ destructive: true, idempotent: true, openWorld: false }'

/** The texts of an operation that reads when a user was added. */
export function operationText(shape: Shape): string {
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

export const storeText = (shape: Shape) => `import { sql } from '#lib/db/index'

// TODO: one statement, and a sentence on what it guarantees.
/** Finds the time at which a user was added; undefined without such a user. */
export async function ${rowOf(shape)}(userId: string): Promise<{ at: Date } | undefined> {
  const [row] = await sql<{ at: Date }>('${rowOf(shape)}')\`
    select created_at as at from users where user_id = \${userId}\`
  return row
}
`

export const testText = (shape: Shape) => {
  const field = shape.isOfOne ? 'id: userId' : 'userId'
  return `import { beforeAll, expect, it } from 'vitest'
import { owner } from '#lib/auth/caller'
import { ${shape.id} } from '#lib/${shape.folder}/${shape.file}'
import { insertUser } from '#lib/users/store'
import { useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

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
