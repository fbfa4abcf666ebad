import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listStoreText, listTestText, listText } from './list-text.ts'
import { operationText, storeText, testText } from './operation-text.ts'
import { addImport, assertFree, insertBefore, type Plan, PlanError, placeholders } from './plan.ts'
import type { Method, Shape } from './shape.ts'

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

function shapeOf(id: string, verb: string, thing: string, given?: string): Shape {
  const noun = plural(thing)
  const isOfOne = !isPlural(thing) && !withoutId.includes(verb)
  const action = Object.hasOwn(methods, verb) ? '' : `/${verb}`
  const path = `/api/${noun}${isOfOne ? '/{id}' : ''}${action}`
  const method = methods[verb] ?? (verb === 'export' ? 'GET' : 'POST')
  return { id, noun, folder: given ?? noun, file: kebab(id), method, path, isOfOne }
}

const routeText = (id: string, module: string) => `import { serve } from '#lib/rest/serve'
import { ${id} } from '${module}'

export const runtime = 'edge'
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(${id})
`
