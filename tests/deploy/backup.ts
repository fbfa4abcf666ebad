import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { delimiter, resolve } from 'node:path'
import { promisify } from 'node:util'
import { script } from '#tests/support/model'
import { chat, check, ended, startServer } from './server.ts'
import { startServices } from './services.ts'

/**
 * Tests the backup in docs/self-hosting.md: `backup.ts <folder of pg_dump>`. Dumps the database of a running server and
 * restores the dump into a new one, by the page's own lines. Continues there with an empty KV: conversations continue and
 * open jobs end.
 */
const programs = resolve(process.argv[2] ?? '/usr/bin')
const services = await startServices()
const { postgres, model } = services
const page = await readFile('docs/self-hosting.md', 'utf8')

/** Runs the page's line with this program. The connection is that of the local PostgreSQL. */
function runLine(program: string) {
  const [, line] = new RegExp(`^runuser -u gpts -- (${program} .*)$`, 'm').exec(page)!
  const { hostname, port, username, password } = new URL(postgres.url('gpts'))
  const connection = { PGHOST: hostname, PGPORT: port, PGUSER: username, PGPASSWORD: password }
  const PATH = `${programs}${delimiter}${process.env.PATH}`
  const env = { ...process.env, ...connection, PATH }
  return promisify(execFile)('bash', ['-c', line!], { cwd: services.folder, env })
}

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

  await runLine('pg_dump')
  await before.stop('SIGKILL')
  await postgres.createDatabase('gpts_restored')
  await runLine('pg_restore')

  const after = await startServer(await services.port(), vars('gpts_restored', 1))
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
