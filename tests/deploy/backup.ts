import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { script } from '#tests/support/model'
import { chat, check, ended, startServer } from './server.ts'
import { startServices } from './services.ts'

/**
 * Tests the backup in docs/self-hosting.md: `backup.ts <folder of pg_dump>`. Dumps the database of a running server,
 * restores the dump into a new one, and continues there with an empty KV: conversations continue and open jobs end.
 */
const programs = process.argv[2] ?? '/usr/bin'
const services = await startServices()
const { postgres, model } = services
const dump = join(services.folder, 'gpts.dump')
const pg = (program: string, ...args: string[]) => promisify(execFile)(join(programs, program), args)
const vars = (database: string, redisDatabase: number) => ({
  DATABASE_URL: postgres.url(database),
  REDIS_URL: `${services.redisUrl}/${redisDatabase}`,
  OPENAI_BASE_URL: model.url,
  OPENAI_MODEL: 'fake-model',
  WEB_CONCURRENCY: '1',
})

try {
  await postgres.createDatabase('gpts')
  const before = await startServer(await services.port(), vars('gpts', 0))
  const first = await chat(before.url, { userId: 'ada', message: 'The first message.' })
  check('the server answers', first.response === 'echo: The first message.')
  const { conversationId } = first
  const open = await chat(before.url, {
    userId: 'ada',
    conversationId,
    message: script('open while it is dumped', { broken: 'hang' }, { answer: 'It ended after the restore.' }),
    wait: 0,
  })
  const waiting = await chat(before.url, {
    userId: 'ada',
    conversationId,
    message: 'And behind it.',
    wait: 0,
  })

  await pg('pg_dump', '--format=custom', `--file=${dump}`, postgres.url('gpts'))
  await before.stop('SIGKILL')
  await postgres.createDatabase('restored')
  await pg('pg_restore', '--no-owner', '--exit-on-error', `--dbname=${postgres.url('restored')}`, dump)

  const after = await startServer(await services.port(), vars('restored', 1))
  check('the job that ran has ended', (await ended(after.url, open.jobId)).status === 'completed')
  check('the job behind it has ended', (await ended(after.url, waiting.jobId)).status === 'completed')
  const next = await chat(after.url, { userId: 'ada', conversationId, message: 'The last message.' })
  check('the conversation continues', next.response === 'echo: The last message.')
  const history = model
    .calls('The last message.')
    .at(-1)!
    .messages.map(({ content }) => content)
  check('the model gets the earlier messages', history.includes('The first message.'))
  check('the model gets the answer of the open job', history.includes('It ended after the restore.'))
  check('ids continue', next.messageId > first.messageId)
  check('the restored server exits on SIGTERM', (await after.stop()) === 0)
} finally {
  await services.close()
}
