import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmod } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { script } from '#tests/support/model'
import { buildImage, type Image, sizeMb, start } from './image.ts'
import { apiKey, chat, check, deployed, ended, until } from './server.ts'
import { startServices } from './services.ts'

/**
 * `npm run try:image`: runs the steps of the Dockerfile in a clean folder, starts its command with PostgreSQL and Redis,
 * gets an answer with curl, and stops it while a turn is open.
 */
const imageMbMax = 150
const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`
const services = await startServices()
await chmod(services.folder, 0o755)
const run = promisify(execFile)

/** The exit code and output of a command of the image. */
async function exec(image: Image, command: string[], vars: Record<string, string>) {
  const child = start(image, command, vars)
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

async function curl(...args: string[]): Promise<string> {
  const { stdout } = await run('curl', ['--silent', '--show-error', '--max-time', '30', ...args])
  return stdout
}

try {
  const image = await buildImage(process.cwd(), join(services.folder, 'image'), path)
  const sizes = await Promise.all([image.root, join(image.root, image.workdir, 'node_modules')].map(sizeMb))
  check(`the image adds ${sizes[0]} MB to Node's, ${sizes[1]} of it packages`, sizes[0]! < imageMbMax)

  const port = await services.port()
  await services.postgres.createDatabase('gpts')
  const vars = {
    PATH: path,
    API_SECRET_KEY: apiKey,
    DATABASE_URL: services.postgres.url('gpts'),
    REDIS_URL: services.redisUrl,
    OPENAI_BASE_URL: services.model.url,
    OPENAI_MODEL: 'fake-model',
    PORT: String(port),
  }
  const healthcheck = () => exec(image, image.healthcheck, vars)
  check('the health check fails without a server', (await healthcheck()).code === 1)
  const child = start(image, image.command, vars)
  child.stdout.pipe(process.stdout)
  const server = await deployed(child, `http://127.0.0.1:${port}`)
  // The check has a time limit that a busy machine may miss. A container runtime repeats it too.
  const health = await until('the health check passes', async () => {
    const checked = await healthcheck()
    return checked.code === 0 ? checked : undefined
  })
  check(`the health check passes: ${health.output.trim()}`, true)

  const answer = await curl(
    `${server.url}/api/chat`,
    ...['-H', `Authorization: Bearer ${apiKey}`, '-H', 'Content-Type: application/json'],
    ...['-d', '{"userId":"ada","message":"Hello, container."}'],
  )
  check(`curl gets an answer: ${answer}`, answer.includes('echo: Hello, container.'))
  const page = await until('the pages are up', async () => {
    const html = await curl('--fail', `${server.url}/`).catch(() => '')
    return html.includes('<html') ? html : undefined
  })
  const asset = /"(\/_next\/static\/[^"]+\.css)"/.exec(page)?.[1]
  check(`a page and its style arrive (${asset})`, (await curl('--fail', server.url + asset)).length > 0)
  const migrated = await exec(image, ['node', 'sql/migrate.ts'], vars)
  check(`the image migrates as well: ${migrated.output.trim()}`, migrated.code === 0)

  const message = script('open at the end', { answer: 'It was answered anyway.', delayMs: 3_000 })
  const open = await chat(server.url, { userId: 'ada', message, wait: 0 })
  const code = await server.stop()
  check('it exits with 0 on SIGTERM', code === 0)
  const again = await deployed(start(image, image.command, vars), server.url)
  check('the turn that was open has its answer', (await ended(again.url, open.jobId)).status === 'completed')
  await again.stop()
} finally {
  await services.close()
}
