import { sql } from '#lib/db/index'

/** A stored record of the provider. */
export type Payload = Record<string, unknown>
export type RecordRow = { payload: Payload; consumedAt: number | null }

/** Inserts or updates a record. */
export async function putRecord(record: {
  model: string
  idHash: string
  payload: Payload
  grantId: string | null
  uid: string | null
  ttlSeconds: number
}): Promise<void> {
  const { model, idHash, payload, grantId, uid, ttlSeconds } = record
  await sql('putRecord')`
    insert into oauth_records (model, id_hash, payload, grant_id, uid, expires_at)
    values (${model}, ${idHash}, ${JSON.stringify(payload)}::jsonb, ${grantId}, ${uid},
            now() + make_interval(secs => ${ttlSeconds}::float8))
    on conflict (model, id_hash) do update
    set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
        expires_at = excluded.expires_at`
}

/** Finds a record that has not expired. */
export async function findRecord(model: string, idHash: string): Promise<RecordRow | undefined> {
  const [row] = await sql<RecordRow>('findRecord')`
    select payload, extract(epoch from consumed_at)::float8 as "consumedAt" from oauth_records
    where model = ${model} and id_hash = ${idHash} and expires_at > now()`
  return row
}

/** Finds a record by its uid, the public name of a session. */
export async function findRecordByUid(model: string, uid: string): Promise<RecordRow | undefined> {
  const [row] = await sql<RecordRow>('findRecordByUid')`
    select payload, extract(epoch from consumed_at)::float8 as "consumedAt" from oauth_records
    where uid = ${uid} and model = ${model} and expires_at > now()`
  return row
}

/** Marks a code or token as used. Only one of several callers gets true. */
export async function consumeRecord(model: string, idHash: string): Promise<boolean> {
  const rows = await sql('consumeRecord')`
    update oauth_records set consumed_at = now()
    where model = ${model} and id_hash = ${idHash} and consumed_at is null returning 1`
  return rows.length > 0
}

/** Deletes a record, if it exists. */
export async function deleteRecord(model: string, idHash: string): Promise<void> {
  await sql('deleteRecord')`delete from oauth_records where model = ${model} and id_hash = ${idHash}`
}

/** Deletes the records of a model that belong to a grant. Returns their hashes. */
export async function deleteRecordsOfGrant(model: string, grantId: string): Promise<string[]> {
  const rows = await sql<{ id_hash: string }>('deleteRecordsOfGrant')`
    delete from oauth_records where grant_id = ${grantId} and model = ${model} returning id_hash`
  return rows.map(({ id_hash }) => id_hash)
}

/** Deletes expired records and grants, at most `limit` of each. Returns the count. */
export async function deleteExpiredRecords(limit: number): Promise<number> {
  const [row] = await sql<{ count: number }>('deleteExpiredRecords')`
    with records as (
      delete from oauth_records where ctid = any (array(
        select ctid from oauth_records where expires_at < now() limit ${limit}::int))
      returning 1
    ), grants as (
      delete from oauth_grants where id = any (array(
        select id from oauth_grants where expires_at < now() limit ${limit}::int))
      returning 1
    )
    select ((select count(*) from records) + (select count(*) from grants))::int as count`
  return row!.count
}

/**
 * Deletes the sign-ins in progress of an external user and of every deleted key, so a deleted person's data does not stay
 * until they expire.
 */
export async function deleteSignInsUnderWay(userId: string): Promise<void> {
  await sql('deleteSignInsUnderWay')`
    delete from oauth_records where (model, id_hash) in (
      select r.model, r.id_hash
      from oauth_records r
      cross join lateral (select coalesce(r.payload ->> 'accountId', r.payload #>> '{session,accountId}',
                                          r.payload #>> '{result,login,accountId}') as account) a
      where r.model in ('Session', 'Interaction')
        and (a.account = ${`outside:${userId}`}
             or (a.account like 'key:%' and not exists (select from api_keys k where k.id = substr(a.account, 5)))))`
}
