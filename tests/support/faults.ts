import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { Client as QStash } from '@upstash/qstash'
import { Client as Postgres } from 'pg'
import { expect, vi } from 'vitest'
import { messageEvent } from '#lib/queue/inngest'
import { dueChannel } from '#lib/queue/postgres/notify'
import { type Answer, chat } from '#tests/support/api'
import { atEnd } from '#tests/support/ending'
import type { TestApp } from '#tests/support/services'

/** A client to read a database and to move its clock, until the end of the file. */
export async function openDatabase(url: string): Promise<Postgres> {
  const client = new Postgres({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  atEnd(() => client.end())
  return client
}

/** Signs a body and delivers it to a worker as the queue does. Returns the message id, if the queue has one. */
export async function deliver(
  app: TestApp,
  worker: string,
  body: Record<string, unknown> = {},
): Promise<string> {
  if (app.queue === 'postgres') return deliverFromPostgres(app, worker, body)
  if (app.inngest) return app.inngest.send({ name: messageEvent(worker), data: body })
  const url = `${app.vars.PUBLIC_URL}/api/workers/${worker}`
  const { messageId } = await qstash(app).publishJSON({ url, body })
  return messageId
}

/** The Postgres queue finds due jobs itself: this makes the job due, or calls the scheduled worker as cron does. */
async function deliverFromPostgres({ vars, server }: TestApp, worker: string, body: object): Promise<string> {
  if (worker !== 'completion') {
    const headers = { authorization: `Bearer ${vars.CRON_SECRET}` }
    const response = await fetch(`${server.url}/api/cron/${worker}`, { headers })
    if (!response.ok) throw new Error(`The ${worker} answered ${response.status}.`)
    return ''
  }
  const client = new Postgres({ connectionString: vars.DATABASE_URL })
  await client.connect()
  await client.query('update jobs set next_attempt_at = least(next_attempt_at, now()) where id = $1', [
    (body as { jobId: string }).jobId,
  ])
  await client.query("select pg_notify($1, 'tests')", [dueChannel])
  await client.end()
  return ''
}

/** The result of a delivery: `DELIVERED`, or `FAILED` if it became a dead letter. */
export async function untilDelivered(app: TestApp, messageId: string): Promise<string> {
  const lastState = async () => {
    const run = app.inngest?.runs().find(({ event }) => event.id === messageId)
    if (app.inngest) return run && { completed: 'DELIVERED', failed: 'FAILED' }[run.status as string]
    const { logs } = await qstash(app).logs()
    return logs.find((entry) => entry.messageId === messageId)?.state
  }
  await expect.poll(lastState).toMatch(/DELIVERED|FAILED/)
  return (await lastState())!
}

function qstash({ vars }: TestApp): QStash {
  return new QStash({
    baseUrl: vars.QSTASH_URL,
    token: vars.QSTASH_TOKEN!,
    devMode: false,
    enableTelemetry: false,
  })
}

/** Sends a message, and repeats it with the same key while the answer takes longer than one wait, as a client does. */
export async function chatToEnd(body: Record<string, unknown>, baseUrl: string): Promise<Answer> {
  const request = { idempotencyKey: crypto.randomUUID(), ...body }
  for (;;) {
    const answer = await chat(request, { baseUrl })
    if (answer.status !== 202) return answer
  }
}

/**
 * Moves a job's times into the past, as if its delivery was lost and its worker is dead. A worker that is alive
 * may still renew its lease: see `endLease`.
 */
export async function letTimePass(db: Postgres, jobId: string): Promise<void> {
  await db.query(
    `update jobs set dispatched_at = now() - interval '5 minutes',
                     next_attempt_at = least(next_attempt_at, now() - interval '4 minutes'),
                     lease_until = lease_until - interval '1 hour'
     where id = $1`,
    [jobId],
  )
}

/** Ends the lease of a job's attempt and sweeps, until that attempt has ended: its worker may renew the lease. */
export async function endLease(app: TestApp, db: Postgres, jobId: string, attempt = 1): Promise<void> {
  const end = async () => {
    await db.query(
      `update jobs set dispatched_at = now() - interval '5 minutes', lease_until = now() - interval '1 hour'
       where id = $1 and attempt = $2 and status = 'running'`,
      [jobId, attempt],
    )
    await deliver(app, 'sweep')
    const { rows } = await db.query('select status, attempt from jobs where id = $1', [jobId])
    expect(rows).not.toEqual([{ status: 'running', attempt }])
  }
  await vi.waitFor(end, { timeout: 60_000, interval: 1_000 })
}

/** Checks that the database has exactly the rows of a job that was answered once. */
export async function expectAnsweredOnce(db: Postgres, jobId: string, answer: string): Promise<void> {
  const { rows } = await db.query(
    `select j.status, j.attempt = l.attempt as "ledgerHasTheAttempt", c.open_jobs as "openJobs",
            (select array_agg(content) from messages where job_id = j.id) as answers
     from jobs j join conversations c on c.id = j.conversation_id
     left join usage_ledger l on l.job_id = j.id and not l.estimated where j.id = $1`,
    [jobId],
  )
  expect(rows).toEqual([{ status: 'completed', ledgerHasTheAttempt: true, openJobs: 0, answers: [answer] }])
}

/** Accepts connections at a port and never responds. */
export async function startSilence(port: number): Promise<{ close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
