import OpenAI from 'openai'
import { Pool } from 'pg'
import { listen, readText, sendJson } from '#tests/support/http'
import { serveParent } from './child.ts'
import { modelName } from './model.ts'

export type BaselineOptions = { databaseUrl: string; modelUrl: string; key: string }

type Chat = { userId: string; sessionId: string; message: string }

const schema = `
  create schema baseline;
  create table baseline.messages (
    id integer generated always as identity primary key,
    user_id text not null,
    session_id text not null,
    role text not null,
    content text not null,
    usage jsonb,
    created_at timestamptz not null default now()
  );
  create index on baseline.messages (user_id, session_id, id);`

/**
 * A child process for comparison: the minimum that stores a conversation in PostgreSQL and answers within the request. It
 * has no queue, retries or rate limit. A message whose request ends early gets no answer.
 */
async function start({ databaseUrl, modelUrl, key }: BaselineOptions) {
  const pool = new Pool({ connectionString: databaseUrl, max: 20 })
  // PostgreSQL may end first when the bench is killed.
  pool.on('error', () => undefined)
  await pool.query(schema)
  const openai = new OpenAI({ baseURL: modelUrl, apiKey: 'none', maxRetries: 0 })
  const answer = async ({ userId, sessionId, message }: Chat) => {
    const insert = `insert into baseline.messages (user_id, session_id, role, content, usage) values ($1, $2, $3, $4, $5)`
    await pool.query(insert, [userId, sessionId, 'user', message, null])
    const { rows: messages } = await pool.query(
      'select role, content from baseline.messages where user_id = $1 and session_id = $2 order by id',
      [userId, sessionId],
    )
    const { choices, usage } = await openai.chat.completions.create({ model: modelName, messages })
    const response = choices[0]?.message.content
    await pool.query(insert, [userId, sessionId, 'assistant', response, JSON.stringify(usage)])
    return { response, usage }
  }
  const server = await listen(async (request, response) => {
    const body = await readText(request)
    if (request.headers.authorization !== `Bearer ${key}`)
      return sendJson(response, 401, { error: 'unauthorized' })
    sendJson(response, 200, { success: true, data: await answer(JSON.parse(body)) })
  })
  const close = async () => {
    await server.close()
    await pool.end()
  }
  return { ready: { url: server.url }, close }
}

serveParent(start)
