import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { errorCodes } from '#lib/api/errors'
import { call, chat } from '#tests/support/api'
import { healthCells, untilHealthy, withBrowser } from '#tests/support/browser'
import { newUser } from '#tests/support/names'

const visit = withBrowser()
const home = () => `${inject('appUrl')}/`
const errors = () => `${inject('appUrl')}/errors`
const missing = () => `${inject('appUrl')}/no-such-page`

/** The code in the figure with this caption. */
const codeOf = async (page: Page, caption: string) =>
  (await page
    .locator('figure', { has: page.getByText(caption, { exact: true }) })
    .locator('code')
    .textContent()) ?? ''

/** Runs a command as a reader would, in a shell with the key. */
async function run(command: string, variables: Record<string, string> = {}) {
  const env = { ...process.env, ...variables, API_SECRET_KEY: inject('appVars').API_SECRET_KEY }
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { env })
  return JSON.parse(stdout)
}

/** The names and types in a value, without the values. */
function shape(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
}

describe('the home page', () => {
  it('says what the server is, and has every section with its heading', () =>
    visit(home(), async (page) => {
      expect(await page.title()).toBe('GPTs API Server')
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
      expect(await page.locator('meta[name=description]').getAttribute('content')).toContain('API server')
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/custom GPTs, MCP clients/)
      expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
        'Health',
        'The first call',
        'When the answer takes longer',
        'Continue a conversation',
        'Operations',
      ])
      for (const landmark of ['banner', 'navigation', 'main'] as const)
        expect(await page.getByRole(landmark).count()).toBe(1)
    }))

  it('shows every part as ok with its latency, and the name of the model', () =>
    visit(home(), async (page) => {
      const parts = ['Database', 'Key-value store', 'Queue', 'Model']
      // On a busy machine a check may time out. Later ones succeed.
      await expect
        .poll(async () => {
          await page.reload()
          await untilHealthy(page)
          return Promise.all(parts.map((part) => healthCells(page, part)))
        })
        .toEqual(parts.map(() => ['ok', expect.stringMatching(/^[\d,]+ ms$/)]))
      expect(await page.locator('.health > p').textContent()).toBe('Everything works.')
      expect(await page.locator('.health th code').textContent()).toBe('fake-model')
    }))

  it('has a first call that works when copied, with the response that the page shows', () =>
    visit(
      home(),
      async (page) => {
        await page.getByRole('button', { name: 'Copy: Send a message' }).click()
        await page.getByRole('button', { name: 'Copied: Send a message' }).waitFor()
        const command = await page.evaluate(() => navigator.clipboard.readText())
        expect(command).toBe(await codeOf(page, 'Send a message'))
        expect(command).toContain(`${inject('appUrl')}/api/chat`)
        expect(command).toContain('$API_SECRET_KEY')
        const shown = JSON.parse(await codeOf(page, 'Its answer, status 200'))
        const answer = await run(command)
        expect(shape(answer)).toEqual(shape(shown))
        expect(answer).toMatchObject({ message: shown.message, data: { status: shown.data.status } })
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    ))

  it('shows the response for an unfinished job, and a second call that gets the answer', () =>
    visit(home(), async (page) => {
      const { body } = await chat({ userId: newUser(), message: 'hello', wait: 0 })
      const shown = JSON.parse(await codeOf(page, 'Its answer, status 202'))
      expect(shape(shown)).toEqual(shape(body))
      // The job on the page is at the model. This one may still wait for a worker.
      const reason = /The (model is working on the answer|message waits for a free worker)\./
      const plain = (message: string) => message.replace(/job_[0-9a-f]+/, 'job').replace(reason, 'reason')
      expect(plain(shown.message)).toBe(plain(body.message))
      expect(plain(shown.message)).toContain('reason')
      const poll = await codeOf(page, 'Ask for the job')
      const job = await run(poll, { JOB_ID: body.data.jobId })
      expect(job.data).toMatchObject({ status: 'completed', response: 'echo: hello' })
    }))

  it("has a command that continues a conversation by the caller's own id", () =>
    visit(home(), async (page) => {
      const command = await codeOf(page, 'By your own id')
      const [first, second] = [await run(command), await run(command)]
      expect(second.data.conversationId).toBe(first.data.conversationId)
      const byConversation = await codeOf(page, 'By the server’s id')
      expect(byConversation).toMatch(/"conversationId":\d+/)
    }))

  it('selects the code when the browser has no clipboard', () =>
    visit(home(), async (page) => {
      await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
      await page.getByRole('button', { name: 'Copy: Ask for the job' }).click()
      await page.getByRole('button', { name: 'Selected: Ask for the job' }).waitFor()
      const selected = await page.evaluate(() => String(getSelection()))
      expect(selected.trim()).toBe(await codeOf(page, 'Ask for the job'))
    }))

  it('lists only operations that the server has', () =>
    visit(home(), async (page) => {
      const rows = await page.locator('table.operations tbody tr').all()
      expect(rows.length).toBeGreaterThan(5)
      for (const row of rows) {
        const [method, path, id] = await row.locator('code').allTextContents()
        const { status } = await call(method!, path!.replace('{id}', '1'), { key: null })
        expect(status).toBe(path === '/api/health' ? 200 : 401)
        expect(id).toMatch(/^[a-z]+[A-Za-z]+$/)
        expect((await row.locator('td').last().textContent())!.length).toBeGreaterThan(10)
      }
    }))

  it('has everything except the health without JavaScript', () =>
    visit(
      home(),
      async (page) => {
        expect(await page.getByText('$API_SECRET_KEY').first().isVisible()).toBe(true)
        expect(await page.locator('table.operations').isVisible()).toBe(true)
        expect(await page.locator('button:visible').count()).toBe(0)
      },
      { javaScriptEnabled: false },
    ))
})

describe('the page of errors', () => {
  it('has a section for each code, with its status, title and an explanation', () =>
    visit(errors(), async (page) => {
      expect(await page.title()).toBe('Errors · GPTs API Server')
      const ids = await page.locator('main section').evaluateAll((all) => all.map(({ id }) => id))
      expect(ids).toEqual(Object.keys(errorCodes))
      for (const [code, { status, title }] of Object.entries(errorCodes)) {
        const text = (await page.locator(`section#${code}`).textContent()) ?? ''
        for (const part of [code, String(status), title]) expect(text).toContain(part)
        expect(text.length).toBeGreaterThan(code.length + title.length + 40)
      }
    }))

  it('has the section that the type of a real problem links to', async () => {
    const { body } = await call('GET', '/api/users?userId=nobody-at-all')
    await visit(inject('appUrl') + body.type, async (page) => {
      const target = page.locator('section:target')
      expect(await target.textContent()).toContain(body.title)
      const box = await target.boundingBox()
      expect(box!.y).toBeGreaterThanOrEqual(0)
      expect(box!.y).toBeLessThan(page.viewportSize()!.height)
    })
  })
})

describe('an unknown page', () => {
  it('is a 404 with links', () =>
    visit(
      missing(),
      async (page) => {
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('There is no page here')
        await page.getByRole('link', { name: 'The errors' }).click()
        await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor()
      },
      { expectedStatus: 404 },
    ))
})
