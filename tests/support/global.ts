import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildPages, isBuildFresh } from '#lib/server/build'
import { randomPortBase } from '#local/ports'
import { root } from '#local/server'
import { needsPages, needsServer } from '#tests/support/needs'
import { shared, startTestPostgres } from '#tests/support/postgres'
import { isDev, isHosted } from '#tests/support/profile'
import { startTestServices } from '#tests/support/services'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server that the HTTP tests share. Each test uses its own users. */
    appUrl: string
    /** The environment of that server. */
    appVars: Record<string, string>
    modelUrl: string
    /** The PostgreSQL of the run. `databaseUrl('name')` in support/database.ts uses it. */
    postgresUrl: string
    /** A file that says 'ready', or why the server did not start, once that is known. Empty without a server. */
    stateFile: string
  }
}

/** Starts the profile's services once for the whole run. Next's build and the server come only if a file needs them. */
export default async function setUp(project: TestProject) {
  const files = project.vitest.state.getPaths().map((path) => relative(root, path))
  const usesBuild = !isDev && (isHosted || files.some(needsPages))
  if (usesBuild && !(await isBuildFresh())) await build()
  const { postgres, close: closePostgres } = await startTestPostgres()
  const app = await startTestServices({
    databaseUrl: postgres.url(shared),
    portBase: randomPortBase(),
    pages: usesBuild,
  })
  const startsServer = files.some(needsServer)
  const stateFile = join(tmpdir(), `gpts-server-${crypto.randomUUID()}`)
  project.provide('appUrl', app.url)
  project.provide('appVars', app.vars)
  project.provide('modelUrl', app.model.url)
  project.provide('postgresUrl', postgres.url('postgres'))
  project.provide('stateFile', startsServer ? stateFile : '')
  // Not awaited: the first files are loaded meanwhile.
  const started = startsServer ? app.start(showFailures).then(() => 'ready', String) : Promise.resolve('')
  const written = started.then((state) => writeFile(stateFile, state))
  return async () => {
    await written
    await app.close()
    await closePostgres()
    await rm(stateFile)
  }
}

/** Prints the causes of the shared server's errors, which its responses do not have. */
function showFailures(output: string): void {
  for (const line of output.split('\n'))
    if (line.includes('"event":"request.failed"')) process.stderr.write(`${line}\n`)
}

async function build(): Promise<void> {
  if (!(await buildPages().done)) throw new Error('The build failed.')
}
