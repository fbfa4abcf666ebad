import { relative } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildPages, isBuildFresh } from '#lib/server/build'
import { randomPortBase } from '#local/ports'
import { root } from '#local/server'
import { needsPages } from '#tests/support/needs'
import { startTestPostgres, template } from '#tests/support/postgres'
import { isDev, isHosted } from '#tests/support/profile'
import { startTestApp } from '#tests/support/services'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server that the HTTP tests share. Each test uses its own users. */
    appUrl: string
    /** The environment of that server. */
    appVars: Record<string, string>
    modelUrl: string
    /** The PostgreSQL of the run. `databaseUrl('name')` in support/database.ts uses it. */
    postgresUrl: string
  }
}

/** Starts the profile's server and its services once for the whole run, after Next's build if a file of the run needs it. */
export default async function setUp(project: TestProject) {
  const files = project.vitest.state.getPaths().map((path) => relative(root, path))
  const usesBuild = !isDev && (isHosted || files.some(needsPages))
  if (usesBuild && !(await isBuildFresh())) await build()
  const { postgres, close: closePostgres } = await startTestPostgres()
  await postgres.createDatabase('app', template)
  const app = await startTestApp({ databaseUrl: postgres.url('app'), portBase: randomPortBase() })
  project.provide('appUrl', app.server.url)
  project.provide('appVars', app.vars)
  project.provide('modelUrl', app.model.url)
  project.provide('postgresUrl', postgres.url('postgres'))
  return async () => {
    await app.close()
    await closePostgres()
  }
}

async function build(): Promise<void> {
  if (!(await buildPages().done)) throw new Error('The build failed.')
}
