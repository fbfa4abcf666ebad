import type { TestProject } from 'vitest/node'
import { buildPages, isBuildFresh } from '#lib/server/build'
import { randomPortBase } from '#local/ports'
import { isDev } from '#tests/support/profile'
import { startTestApp, startTestPostgres, template } from '#tests/support/services'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server that the tests over HTTP share; each test brings users of its own. */
    appUrl: string
    /** What that server runs with. */
    appVars: Record<string, string>
    modelUrl: string
    /** The PostgreSQL of the run; `databaseUrl('name')` in support/database.ts makes use of it. */
    postgresUrl: string
  }
}

/** Starts the server of the profile and its services once for the whole run; Next's build comes first. */
export default async function setUp(project: TestProject) {
  if (!isDev && !process.env.TEST_WITHOUT_BUILD && !(await isBuildFresh())) await build()
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
