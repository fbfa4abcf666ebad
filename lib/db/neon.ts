import { neon, neonConfig } from '@neondatabase/serverless'
import { toDatabaseError } from '#lib/db/errors'
import type { Database, Row, Statement } from '#lib/db/statement'
import { isObject } from '#lib/json'
import { tunables } from '#lib/tunables'

/** Neon over HTTP: one round trip per statement, without a persistent connection. */
export function neonDatabase(url: string, proxyUrl?: string): Database {
  if (proxyUrl) neonConfig.fetchEndpoint = `${proxyUrl}/sql`
  neonConfig.fetchFunction = fetchResult
  const client = neon(url)
  return {
    async query(statement, values) {
      try {
        return (await client.query(textOf(statement), values)) as Row[]
      } catch (error) {
        throw toDatabaseError(statement.name, error)
      }
    },
    close: async () => {},
  }
}

/** Fetches one result for the driver. Rejects when the body is not a Neon result, for example a proxy's error page. */
async function fetchResult(endpoint: string, init: RequestInit) {
  const response = await fetch(endpoint, { ...init, signal: AbortSignal.timeout(tunables.sqlTimeoutMs) })
  if (!response.ok) return response
  const body: unknown = await response.json()
  if (!isObject(body) || !Array.isArray(body.fields) || !Array.isArray(body.rows))
    throw new Error('The response is not a Neon result.')
  return { ok: true, status: response.status, json: async () => body }
}

const texts = new WeakMap<Statement, string>()

/** Prefixes the SQL text with a comment that holds the statement's name, so Neon's statistics and logs show it. */
function textOf(statement: Statement): string {
  const known = texts.get(statement)
  if (known) return known
  const text = `/* ${statement.name} */ ${statement.text}`
  texts.set(statement, text)
  return text
}
