import { inject } from 'vitest'
import { completion } from '#lib/jobs/attempt/run'
import { findJob } from '#lib/jobs/store'
import { apiRoutes } from '#lib/server/routes'
import { startServer } from '#tests/support/http-server'
import type { Services } from '#tests/support/lib-services'
import { secrets } from '#tests/support/secrets'

/**
 * A server in this process, which ends with the test: a test's changes in `lib/` affect it. It runs no jobs until
 * `deliver` is called.
 */
export async function startOwnServer(services: Services) {
  const { url, port } = await startServer(apiRoutes())
  const headers = {
    authorization: `Bearer ${inject('appVars').API_SECRET_KEY ?? secrets.apiKey}`,
    'content-type': 'application/json',
  }
  const ask = (method: string, path: string, body?: object, more: Record<string, string> = {}) =>
    fetch(url + path, {
      method,
      headers: { ...headers, ...more },
      ...(body && { body: JSON.stringify(body) }),
    })
  /** Runs every job that was published and has not ended. */
  const deliver = async () => {
    for (const jobId of services.sentJobs()) {
      const job = await findJob(jobId)
      if (job) await completion({ jobId, conversationId: job.conversation_id })
    }
  }
  return { url, port, headers, ask, deliver }
}
