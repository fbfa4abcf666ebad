import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Client } from '@upstash/qstash'
import { expect, inject, it, onTestFinished } from 'vitest'
import { startQStash } from '#emulators/qstash/server'
import { schedules } from '#lib/queue/schedules'
import { root } from '#local/server'
import { startInngest } from '#tests/support/inngest'
import { inngestKeys, secrets } from '#tests/support/secrets'
import { inngestVars } from '#tests/support/services'
import { workers } from '#workers/registry'

const qstashVars = {
  QSTASH_TOKEN: secrets.qstashToken,
  QSTASH_CURRENT_SIGNING_KEY: secrets.qstashCurrentSigningKey,
  QSTASH_NEXT_SIGNING_KEY: secrets.qstashNextSigningKey,
}

/** Runs `npm run schedules` with these variables, and returns its exit code and output. */
async function runSchedules(vars: Record<string, string>, others = inject('appVars')) {
  const env = { ...process.env, ...others, PUBLIC_URL: 'https://api.example', ...vars }
  const script = promisify(execFile)(process.execPath, ['workers/schedules.ts'], { cwd: root, env })
  return script.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stderr }) => ({ code: code as number, output: stderr as string }),
  )
}

it('sets up the schedules on QStash only once, however often it runs', async () => {
  const queue = await startQStash({
    port: 0,
    token: secrets.qstashToken,
    currentSigningKey: secrets.qstashCurrentSigningKey,
    nextSigningKey: secrets.qstashNextSigningKey,
  })
  onTestFinished(() => queue.close())
  for (const _ of [1, 2])
    expect(await runSchedules({ QUEUE: 'qstash', ...qstashVars, QSTASH_URL: queue.url })).toEqual({
      code: 0,
      output: `Scheduled on QStash: ${schedules.map(({ worker }) => worker).join(', ')}\n`,
    })
  const client = new Client({
    baseUrl: queue.url,
    token: secrets.qstashToken,
    devMode: false,
    enableTelemetry: false,
  })
  const found = (await client.schedules.list()).toSorted((a, b) => (a.scheduleId < b.scheduleId ? 1 : -1))
  expect(found).toMatchObject([
    { scheduleId: 'sweep', cron: '*/5 * * * *', destination: 'https://api.example/api/workers/sweep' },
    { scheduleId: 'rollup', cron: '7 * * * *', destination: 'https://api.example/api/workers/rollup' },
  ])
})

it('registers functions and schedules with Inngest, without a running server', async () => {
  const inngest = await startInngest(inngestKeys)
  onTestFinished(() => inngest.close())
  for (const _ of [1, 2])
    expect(await runSchedules(inngestVars(inngest))).toEqual({
      code: 0,
      output: `Registered with Inngest: ${Object.keys(workers).join(', ')}\n`,
    })
  const sweep = inngest.functions().find(({ id }) => id === 'gpts-sweep')
  expect(sweep?.triggers).toContainEqual({ cron: '*/5 * * * *' })
  expect(sweep?.steps.step?.runtime.url).toContain('https://api.example/api/inngest?')
})

it('needs only the queue’s own variables and PUBLIC_URL, as with npm run dev', async () => {
  const inngest = await startInngest(inngestKeys)
  onTestFinished(() => inngest.close())
  const done = await runSchedules(inngestVars(inngest), {})
  expect(done).toEqual({ code: 0, output: expect.stringContaining('Registered with Inngest') })
})

it('fails with the reason when Inngest is unreachable, and names missing variables', async () => {
  const inngest = await startInngest(inngestKeys)
  await inngest.close()
  const refused = await runSchedules(inngestVars(inngest))
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringContaining('Inngest rejected the functions'),
  })
  const missing = await runSchedules({ QUEUE: 'inngest' })
  expect(missing).toMatchObject({
    code: 1,
    output: expect.stringContaining('INNGEST_SIGNING_KEY is missing'),
  })
})

it('says that nothing needs to be set up when the queue is PostgreSQL', async () => {
  const done = await runSchedules({ QUEUE: 'postgres' })
  expect(done).toEqual({ code: 0, output: expect.stringContaining('Nothing needs to be set up') })
})

it('leaves the schedules of production unchanged in a preview', async () => {
  expect(await runSchedules({ VERCEL_ENV: 'preview', QUEUE: 'inngest' })).toEqual({ code: 0, output: '' })
})
