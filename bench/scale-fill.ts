import type { Client } from 'pg'

export type Sizes = { conversations: number; messages: number; jobs: number }

/**
 * Fills a database. User "ada" has most rows, and one conversation has 40 % of the messages and half of the jobs; 1,000
 * other users have the rest. A few percent of the jobs failed, were cancelled or wait. One conversation in 5,000 has a
 * rare model.
 */
export async function fill(database: Client, sizes: Sizes): Promise<void> {
  const { conversations, messages, jobs } = sizes
  const others = Math.ceil(conversations / 2)
  const inOne = Math.floor(messages * 0.4)
  const inEach = Math.max(2, Math.floor((messages - inOne) / (conversations + others)))
  const half = Math.floor(jobs / 2)
  const statements: [text: string, values: number[]][] = [
    [
      `insert into users (user_id) select case n when 1 then 'ada' else 'user-' || n end from generate_series(1, 1001) n`,
      [],
    ],
    [
      `insert into conversations (user_id, title, last_turn, created_at, updated_at)
       select case when n <= $1 then 1 else 2 + n % 1000 end, 'Conversation ' || n, case n when 1 then $3::int else $4::int end,
              now() - interval '1 year', now() - n * interval '1 second'
       from generate_series(1, $1::int + $2::int) n`,
      [conversations, others, Math.ceil(inOne / 2), Math.ceil(inEach / 2)],
    ],
    [
      `insert into messages (conversation_id, turn, role, content)
       select 1, (n + 1) / 2, case n % 2 when 1 then 'user' else 'assistant' end, repeat('word ', 20)
       from generate_series(1, $1::int) n`,
      [inOne],
    ],
    [
      `insert into messages (conversation_id, turn, role, content)
       select c, (n + 1) / 2, case n % 2 when 1 then 'user' else 'assistant' end, repeat('word ', 20)
       from generate_series(2, $1::int) c, generate_series(1, $2::int) n`,
      [conversations + others, inEach],
    ],
    [
      `insert into jobs (id, user_id, conversation_id, turn, status, request_hash, attempt, finished_at, error_code,
                         callback_url, created_at, model)
       select job_id_at(now() - ($1 - n) * interval '1 second') || lpad(to_hex(n), 20, '0'), c.user_id, c.id, case when n <= $2 then n else 1 end, state.status, 'hash', 1,
              case when state.status <> 'queued' then now() end, case state.status when 'failed' then 'model_timeout' end,
              case when n % 4 = 0 then 'https://example.com/hook' end, now() - ($1 - n) * interval '1 second',
              case when n % 5000 = 2 then 'rare' else 'usual' end
       from generate_series(1, $1::int) n
       cross join lateral (select case when n % 1000 = 1 then 'queued' when n % 100 = 2 then 'failed'
                                       when n % 100 = 3 then 'cancelled' else 'completed' end as status) state
       join conversations c on c.id = case when n <= $2 then 1 else 1 + n - $2 end`,
      [jobs, half],
    ],
    [
      `update messages m set job_id = j.id from jobs j
      where j.conversation_id = m.conversation_id and j.turn = m.turn and m.role = 'assistant' and j.status = 'completed'`,
      [],
    ],
    [
      `update conversations c
       set last_job_id = j.id, model = case when c.id % 5000 = 0 then 'rare' else 'usual' end,
           open_jobs = case j.status when 'queued' then 1 else 0 end,
           last_answered_at = case j.status when 'completed' then c.updated_at end
       from jobs j where j.conversation_id = c.id and j.turn = 1`,
      [],
    ],
    [
      `insert into webhook_deliveries (id, job_id, event, url, status, attempt, finished_at, created_at)
       select 'msg_' || id, id, 'job.completed', callback_url, state.status, 1,
              case state.status when 'pending' then null else now() end, created_at
       from jobs
       cross join lateral (select case when right(id, 2) = '00' then 'failed' when right(id, 2) = '04' then 'pending'
                                       else 'delivered' end as status) state
       where callback_url is not null`,
      [],
    ],
    [
      `insert into api_keys (id, name, prefix, key_hash, scopes, user_id, created_at)
       select 'key_' || n, 'Key', 'gpts_', 'hash-' || n, '{chat}', case when n % 2 = 0 then 1 else 2 + n % 1000 end,
              now() - n * interval '1 second'
       from generate_series(1, $1::int) n`,
      [Math.ceil(jobs / 10)],
    ],
    [
      `insert into oauth_grants (id, client_id, user_id, scopes, resource, payload, created_at, expires_at)
       select 'grant_' || n, 'client', case when n % 2 = 0 then 1 else 2 + n % 1000 end, '{chat}', 'http://localhost', '{}',
              now() - n * interval '1 second', now() + interval '1 day'
       from generate_series(1, $1::int) n`,
      [Math.ceil(jobs / 1000)],
    ],
    [
      `insert into oauth_records (model, id_hash, payload, grant_id, expires_at)
       select 'RefreshToken', 'token-' || id, '{}', id, expires_at from oauth_grants`,
      [],
    ],
    [
      `insert into event_subscriptions (id, principal, key_id, access, user_id, event, url, secret_digest, sealed_secret,
                                        verified_at, created_at, expires_at)
       select 'sub_' || id, id, id, '{chat}', user_id, 'job.failed', 'https://example.com/events', '', '', now(), created_at,
              now() + interval '1 day'
       from api_keys limit $1::int`,
      [Math.ceil(jobs / 100)],
    ],
    [
      `insert into webhook_endpoints (id, user_id, key_id, url, events, sealed_secret, created_at)
       select 'we_' || id, user_id, id, 'https://example.com/hook', '{job.failed}', '', created_at
       from api_keys limit $1::int`,
      [Math.ceil(jobs / 100)],
    ],
    [
      `insert into console_sessions (id, token_hash, account, key_id, user_id, created_at, expires_at)
       select 'session_' || id, id, 'key:' || id, id, user_id, created_at, now() + interval '1 day'
       from api_keys limit $1::int`,
      [Math.ceil(jobs / 100)],
    ],
    ['vacuum analyze', []],
  ]
  for (const [text, values] of statements) await database.query(text, values)
}
