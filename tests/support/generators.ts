import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { root } from '#local/server'
import '#local/typescript-5'

const { createClient } = await import('@hey-api/openapi-ts')
const { generateSource } = await import('oazapfts')
const { generate } = await import('orval')

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
  orval: {
    write: (documentFile, folder) => {
      const output = {
        target: join(folder, 'orval.ts'),
        client: 'fetch' as const,
        baseUrl: { getBaseUrlFromSpecification: true as const },
      }
      const strict = { logLevel: 'warn' as const, throwOnError: true, failOnWarnings: true }
      return generate({ input: documentFile, output }, folder, strict)
    },
    program: `
import { sendMessage } from './client/orval'
export * from './client/orval'
${head}
  const answer = await sendMessage(body, { headers: { authorization: \`Bearer \${key}\` } })
  if (answer.status !== 200 || typeof answer.data === 'string') throw new Error(JSON.stringify(answer))
  return answer.data.data.response
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

export const generatorNames = Object.keys(generators)

/** Generates a client from the document and imports the program that uses it. Throws on type errors in either. */
export async function programWith(name: string, document: object): Promise<Program> {
  const { write, program } = generators[name]!
  const folder = await mkdtemp(join(tmpdir(), 'gpts-importers-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
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
