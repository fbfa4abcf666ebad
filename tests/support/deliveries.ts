import type { Client } from 'pg'
import { accept, answerJob } from '#tests/support/jobs'

type Given = { jobId?: string; event?: string; url?: string }

/** The id of a new delivery for the end of a job: the given one, or else a new answered job. */
export async function newDelivery(database: Client, given: Given = {}): Promise<string> {
  const jobId = given.jobId ?? (await answeredJob())
  const { event = 'job.completed', url = 'https://receiver.example/' } = given
  const { rows } = await database.query(
    'insert into webhook_deliveries (job_id, event, url) values ($1, $2, $3) returning id',
    [jobId, event, url],
  )
  return rows[0].id
}

/** The id of a new answered job. */
export async function answeredJob(): Promise<string> {
  const { job_id } = await accept()
  await answerJob(job_id)
  return job_id
}

/** Moves the clock of one delivery: every time in its schedule becomes `seconds` older. */
export async function ageDelivery(database: Client, id: string, seconds: number): Promise<void> {
  await database.query(
    `update webhook_deliveries set next_attempt_at = next_attempt_at - $2 * interval '1 second',
                                   dispatched_at = dispatched_at - $2 * interval '1 second',
                                   lease_until = lease_until - $2 * interval '1 second'
     where id = $1`,
    [id, seconds],
  )
}

/** The row of one delivery, with the seconds until it is due. */
export async function deliveryRow(database: Client, id: string): Promise<Record<string, unknown>> {
  const { rows } = await database.query(
    `select *, extract(epoch from next_attempt_at - now())::float as due_in
     from webhook_deliveries where id = $1`,
    [id],
  )
  return rows[0]
}

/** The log of a delivery, oldest first. */
export async function attemptsOf(database: Client, id: string): Promise<Record<string, unknown>[]> {
  const { rows } = await database.query(
    'select attempt, status_code, error from webhook_attempts where delivery_id = $1 order by attempt',
    [id],
  )
  return rows
}
