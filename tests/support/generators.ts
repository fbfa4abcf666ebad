import { execFile } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '#local/server'
import { newFolder } from '#tests/support/folder'
import '#local/typescript-5'

const { createClient } = await import('@hey-api/openapi-ts')
const { generateSource } = await import('oazapfts')
const { astToString, default: openapiTypescript } = await import('openapi-typescript')

type Document = {
  servers: { url: string }[]
  paths: Record<string, Record<string, { operationId: string }>>
}
/** How a client is written into a folder, and a program beside that folder that uses it. */
type Generator = { write(documentFile: string, folder: string): Promise<void>; program: string }
/** The client's functions, and a function that sends a message with them and throws without an answer. */
type Program = Record<string, unknown> & {
  ask(key: string, body: { userId: string; message: string }): Promise<string>
}

const head = 'export async function ask(key: string, body: { userId: string; message: string }) {'
/** Generators from three vendors, by package name. */
const generators: Record<string, Generator> = {
  '@hey-api/openapi-ts': {
    write: async (documentFile, folder) => {
      await createClient({
        input: documentFile,
        output: folder,
        plugins: ['@hey-api/client-fetch'],
        logs: { level: 'silent', file: false },
      })
    },
    program: `
import { sendMessage } from './client/sdk.gen'
export * from './client/sdk.gen'
${head}
  const { data } = await sendMessage({ auth: key, body, throwOnError: true })
  if (typeof data === 'string' || !('response' in data.data)) throw new Error(JSON.stringify(data))
  return data.data.response
}`,
  },
  'openapi-typescript': {
    write: async (documentFile, folder) => {
      const text = await readFile(documentFile, 'utf8')
      await writeFile(join(folder, 'api.ts'), astToString(await openapiTypescript(text)))
      await writeFile(join(folder, 'calls.ts'), callsOf(JSON.parse(text)))
    },
    program: `
import { client } from './client/calls'
export * from './client/calls'
${head}
  const { data, error } = await client.POST('/api/chat', { headers: { authorization: \`Bearer \${key}\` }, body })
  if (!data || typeof data === 'string' || !('response' in data.data)) throw new Error(JSON.stringify(error ?? data))
  return data.data.response
}`,
  },
  oazapfts: {
    write: async (documentFile, folder) =>
      writeFile(join(folder, 'oazapfts.ts'), await generateSource(documentFile)),
    program: `
import { defaults, sendMessage } from './client/oazapfts'
export * from './client/oazapfts'
${head}
  defaults.headers = { authorization: \`Bearer \${key}\` }
  const answer = await sendMessage(body)
  if (answer.status !== 200 || !answer.data.success) throw new Error(JSON.stringify(answer))
  return answer.data.data.response
}`,
  },
}

/** A client by openapi-fetch, which has methods and paths, with a function for each operation. */
function callsOf({ paths, servers }: Document): string {
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => {
      const call = `client.${method.toUpperCase()}('${path}', init as never)`
      return `export const ${operationId} = (init: object) => ${call}`
    }),
  )
  return `
import createClient from 'openapi-fetch'
import type { paths } from './api'
export const client = createClient<paths>({ baseUrl: '${servers[0]!.url}' })
${calls.join('\n')}`
}

export const generatorNames = Object.keys(generators)

/** Generates a client from the document and imports the program that uses it. Throws on type errors in either. */
export async function programWith(name: string, document: object): Promise<Program> {
  const { write, program } = generators[name]!
  const folder = await newFolder()
  // The generated code imports packages, which Node resolves only from its own folder upwards.
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await mkdir(join(folder, 'client'))
  const documentFile = join(folder, 'openapi.json')
  await writeFile(documentFile, JSON.stringify(document))
  await write(documentFile, join(folder, 'client'))
  await writeFile(join(folder, 'program.ts'), program)
  await checkTypes(folder)
  return import(join(folder, 'program.ts'))
}

/** Type-checks with this repository's strictness. Throws the compiler's errors. */
async function checkTypes(folder: string): Promise<void> {
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { allowJs: false, incremental: false },
    include: ['program.ts', 'client'],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  await promisify(execFile)(process.execPath, [compiler, '-p', folder]).catch(({ stdout }) => {
    throw new Error(stdout)
  })
}
