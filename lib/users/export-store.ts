import { sql } from '#lib/db/index'
import { tunables } from '#lib/tunables'

/** One row of a table without its user id: the database's column names, exact decimals as text. */
export type Row = Record<string, unknown>

/** A page of rows, each with the key after which the next page starts. */
export type Page = { row: Row; after: string[] }[]

/** Counts the lines that an export would have now, by type; undefined if the user does not exist. */
export async function countRows(userId: string) {
  const [row] = await sql<{ id: number; counts: Record<string, number> }>('countRows')`
    select u.id, json_build_object(
      'user', 1,
      'apiKey', (select count(*) from api_keys where user_id = u.id),
      'signIn', (select count(*) from oauth_grants where user_id = u.id),
      'session', (select count(*) from console_sessions where user_id = u.id),
      'budget', (select count(*) from budgets where user_id = u.id),
      'webhookEndpoint', (select count(*) from webhook_endpoints where user_id = u.id),
      'eventSubscription', (select count(*) from event_subscriptions where user_id = u.id),
      'requests', (select count(*) from api_usage where user_id = u.id),
      'activity', (select count(*) from user_activity where user_id = u.id),
      'conversation', (select count(*) from conversations where user_id = u.id),
      'message', (select count(*) from messages m join conversations c on c.id = m.conversation_id
                  where c.user_id = u.id),
      'job', (select count(*) from jobs where user_id = u.id),
      'jobAttempt', (select count(*) from job_attempts a join jobs j on j.id = a.job_id where j.user_id = u.id),
      'budgetReservation', (select count(*) from budget_reservations r join jobs j on j.id = r.job_id
                            where j.user_id = u.id),
      'webhookDelivery', (select count(*) from webhook_deliveries where user_id = u.id),
      'webhookAttempt', (select count(*) from webhook_attempts a
                         join webhook_deliveries d on d.id = a.delivery_id where d.user_id = u.id),
      'usage', (select count(*) from usage_ledger where user_id = u.id),
      'usageFailure', (select count(*) from usage_failures where user_id = u.id),
      'usageSum', (select count(*) from usage_rollups where user_id = u.id)) as counts
    from users u where u.user_id = ${userId}`
  return row
}

/** The user's own row; empty if the user was deleted. */
export async function findUserRow(id: number): Promise<Row[]> {
  return rows(await sql<{ row: Row }>('findUserRow')`select to_jsonb(u) as row from users u where id = ${id}`)
}

const rows = (found: { row: Row }[]) => found.map(({ row }) => row)

/** The user's keys, without their hashes. */
export async function findApiKeyRows(id: number): Promise<Row[]> {
  return rows(
    await sql<{ row: Row }>('findApiKeyRows')`
      select to_jsonb(k) - 'user_id' - 'key_hash' as row from api_keys k where user_id = ${id} order by k.id`,
  )
}

/** The grants of the user, each with the times of its codes and tokens, without their hashes. */
export async function findSignInRows(id: number): Promise<Row[]> {
  return rows(
    await sql<{ row: Row }>('findSignInRows')`
      select to_jsonb(g) - 'user_id' - 'payload' - 'owner_mark' || jsonb_build_object('tokens', coalesce(
               (select jsonb_agg(jsonb_build_object('kind', model, 'createdAt', created_at, 'usedAt', consumed_at,
                                                    'expiresAt', expires_at) order by created_at)
                from oauth_records where grant_id = g.id), '[]')) as row
      from oauth_grants g where user_id = ${id} order by g.id`,
  )
}

/** The user's console sessions, without their token hashes. */
export async function findSessionRows(id: number): Promise<Row[]> {
  return rows(
    await sql<{ row: Row }>('findSessionRows')`
      select to_jsonb(s) - 'user_id' - 'token_hash' - 'owner_mark' as row
      from console_sessions s where user_id = ${id} order by s.id`,
  )
}

/** The user's budgets: at most one for each period and unit. */
export async function findBudgetRows(id: number): Promise<Row[]> {
  return rows(
    await sql<{ row: Row }>('findBudgetRows')`
      select to_jsonb(b) - 'user_id' || jsonb_build_object(
               'soft_limit', soft_limit::text, 'hard_limit', hard_limit::text, 'spent', spent::text,
               'reserved', reserved::text) as row
      from budgets b where user_id = ${id} order by b.id`,
  )
}

/** The user's webhook endpoints, without their secrets. */
export async function findEndpointRows(id: number): Promise<Row[]> {
  return rows(
    await sql<{ row: Row }>('findEndpointRows')`
      select to_jsonb(e) - 'user_id' - 'sealed_secret' - 'sealed_previous_secret' as row
      from webhook_endpoints e where user_id = ${id} order by id`,
  )
}

/** The subscriptions to the user's events, without their secrets. */
export async function findSubscriptionRows(id: number): Promise<Row[]> {
  return rows(
    await sql<{ row: Row }>('findSubscriptionRows')`
      select to_jsonb(s) - 'user_id' - 'owner_mark' - 'sealed_secret' - 'sealed_previous_secret' as row
      from event_subscriptions s where user_id = ${id} order by id`,
  )
}

/** The user's counts of requests: one for each endpoint. */
export async function findRequestRows(id: number): Promise<Row[]> {
  return rows(
    await sql<{ row: Row }>('findRequestRows')`
      select to_jsonb(a) - 'user_id' as row from api_usage a where user_id = ${id} order by endpoint`,
  )
}

/** The time of the user's last message, if it has been noted. */
export async function findActivityRows(id: number): Promise<Row[]> {
  return rows(
    await sql<{ row: Row }>('findActivityRows')`
      select to_jsonb(a) - 'user_id' as row from user_activity a where user_id = ${id}`,
  )
}

/** One page of the user's conversations, by id. */
export async function findConversationRows(id: number, [after = '0']: string[]): Promise<Page> {
  return sql<Page[number]>('findConversationRows')`
    select to_jsonb(c) - 'user_id' as row, array[c.id::text] as after
    from conversations c where user_id = ${id} and c.id > ${after}::int
    order by c.id limit ${tunables.exportTexts}`
}

/** The messages of these conversations, grouped by conversation. */
export async function findMessageRows(conversations: number[], after: string[]): Promise<Page> {
  const [conversation = '0', turn = '0', message = '0'] = after
  return sql<Page[number]>('findMessageRows')`
    select to_jsonb(m) as row, array[m.conversation_id::text, m.turn::text, m.id::text] as after
    from unnest(${conversations}::int[]) c (id)
    cross join lateral (
      select page.* from messages page
      where page.conversation_id = c.id
        and (page.turn, page.id) > (case c.id when ${conversation}::int then ${turn}::int else 0 end,
                                    case c.id when ${conversation}::int then ${message}::int else 0 end)
      order by page.turn, page.id limit ${tunables.exportTexts}::int) m
    where c.id >= ${conversation}::int
    order by c.id, m.turn, m.id limit ${tunables.exportTexts}::int`
}

/** One page of the user's jobs, by id. */
export async function findJobRows(id: number, [after = '']: string[]): Promise<Page> {
  return sql<Page[number]>('findJobRows')`
    select to_jsonb(j) - 'user_id' as row, array[j.id] as after
    from jobs j where user_id = ${id} and j.id > ${after} order by j.id limit ${tunables.exportTexts}`
}

/** The attempts of these jobs that ended without an answer. */
export async function findJobAttemptRows(jobs: string[], after: string[]): Promise<Page> {
  const [job = '', attempt = '0'] = after
  return sql<Page[number]>('findJobAttemptRows')`
    select to_jsonb(a) as row, array[a.job_id, a.attempt::text] as after
    from job_attempts a
    where job_id = any (${jobs}::text[]) and (a.job_id, a.attempt) > (${job}, ${attempt}::int)
    order by a.job_id, a.attempt limit ${tunables.exportRows}`
}

/** The budget reservations of these jobs. */
export async function findReservationRows(jobs: string[], after: string[]): Promise<Page> {
  const [job = '', attempt = '0', budget = '0'] = after
  return sql<Page[number]>('findReservationRows')`
    select to_jsonb(r) || jsonb_build_object('amount', amount::text) as row,
           array[r.job_id, r.attempt::text, r.budget_id::text] as after
    from budget_reservations r
    where job_id = any (${jobs}::text[])
      and (r.job_id, r.attempt, r.budget_id) > (${job}, ${attempt}::int, ${budget}::int)
    order by r.job_id, r.attempt, r.budget_id limit ${tunables.exportRows}`
}

/** The user's webhook deliveries without a job: tests and budget events. */
export async function findOtherDeliveryRows(id: number, [after = '']: string[]): Promise<Page> {
  return sql<Page[number]>('findOtherDeliveryRows')`
    select to_jsonb(d) - 'user_id' as row, array[d.id] as after
    from webhook_deliveries d
    where user_id = ${id} and job_id is null and d.id > ${after}
    order by d.id limit ${tunables.exportTexts}`
}

/** The webhook deliveries of these jobs that their user may see. */
export async function findDeliveryRows(jobs: string[], after: string[]): Promise<Page> {
  const [job = '', delivery = ''] = after
  return sql<Page[number]>('findDeliveryRows')`
    select to_jsonb(d) - 'user_id' as row, array[d.job_id, d.id] as after
    from webhook_deliveries d
    where job_id = any (${jobs}::text[]) and d.user_id is not null and (d.job_id, d.id) > (${job}, ${delivery})
    order by d.job_id, d.id limit ${tunables.exportTexts}`
}

/** The log of these deliveries. */
export async function findAttemptRows(deliveries: string[], after: string[]): Promise<Page> {
  const [delivery = '', attempt = '0'] = after
  return sql<Page[number]>('findAttemptRows')`
    select to_jsonb(a) as row, array[a.delivery_id, a.attempt::text] as after
    from webhook_attempts a
    where delivery_id = any (${deliveries}::text[]) and (a.delivery_id, a.attempt) > (${delivery}, ${attempt}::int)
    order by a.delivery_id, a.attempt limit ${tunables.exportRows}`
}

/** The page key holds the time as text, because a Date has no microseconds. */
export async function findLedgerRows(id: number, after: string[]): Promise<Page> {
  const [at = '-infinity', job = '', attempt = '0'] = after
  return sql<Page[number]>('findLedgerRows')`
    select to_jsonb(l) - 'user_id' || jsonb_build_object('cost', cost::text) as row,
           array[l.created_at::text, l.job_id, l.attempt::text] as after
    from usage_ledger l
    where user_id = ${id} and (l.created_at, l.job_id, l.attempt) > (${at}::timestamptz, ${job}, ${attempt}::int)
    order by l.created_at, l.job_id, l.attempt limit ${tunables.exportRows}`
}

/** One page of the user's failures in the usage, by time. */
export async function findFailureRows(id: number, after: string[]): Promise<Page> {
  const [at = '-infinity', job = '', attempt = '0'] = after
  return sql<Page[number]>('findFailureRows')`
    select to_jsonb(f) - 'user_id' as row, array[f.created_at::text, f.job_id, f.attempt::text] as after
    from usage_failures f
    where user_id = ${id} and (f.created_at, f.job_id, f.attempt) > (${at}::timestamptz, ${job}, ${attempt}::int)
    order by f.created_at, f.job_id, f.attempt limit ${tunables.exportRows}`
}

/** One page of the user's usage sums, by granularity and time. */
export async function findRollupRows(id: number, after: string[]): Promise<Page> {
  const [granularity = '', bucket = '-infinity', model = '', key = ''] = after
  return sql<Page[number]>('findRollupRows')`
    select to_jsonb(r) - 'user_id' - 'everybody' || jsonb_build_object('cost', cost::text) as row,
           array[granularity, bucket::text, model, coalesce(key_id, '')] as after
    from usage_rollups r
    where user_id = ${id}
      and (granularity, bucket, model, coalesce(key_id, '')) > (${granularity}, ${bucket}::timestamptz, ${model}, ${key})
    order by granularity, bucket, model, coalesce(key_id, '') limit ${tunables.exportRows}`
}
