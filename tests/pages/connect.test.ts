import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { apiClients } from '#app/(site)/connect/api-clients'
import { mcpClients } from '#app/(site)/connect/mcp-clients'
import { expectAccessible, sizes } from '#tests/pages/console/support'
import { withBrowser } from '#tests/support/browser'

const visit = withBrowser()
const connect = () => `${inject('appUrl')}/connect`
const vars = () => inject('appVars')

const unfoldAll = (page: Page) =>
  page.locator('details').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '')
  })

/** Presses the copy button of a text, and returns the clipboard. */
async function copied(page: Page, caption: string): Promise<string> {
  await page
    .getByRole('button', { name: `Copy: ${caption}` })
    .first()
    .click()
  await page.getByRole('button', { name: `Copied: ${caption}` }).waitFor()
  return page.evaluate(() => navigator.clipboard.readText())
}

describe('the page for connecting apps', () => {
  const readers = {
    en: ['en-US', 'Connect an app', 'Connect'],
    ko: ['ko-KR', '앱 연결하기', '연결'],
  } as const
  for (const [language, [locale, heading, title]] of Object.entries(readers))
    for (const [size, viewport] of Object.entries(sizes))
      for (const colorScheme of ['light', 'dark'] as const)
        it(`is accessible in ${language} on a ${size} ${colorScheme} screen, with everything unfolded`, () =>
          visit(
            connect(),
            async (page) => {
              await unfoldAll(page)
              expect(await page.locator('h1').textContent()).toBe(heading)
              expect(await page.title()).toMatch(new RegExp(`^${title} `))
              expect(await page.locator('.bilingual').getAttribute('lang')).toBe(language)
              await expectAccessible(page)
            },
            { locale, viewport, colorScheme },
          ))

  it('has a card for each client, with its links and commands for this server', () =>
    visit(connect(), async (page) => {
      const { PUBLIC_URL, OPENAI_MODEL } = vars()
      const clients = [...mcpClients(PUBLIC_URL!), ...apiClients(PUBLIC_URL!, OPENAI_MODEL ?? 'gpt-6-luna')]
      const headings = page.locator('article.card > h3')
      expect(await headings.evaluateAll((all) => all.map(({ id }) => id))).toEqual(
        clients.map(({ id }) => id),
      )
      for (const { id, ways } of clients) {
        const card = page.locator('article.card').filter({ has: page.locator(`h3#${id}`) })
        const links = await card
          .locator('a.button')
          .evaluateAll((all) => all.map((a) => a.getAttribute('href')))
        expect(links).toEqual(ways.flatMap(({ link }) => link?.href ?? []))
        const lines = await card.locator('figure.code code').allTextContents()
        expect(lines).toEqual(ways.flatMap(({ code }) => code?.text ?? []))
        const dates = await card
          .locator('[data-checked]')
          .evaluateAll((all) => all.map((p) => p.dataset.checked))
        expect(dates).toEqual(ways.flatMap(({ documentation: doc }) => (doc ? (doc.checked ?? 'no') : [])))
      }
    }))

  it('has commands that work, and instructions that name operations of the imported document', () =>
    visit(
      connect(),
      async (page) => {
        await unfoldAll(page)
        const document = await (await fetch(await copied(page, 'Import URL'))).json()
        expect(document.openapi).toBe('3.1.0')
        expect((await fetch(await copied(page, 'Privacy policy'))).status).toBe(200)
        const operations = Object.values(
          document.paths as Record<string, Record<string, { operationId: string }>>,
        )
          .flatMap((methods) => Object.values(methods))
          .map(({ operationId }) => operationId)
        const env = { ...process.env, API_SECRET_KEY: vars().API_SECRET_KEY! }
        const issued = await promisify(execFile)('sh', ['-c', await copied(page, 'Issue a key')], { env })
        expect(JSON.parse(issued.stdout).data).toMatchObject({ scopes: ['chat'], state: 'active' })
        const named = (await copied(page, 'Instructions')).match(/\b(send|get|list|create|cancel)[A-Z]\w+/g)!
        expect(named).toContain('getJob')
        expect(operations).toEqual(expect.arrayContaining([...new Set(named)]))
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    ))

  it('keeps the language that the reader chose, in the console too', () =>
    visit(connect(), async (page) => {
      await page.getByLabel('Language').selectOption('ko')
      await page.getByRole('heading', { name: '앱 연결하기' }).waitFor()
      // The heading appears before the document is complete. Leaving now would abort the rest.
      await page.waitForLoadState()
      await page.goto(`${inject('appUrl')}/console`)
      expect(await page.locator('.console').getAttribute('lang')).toBe('ko')
      await page.goto(connect())
      expect(await page.getByLabel('언어').inputValue()).toBe('ko')
    }))

  it('shows that ChatGPT cannot reach a server without https', () =>
    visit(connect(), async (page) => {
      expect(await page.locator('.notice').first().textContent()).toContain(vars().PUBLIC_URL)
    }))

  it('can be used with the keyboard only', () =>
    visit(connect(), async (page) => {
      await page.getByRole('link', { name: 'Cursor', exact: true }).focus()
      await page.keyboard.press('Enter')
      expect(new URL(page.url()).hash).toBe('#cursor')
      const folded = page.locator('article.card details').first()
      await folded.locator('summary').focus()
      await page.keyboard.press('Enter')
      expect(await folded.getAttribute('open')).not.toBeNull()
    }))

  it('can be read without JavaScript, and hides controls that would not work', () =>
    visit(
      connect(),
      async (page) => {
        expect(await page.getByRole('link', { name: 'Add to Claude' }).isVisible()).toBe(true)
        expect(await page.locator('button:visible, select:visible').count()).toBe(0)
      },
      { javaScriptEnabled: false },
    ))
})

it('the address of the former page redirects to it permanently', async () => {
  const response = await fetch(`${inject('appUrl')}/gpt`, { redirect: 'manual' })
  expect(response.status).toBe(308)
  expect(new URL(response.headers.get('location')!, inject('appUrl')).pathname).toBe('/connect')
})
