import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { type Step, steps } from './kills.ts'
import type { Profile, ProfileOptions } from './profile.ts'
import { startSelfHostedServices } from './services.ts'
import { startPostgresKillPoints, startRedisKillPoints } from './tcp-kill-points.ts'

/** Steps without a kill point: Postgres is the queue, so nothing is sent, and the statement that ends a job releases the next. */
const absent = new Set<Step>([
  'before a job is sent',
  'before the next is released',
  'job sent, sender not told',
  'before a lost job is sent again',
])

/** PostgreSQL and Redis over TCP, and PostgreSQL as the queue. Each server is several processes. */
export async function startSelfHosted(options: ProfileOptions): Promise<Profile> {
  const { killer, onClose } = options
  const { database, vars, stopKv } = await startSelfHostedServices(options)
  const redis = { host: '127.0.0.1', port: Number(new URL(vars.REDIS_URL).port) }
  return {
    database: database.pool,
    steps: steps.filter((step) => !absent.has(step)),
    varsFor: async (name) => {
      const postgresProxy = await startPostgresKillPoints(name, database, killer, onClose)
      const redisProxy = await startRedisKillPoints(name, redis, killer, onClose)
      const url = new URL(database.url)
      url.port = String(postgresProxy.port)
      return { ...vars, DATABASE_URL: url.href, REDIS_URL: `redis://127.0.0.1:${redisProxy.port}` }
    },
    jobsOf: (_, pids, questions) => () => jobsAtWork(database.pool, pids, questions),
    open: () => 0,
    deliveries: {},
    calmDown: () => {},
    runWorker: async (worker) => {
      const firing = worker === 'sweep' ? '1 minute' : '1 hour'
      await database.pool.query(`update schedules set ran_for = ran_for - $2::interval where name = $1`, [
        worker,
        firing,
      ])
    },
    crashDatabase: database.crash,
    stopKv,
  }
}

const timeoutMs = 10_000

/**
 * The jobs that these processes had claimed, and the jobs of these questions: an attempt may still run after another
 * attempt took over its job. PostgreSQL may be restarting, so the query may take a while.
 */
async function jobsAtWork(database: Pool, pids: number[], questions: string[]): Promise<string[]> {
  const deadlineMs = Date.now() + timeoutMs
  for (;;) {
    const found = await database
      .query<{ id: string }>(
        `select j.id from jobs j join processes p on p.id = j.process_id
         where j.status = 'running' and p.pid = any($1::int[])
         union
         select j.id from jobs j join messages m using (conversation_id, turn)
         where m.role = 'user' and coalesce(m.items->-1->>'output', m.content) = any($2)`,
        [pids, questions],
      )
      .catch(() => undefined)
    if (found) return found.rows.map(({ id }) => id)
    if (Date.now() > deadlineMs) throw new Error('The database did not come back.')
    await sleep(50)
  }
}
