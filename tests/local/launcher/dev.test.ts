import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { tunables } from '#lib/tunables'
import { call } from '#tests/support/api'
import {
  commands,
  type Launched,
  launch,
  occupyPort,
  port,
  project,
  run,
  runCurl,
  stops,
  titleOf,
  titles,
  untilPrinted,
} from './project.ts'

describe('npm run dev, in a folder with spaces in its name inside a private one', {
  timeout: 330_000,
}, () => {
  let apiKey: string

  it('starts everything and prints how to use it, and Ctrl-C stops all of it', async () => {
    const launcher = await launch('dev')
    apiKey = launcher.apiKey
    expect(launcher.url).toBe(`http://127.0.0.1:${port}`)
    expect(apiKey).toMatch(/^local_\S{32}$/)
    for (const service of ['Postgres', 'Redis', 'Queue', 'Model'])
      expect(launcher.block).toMatch(new RegExp(`^ +${service} +\\S`, 'm'))
    expect(launcher.block).not.toContain('is in use')

    const answer = await runCurl(launcher.curl)
    expect(answer.status).toBe(200)
    expect(answer.body.data.response).toContain('Hello!')
    await answersAtOnce(launcher)
    await stops(launcher, 'SIGINT')
  })

  it('keeps the key and the data, uses another port if its own is taken, and refuses to run twice', async () => {
    const other = await occupyPort(port)
    const launcher = await launch('dev')
    expect(launcher.url).not.toBe(`http://127.0.0.1:${port}`)
    expect(launcher.block).toContain(`Port ${port} is in use`)
    expect(launcher.apiKey).toBe(apiKey)
    expect(await titles(launcher)).toEqual(['Hello!'])
    const second = run(['local/main.ts', 'dev'])
    expect(await second.exited).toBe(1)
    expect(second.output()).toContain(`The server already runs at ${launcher.url}`)
    expect((await runCurl(launcher.curl)).status).toBe(200)
    await stops(launcher, 'SIGTERM')
    other.close()
  })

  it('starts again after a SIGKILL, and no old process keeps running', async () => {
    const killed = await launch('dev')
    killed.child.kill('SIGKILL')
    await killed.exited
    const left = async () => (await commands()).filter((command) => !command.includes('postgres'))
    await expect.poll(left).toEqual([])

    const launcher = await launch('dev')
    expect(launcher.url).toBe(killed.url)
    expect(launcher.apiKey).toBe(apiKey)
    expect(await titles(launcher)).toEqual(['Hello!', 'Hello!'])
    expect((await runCurl(launcher.curl)).status).toBe(200)
    // As through npm, two Ctrl-C arrive together.
    process.kill(-launcher.child.pid!, 'SIGINT')
    await stops(launcher, 'SIGINT')
  })

  it('reloads the API after a source change, serves the pages, and stops when its terminal is closed', async () => {
    const launcher = await launch('dev')
    const file = join(project, 'lib', 'health', 'check.ts')
    const source = await readFile(file, 'utf8')
    onTestFinished(() => writeFile(file, source))
    const message = async () => (await call('GET', '/api/health', { baseUrl: launcher.url })).body.message
    // The process that runs jobs may report a moment after the first response.
    await expect.poll(message).toBe('Everything works.')

    await writeFile(file, source.replace('Everything works.', 'Everything still works.'))
    await expect.poll(message).toBe('Everything still works.')
    // A file that does not run is not loaded. The next change is.
    await writeFile(file, 'this is no program')
    await untilPrinted(launcher, 'process.died')
    expect(await message()).toBe('Everything still works.')
    await writeFile(file, source)
    await expect.poll(message).toBe('Everything works.')

    expect((await runCurl(launcher.curl)).status).toBe(200)
    await answersAtOnce(launcher)
    await expect.poll(() => titleOf(launcher.url), { timeout: 200_000 }).toBe('GPTs API Server')
    launcher.child.stdout!.destroy()
    launcher.child.stderr!.destroy()
    await stops(launcher, 'SIGHUP')
  })

  it('leaves nothing behind when it is stopped during start', async () => {
    const waiting = { timeout: 60_000, interval: 10 }
    for (const part of ['listen_addresses', 'server/main.ts', 'workers/server.ts']) {
      const launcher = run(['local/main.ts', 'dev'])
      await expect.poll(async () => (await commands()).join(), waiting).toContain(part)
      await stops(launcher, 'SIGINT')
    }
  })

  it('names the missing variables when a service is only partly configured, and leaves nothing behind', async () => {
    const launcher = run(['local/main.ts', 'dev'], { QSTASH_TOKEN: 'mine' })
    expect(await launcher.exited).toBe(1)
    expect(launcher.output()).toContain('QSTASH_CURRENT_SIGNING_KEY')
    expect(launcher.output()).toContain('QSTASH_NEXT_SIGNING_KEY')
    expect(await commands()).toEqual([])
  })

  it('uses emulators of the hosted services, and Next for everything, with --hosted', async () => {
    const launcher = await launch('dev', '--hosted')
    expect(launcher.block).toMatch(/^ +Queue +QStash emulator/m)
    expect((await runCurl(launcher.curl)).status).toBe(200)
    await answersAtOnce(launcher)

    const file = join(project, 'lib', 'chat', 'reply.ts')
    const source = await readFile(file, 'utf8')
    onTestFinished(() => writeFile(file, source))
    await writeFile(file, source.replace('The model has answered.', 'The model has just answered.'))
    const chats = () => chat(launcher, `Are you there? ${crypto.randomUUID()}`)
    const message = async () => (await chats()).body.message
    await expect.poll(message, { timeout: 60_000 }).toBe('The model has just answered.')
    await answersAtOnce(launcher)
    await stops(launcher, 'SIGINT')
  })
})

const chat = ({ url, apiKey }: Launched, message: string, more: object = {}) =>
  call('POST', '/api/chat', { baseUrl: url, key: apiKey, body: { userId: 'you', message, ...more } })

const jobOf = async ({ url, apiKey }: Launched, jobId: string, wait = 0) =>
  (await call('GET', `/api/jobs/${jobId}?wait=${wait}`, { baseUrl: url, key: apiKey })).body.data

/**
 * Fails if a chat, or a call that waits for a job, was held after its job had ended. The job of the next message
 * shows when the response arrived, so both times are from the database.
 */
async function answersAtOnce(launcher: Launched): Promise<void> {
  const send = async (wait?: number): Promise<string> => {
    const answer = await chat(launcher, `Message ${crypto.randomUUID()}`, { wait })
    // On a busy machine the answer may take longer than the wait.
    expect(wait === 0 ? [202] : [200, 202]).toContain(answer.status)
    return answer.body.data.jobId
  }
  // Next's dev server compiles a path at its first call.
  await jobOf(launcher, await send(0))

  const heldSeconds = async (job: string, next: string) => {
    const [{ finishedAt }, { createdAt }] = [await jobOf(launcher, job), await jobOf(launcher, next)]
    return (Date.parse(createdAt) - Date.parse(finishedAt)) / 1_000
  }
  const longestHeldSeconds = async () => {
    const answered = await send()
    const accepted = await send(0)
    await jobOf(launcher, accepted, tunables.waitSecondsDefault)
    const after = await send(0)
    return Math.max(await heldSeconds(answered, accepted), await heldSeconds(accepted, after))
  }
  // A call that misses the end of its job takes its whole wait every time. A busy machine may pause once.
  await expect.poll(longestHeldSeconds).toBeLessThan(tunables.waitSecondsDefault / 2)
}
