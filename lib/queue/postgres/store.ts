import { sql } from '#lib/db/index'
import { processId } from '#lib/process-id'
import type { ProcessIdentity } from '#lib/queue/postgres/machine'
import { tunables } from '#lib/tunables'

type Neighbour = { id: string; pid: number; pidStarted: string | null }

export type Beat = {
  /** True when this process had no row: at its first heartbeat, or after others considered it dead. */
  registered: boolean
  /** True when the heartbeat of any process has stopped. */
  hasDead: boolean
  /** The other processes of this machine. */
  neighbours: Neighbour[]
}

/** Stores a heartbeat of this process. Registers the process when it has no row. */
export async function beat({ host, machine, pid, pidStarted }: ProcessIdentity): Promise<Beat> {
  const [row] = await sql<Beat>('beat')`
    with own as (
      insert into processes (id, host, machine, pid, pid_started)
      values (${processId}, ${host}, ${machine}, ${pid}, ${pidStarted})
      on conflict (id) do update set heartbeat_at = now()
      returning started_at = now() as registered
    )
    select own.registered,
           exists (select from processes
                   where heartbeat_at <= now() - make_interval(secs => ${tunables.processDeadSeconds}::float)
                     and id <> ${processId}) as "hasDead",
           (select coalesce(json_agg(json_build_object('id', id, 'pid', pid, 'pidStarted', pid_started)), '[]')
            from processes where machine = ${machine} and id <> ${processId}) as neighbours
    from own`
  return row!
}

export type Freed = { processes: number; jobs: number; deliveries: number }

/**
 * Frees the leases of dead processes: those in `gone`, with `andSilent` those whose heartbeat stopped, and those whose
 * row was removed before. Their jobs and deliveries can be claimed again, and the interrupted attempts count.
 */
export async function freeDead(gone: string[], andSilent = true): Promise<Freed> {
  const deadSeconds = andSilent ? tunables.processDeadSeconds : null
  const [row] = await sql<Freed>('freeDead')`
    select * from free_dead_processes(${gone}::text[], ${deadSeconds}::float)`
  return row!
}

/**
 * Releases the jobs and deliveries of this process and removes its row. They can be claimed at once, and the attempts
 * do not count. Returns the number of released jobs and deliveries.
 */
export async function releaseOwn(): Promise<number> {
  const [row] = await sql<{ released: number }>('releaseOwn')`
    select release_process(${processId}) as released`
  return row!.released
}

export type Due = {
  jobs: boolean
  deliveries: boolean
  /** The time until the next job or delivery is due; null when that is after the next scan. */
  nextInSeconds: number | null
}

/** Looks for work that is due now or before the next scan. A job that waits for its turn counts as due. */
export async function lookForDue(): Promise<Due> {
  const [row] = await sql<Due>('lookForDue')`
    with soon as (
      select now() + make_interval(secs => ${tunables.dueScanMs / 1000}::float) as until
    )
    select exists (select from jobs where status = 'queued' and next_attempt_at <= now())
             or exists (select from jobs where status = 'running' and lease_until <= now()) as jobs,
           exists (select from webhook_deliveries where status = 'pending' and next_attempt_at <= now()
                   and (lease_until is null or lease_until <= now())) as deliveries,
           extract(epoch from least(
             (select min(next_attempt_at) from jobs
              where status = 'queued' and next_attempt_at > now() and next_attempt_at <= soon.until),
             (select min(next_attempt_at) from webhook_deliveries
              where status = 'pending' and next_attempt_at > now() and next_attempt_at <= soon.until)
           ) - now())::float as "nextInSeconds"
    from soon`
  return row!
}

/** Returns the number of processes that run jobs, and how many whole seconds the oldest due job has waited. */
export async function findLag(): Promise<{ processes: number; lagSeconds: number }> {
  const [row] = await sql<{ processes: number; lagSeconds: number }>('findLag')`
    select (select count(*)::int from processes
            where heartbeat_at > now() - make_interval(secs => ${tunables.processDeadSeconds}::float)) as processes,
           coalesce((select extract(epoch from now() - j.next_attempt_at)::int from jobs j
                     where j.status = 'queued' and j.next_attempt_at <= now()
                       and not exists (select from jobs_ahead(j))
                     order by j.next_attempt_at limit 1), 0) as "lagSeconds"`
  return row!
}

/** A schedule of `lib/queue/schedules.ts`: it fires `offsetSeconds` after each whole multiple of `everySeconds`. */
export type Firing = { worker: string; everySeconds: number; offsetSeconds: number }

/**
 * Claims the schedules that fired since their last complete run and that no live process runs. Exactly one of several
 * callers gets each schedule. Several missed firings make one run. Returns the latest firing.
 */
export async function claimSchedules(firings: Firing[]): Promise<{ name: string; firedAt: string }[]> {
  return sql<{ name: string; firedAt: string }>('claimSchedules')`
    with fired as (
      select worker as name, to_timestamp(floor((extract(epoch from now()) - "offsetSeconds") / "everySeconds")
                                          * "everySeconds" + "offsetSeconds") as at
      from jsonb_to_recordset(${JSON.stringify(firings)}::jsonb)
        as f(worker text, "everySeconds" int, "offsetSeconds" int)
    ), due as (
      select fired.name from fired left join schedules s on s.name = fired.name
      where s.name is null or s.ran_for < fired.at and (
        s.process_id is null or s.process_id = ${processId}
        or not exists (select from processes p where p.id = s.process_id))
    ), taken as (
      insert into schedules as s (name, process_id) select name, ${processId} from due
      on conflict (name) do update set process_id = excluded.process_id
      where s.ran_for < (select at from fired where fired.name = s.name) and (
        s.process_id is null or s.process_id = ${processId}
        or not exists (select from processes p where p.id = s.process_id))
      returning name
    )
    select fired.name, fired.at::text as "firedAt" from taken join fired on fired.name = taken.name`
}

/** Records a complete run. Changes nothing when another process has claimed the schedule in the meantime. */
export async function endSchedule(name: string, firedAt: string): Promise<void> {
  await sql('endSchedule')`
    update schedules set ran_for = ${firedAt}::timestamptz, process_id = null
    where name = ${name} and process_id = ${processId}`
}
