import { createServer, type RequestListener } from 'node:http'
import { expect, it, onTestFinished, vi } from 'vitest'
import { toApiError } from '#lib/api/perform'
import { neonDatabase } from '#lib/db/neon'
import { statementOf } from '#lib/db/statement'
import { listenLocally } from '#tests/support/listen'

vi.spyOn(console, 'error').mockImplementation(() => {})

/** The API's error code, and the SQLSTATE, when Neon answers a statement like this. */
async function answerTo(listener: RequestListener) {
  const server = createServer(listener)
  const port = await listenLocally(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${port}`
  const database = neonDatabase('postgres://user:password@ep-one.neon.tech/db', url)
  const statement = statementOf('test', Object.assign(['select 1'], { raw: ['select 1'] }))
  return database.query(statement, []).then(
    () => ({ code: 'answered' }),
    (error) => ({ code: toApiError(error, 'req_1').code, sqlState: error.code }),
  )
}

const failure =
  (status: number, body: object): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const page =
  (status: number): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>')

it.each([
  ['a failure of Neon itself', 'XX000', 'Control plane request failed'],
  ['a used-up quota', 'XX000', 'Your project has exceeded the data transfer quota.'],
  ['a password that was changed', '28P01', 'password authentication failed for user "user"'],
  ['a user who may not log in', '28000', 'role "user" is not permitted to log in'],
  ['a database that does not exist', '3D000', 'database "db" does not exist'],
  ['a read-only compute', '25006', 'cannot execute INSERT in a read-only transaction'],
  ['an input/output error', '58030', 'could not read block 0'],
  ['a lost connection', '08006', 'terminating connection due to administrator command'],
  ['too many connections', '53300', 'too many connections for role "user"'],
])('the API answers 503 to %s: %s', async (_, sqlState, message) => {
  const answer = await answerTo(failure(400, { message, code: sqlState, severity: 'ERROR' }))
  expect(answer).toEqual({ code: 'database_unavailable', sqlState })
})

it.each<[string, RequestListener]>([
  ['a 400 without a code', failure(400, { message: 'Too many database connection attempts' })],
  ['a 400 with an HTML page', page(400)],
  ['a 429', failure(429, { message: 'rate limited' })],
  ['a 502', page(502)],
  ['a 200 with an HTML page', page(200)],
  ['a 200 with other JSON', failure(200, { message: 'ok' })],
  ['a 200 that is not an object', failure(200, [])],
  ['an empty 200', (_, response) => response.end()],
])('the API answers 503 to %s', async (_, listener) => {
  expect(await answerTo(listener)).toMatchObject({ code: 'database_unavailable' })
})

it('the API answers 500 to an error in the statement, which would fail again', async () => {
  const body = { message: 'syntax error', code: '42601', severity: 'ERROR' }
  expect(await answerTo(failure(400, body))).toEqual({ code: 'internal_error', sqlState: '42601' })
})
