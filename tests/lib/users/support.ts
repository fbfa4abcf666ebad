import type { Client } from 'pg'
import { rateLimit, rateLimitSubject } from '#lib/api/limits'
import { owner } from '#lib/auth/caller'
import { setBudget } from '#lib/budgets/store'
import { kv } from '#lib/kv/index'
import { noteRequest } from '#lib/metering/requests'
import { rollUpUsage } from '#lib/metering/rollup'
import { noteActivity } from '#lib/users/note-activity'
import { insertTest } from '#lib/webhooks/test-store'
import { accept } from '#tests/support/jobs'
import { run } from '#tests/support/worker'

/** A person with rows in every table and keys in KV, all of whose texts hold the marker. */
export async function person(database: Client, marker: string): Promise<{ userId: string; id: number }> {
  const userId = `user-${marker}`
  const { rows } = await database.query(
    'insert into users (user_id, name, email) values ($1, $2, $3) returning id',
    [userId, `Name ${marker}`, `${marker}@example.com`],
  )
  const { id } = rows[0]
  await setBudget({ userId, period: 'day', unit: 'tokens', soft: null, hard: '1000000' })
  await database.query(
    `insert into webhook_endpoints (id, user_id, url, events, sealed_secret)
     values ('we_' || $1, $2, 'https://example.com/' || $1, '{budget.alert}', '')`,
    [marker, id],
  )
  await database.query(
    `insert into event_subscriptions (id, principal, owner_mark, access, user_id, event, url, secret_digest, sealed_secret, verified_at, expires_at)
     values ('sub_' || $1, 'p', 'o', '{read}', $2, 'job.failed', 'https://example.com/' || $1, '', '', now(), now() + interval '1 day')`,
    [marker, id],
  )
  await insertTest(`https://example.com/${marker}`, userId)
  await database.query(
    `insert into console_sessions (id, token_hash, account, user_id, user_agent, expires_at)
     values ('cs_' || $1, md5($1), 'outside:' || $2, $3, 'agent ' || $1, now() + interval '1 day')`,
    [marker, userId, id],
  )
  const callbackUrl = `https://example.com/${marker}`
  const one = await accept({
    userId,
    message: `Hello ${marker}`,
    callbackUrl,
    metadata: { [marker]: marker },
  })
  await run(one)
  const key = { idempotencyKey: `key ${marker}`, sessionId: `session ${marker}`, systemPrompt: marker }
  await run(await accept({ userId, message: `More ${marker}`, ...key }))
  await database.query(
    `insert into usage_failures (job_id, attempt, user_id, model, error_code)
     select id, attempt, user_id, 'm', 'model_failed' from jobs where id = $1`,
    [one.job_id],
  )
  await database.query(
    `insert into job_attempts (job_id, attempt, ended_at, outcome, error_message) values ($1, 2, now(), 'failed', $2)`,
    [one.job_id, `error ${marker}`],
  )
  await database.query(
    `insert into webhook_attempts (delivery_id, attempt, status_code, error, latency_ms)
     select id, 1, 500, $2, 3 from webhook_deliveries where job_id = $1`,
    [one.job_id, `error ${marker}`],
  )
  await database.query(
    `insert into api_keys (id, name, prefix, key_hash, scopes, user_id) values ($1, $1, 'gk', md5($1), $2, $3)`,
    [`key_${marker}`, [marker], id],
  )
  await database.query(
    `insert into oauth_grants (id, client_id, key_id, user_id, scopes, resource, expires_at)
     values ($1, $1, $2, $3, '{read}', $1, now() + interval '1 day')`,
    [`grant_${marker}`, `key_${marker}`, id],
  )
  await database.query(
    `insert into oauth_records (model, id_hash, payload, grant_id, expires_at)
     values ('AccessToken', md5($1), jsonb_build_object('aud', $1::text), $2, now() + interval '1 hour')`,
    [`token ${marker}`, `grant_${marker}`],
  )
  await database.query(
    `insert into oauth_records (model, id_hash, payload, expires_at)
     select model, md5($1 || payload), payload::jsonb, now() + interval '1 hour'
     from (values ('Session', '{"accountId":"outside:' || $2 || '"}'),
                  ('Interaction', '{"session":{"accountId":"key:key_' || $1 || '"}}'),
                  ('Interaction', '{"result":{"login":{"accountId":"outside:' || $2 || '"}}}')) as r(model, payload)`,
    [marker, userId],
  )
  await noteActivity()
  await rateLimit('chat', rateLimitSubject(owner, userId))
  await rollUpUsage()
  await noteRequest('GET /api/users', userId)
  return { userId, id }
}

/** The tables that have the marker in any column of any row. */
export async function tablesWith(database: Client, marker: string): Promise<string[]> {
  const { rows } = await database.query(
    `select table_name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  )
  const found: string[] = []
  for (const { table_name: table } of rows) {
    const all = await database.query(`select to_jsonb(t)::text as row from ${table} t`)
    if (all.rows.some(({ row }) => row.includes(marker))) found.push(table)
  }
  return found
}

/** The KV keys with the marker in their name or value. */
export async function keysWith(marker: string): Promise<string[]> {
  const found: string[] = []
  for (const key of await kv().keys('*')) {
    const type = await kv().type(key)
    const value = type === 'hash' ? await kv().hgetall(key) : type === 'string' ? await kv().get(key) : null
    if ((key + JSON.stringify(value)).includes(marker)) found.push(key)
  }
  return found
}
