import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { storedData } from '#app/(site)/privacy/stored-data'
import { operations } from '#lib/operations'
import { expectAccessible, sizes } from '#tests/pages/console/support'
import { call, cutStreams } from '#tests/support/api'
import { untilHydrated, withBrowser } from '#tests/support/browser'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { sitePaths } from '#tests/support/page-paths'

const visit = withBrowser()
const at = (path: string) => `${inject('appUrl')}${path}`
const key = () => inject('appVars').API_SECRET_KEY!

/** Opens the form of an operation, and returns it. */
async function form(page: Page, id: string) {
  const section = page.locator(`section#${id}`)
  await section.getByText('Try it').click()
  return section.getByRole('form', { name: `Try ${id}` })
}

const shownAnswer = (page: Page, id: string) => page.locator(`section#${id} output figure`)

describe('the reference', () => {
  it('has every operation with its fields, examples and errors', () =>
    visit(at('/docs'), async (page) => {
      const sections = await page.locator('section.reference').evaluateAll((all) => all.map(({ id }) => id))
      expect(sections).toEqual(operations.map(({ id }) => id))
      for (const { id, params, query, body, examples = [], errors = [] } of operations) {
        const section = page.locator(`section#${id}`)
        const fields = await section.locator('table.fields tbody th code').allTextContents()
        const own = [params, query, body].flatMap((part) => Object.keys(part?.shape ?? {}))
        expect(fields).toEqual(expect.arrayContaining(own))
        expect(await section.locator('details:not(.try)').count()).toBe(examples.length)
        const listed = await section.locator('.errors code').allTextContents()
        expect(listed).toEqual(expect.arrayContaining([...errors, 'internal_error']))
      }
    }))

  it('shows which keys may call an operation', () =>
    visit(at('/docs'), async (page) => {
      const said = (id: string) => page.locator(`section#${id} > p`).first().textContent()
      expect(await said('getHealth')).toMatch(/No key is needed\.$/)
      expect(await said('createKey')).toMatch(/Needs API_SECRET_KEY\.$/)
      expect(await said('getJob')).toMatch(
        /Needs API_SECRET_KEY or a key with the scope chat or a key with the scope read\.$/,
      )
    }))

  it('sends a chat with the typed key, and shows the answer', () =>
    visit(at('/docs'), async (page) => {
      const userId = newUser()
      await page.getByLabel(/^Your key/).fill(key())
      const chat = await form(page, 'sendMessage')
      await chat.getByLabel('Body').fill(JSON.stringify({ userId, message: 'from the page' }))
      await chat.getByRole('button', { name: 'Send' }).click()
      const answer = shownAnswer(page, 'sendMessage')
      await answer.waitFor()
      expect(await answer.locator('figcaption').textContent()).toBe('POST /api/chat answered 200')
      expect(JSON.parse((await answer.locator('code').textContent())!).data.response).toBe(
        'echo: from the page',
      )

      const user = await form(page, 'getUser')
      await user.getByLabel('userId').fill(userId)
      await page.keyboard.press('Enter')
      await shownAnswer(page, 'getUser').getByText('"lastMessageAt"').waitFor()
    }))

  it('streams a chat on request, and shows the events as they arrive', () =>
    visit(at('/docs'), async (page) => {
      await page.getByLabel(/^Your key/).fill(key())
      const chat = await form(page, 'sendMessage')
      const name = newUser()
      const message = script(
        name,
        { pieces: ['Once ', 'upon ', 'a time'], last: 'cut when told' },
        { answer: 'Twice' },
      )
      await chat.getByLabel('Body').fill(JSON.stringify({ userId: newUser(), message }))
      await chat.getByLabel('Stream the answer').check()
      await chat.getByRole('button', { name: 'Send' }).click()
      const shown = shownAnswer(page, 'sendMessage')
      await shown.getByText(/"text":"Once /).waitFor()
      await cutStreams(name)
      await shown.getByText('event: completed').waitFor()
      expect(await shown.textContent()).toMatch(/event: restarted[\s\S]*"text":"Twice"/)
    }))

  it('asks before it deletes, and suggests no id to delete', () =>
    visit(at('/docs'), async (page) => {
      await page.getByLabel(/^Your key/).fill(key())
      const userId = newUser()
      await call('POST', '/api/users', { body: { userId } })
      const deletion = await form(page, 'deleteUser')
      expect(await deletion.getByLabel('id').inputValue()).toBe('')
      await deletion.getByLabel('id').fill(userId)
      page.once('dialog', (dialog) => dialog.dismiss())
      await deletion.getByRole('button', { name: 'Send' }).click()
      expect((await call('GET', `/api/users?userId=${userId}`)).status).toBe(200)
      page.once('dialog', (dialog) => dialog.accept())
      await deletion.getByRole('button', { name: 'Send' }).click()
      await shownAnswer(page, 'deleteUser').waitFor()
      expect((await call('GET', `/api/users?userId=${userId}`)).status).toBe(404)
    }))

  it('has a content security policy with a new nonce, like every page, and cannot be framed', async () => {
    const nonces: string[] = []
    for (const path of [...sitePaths, '/docs', '/nothing', '/oauth/sign-in/none']) {
      const response = await fetch(at(path))
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1]
      expect([path, policy]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")])
      expect(policy).not.toContain('unsafe')
      const scripts = (await response.text()).match(/<script[^>]*>/g)!
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
      nonces.push(nonce!)
      expect(response.headers.get('x-frame-options')).toBe('DENY')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect(new Set(nonces).size).toBe(nonces.length)
  })

  it('keeps the key in the tab: it is there after a reload, but in no cookie and no other tab', () =>
    visit(at('/docs'), async (page) => {
      const field = page.getByLabel(/^Your key/)
      await field.fill('my-key')
      await page.reload()
      await untilHydrated(page)
      await expect.poll(() => field.inputValue()).toBe('my-key')
      expect(await page.context().cookies()).toEqual([])
      const other = await page.context().newPage()
      await other.goto(at('/docs'))
      expect(await other.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).toBe('{}')
      await field.fill('')
      await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0)
    }))

  it('loads nothing from other hosts, like all other pages', async () => {
    for (const path of sitePaths)
      await visit(at(path), async (page) => {
        const urls: string[] = []
        page.on('request', (request) => urls.push(request.url()))
        await page.reload({ waitUntil: 'networkidle' })
        expect(urls.length).toBeGreaterThan(1)
        expect(urls.filter((url) => !url.startsWith(inject('appUrl')) && !url.startsWith('data:'))).toEqual(
          [],
        )
      })
  })

  it('can be read without JavaScript, and hides forms that would not work', () =>
    visit(
      at('/docs'),
      async (page) => {
        expect(await page.locator('table.fields').first().isVisible()).toBe(true)
        expect(await page.locator('form:visible, input:visible').count()).toBe(0)
      },
      { javaScriptEnabled: false },
    ))
})

describe('the privacy policy', () => {
  it('is public, and lists every table', () =>
    visit(at('/privacy'), async (page) => {
      const rows = await page
        .locator('[data-table]')
        .evaluateAll((all) => all.map((row) => row.dataset.table))
      expect(rows).toEqual(Object.keys(storedData))
      expect(await page.getByText('Never the key itself').count()).toBe(1)
    }))

  it('is in Korean too, with the names of the other pages', () =>
    visit(
      at('/privacy'),
      async (page) => {
        expect(await page.locator('h1').textContent()).toBe('개인정보 처리방침')
        expect(await page.locator('header nav a').allTextContents()).toEqual([
          '콘솔',
          '레퍼런스',
          '연결',
          '오류',
        ])
        expect(await page.locator('[data-table]').count()).toBe(Object.keys(storedData).length)
        expect(await page.locator('main').textContent()).not.toMatch(/[{}`*[\]]|undefined|NaN/)
        expect(await page.locator('main a[href="/docs#exportUser"]').textContent()).toBe('레퍼런스')
        await expectAccessible(page)
      },
      { locale: 'ko-KR', viewport: sizes.phone },
    ))
})

it('the home page links to every other page', () =>
  visit(at('/'), async (page) => {
    for (const path of sitePaths.filter((path) => path !== '/')) {
      await page.goto(at('/'))
      await page.locator(`header a[href="${path}"], footer a[href="${path}"]`).click()
      await page.waitForURL((url) => url.pathname === path)
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
    }
    expect((await call('GET', '/openapi.json', { key: null })).status).toBe(200)
  }))
