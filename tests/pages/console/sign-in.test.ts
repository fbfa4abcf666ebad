import type { Page } from 'playwright-core'
import { expect, inject, it } from 'vitest'
import {
  consoleUrl,
  expectAccessible,
  newSession,
  signedIn,
  sizes,
  untilLoaded,
} from '#tests/pages/console/support'
import { ask, call, chat } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { boundKey } from '#tests/support/keys'
import { newUser } from '#tests/support/names'

const visit = withBrowser()
const ownerKey = () => inject('appVars').API_SECRET_KEY!
const unauthorized = /401 \(Unauthorized\)/

async function signIn(page: Page, key: string) {
  await page.getByLabel('API key').fill(key)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

it.each(Object.entries(sizes))('asks for a key on a %s window, and then shows the console', (_, viewport) =>
  visit(
    consoleUrl('/conversations'),
    async (page) => {
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in')
      await expectAccessible(page)
      await signIn(page, 'wrong')
      await page.getByRole('alert').filter({ hasText: 'cannot sign in with this key' }).waitFor()
      await expectAccessible(page)
      await signIn(page, ownerKey())
      await page.getByRole('heading', { name: 'Conversations' }).waitFor()
    },
    { viewport, expectedError: unauthorized },
  ),
)

it('signs out and ends the session', async () => {
  const options = await signedIn()
  await visit(
    consoleUrl(),
    async (page) => {
      await page.getByRole('button', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    },
    options,
  )
  await visit(consoleUrl(), (page) => page.getByRole('heading', { name: 'Sign in' }).waitFor(), options)
})

it('asks to sign in again when the session ends, and continues on the same page', async () => {
  const userId = newUser()
  const { options, sessionId } = await newSession()
  await chat({ userId, message: 'Still here' })
  await visit(
    consoleUrl('/conversations'),
    async (page) => {
      await untilLoaded(page)
      const ended = await call('DELETE', `/api/sessions/${sessionId}`)
      expect(ended.status).toBe(200)
      await page.getByLabel('User').fill(userId)
      await page.getByRole('button', { name: 'Apply' }).click()
      const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
      await dialog.waitFor()
      await expectAccessible(page)
      await signIn(page, ownerKey())
      await dialog.waitFor({ state: 'hidden' })
      await page.getByRole('row', { name: userId }).waitFor()
      expect(await page.getByLabel('User').inputValue()).toBe(userId)
    },
    { ...options, expectedError: unauthorized },
  )
})

it('keeps a draft when the session ends, and sends it after a new sign-in', async () => {
  const { options, sessionId } = await newSession()
  const { conversationId } = await ask({ userId: newUser(), message: 'First' })
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      const draft = page.getByLabel('Message', { exact: true })
      await draft.fill('Not lost')
      expect((await call('DELETE', `/api/sessions/${sessionId}`)).status).toBe(200)
      const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
      await untilReadAgain(page, () => dialog.isVisible())
      await signIn(page, ownerKey())
      await dialog.waitFor({ state: 'hidden' })
      expect(await draft.inputValue()).toBe('Not lost')
      await draft.press('Enter')
      await page.locator('[data-role=assistant]').last().getByText('echo: Not lost').waitFor()
    },
    { ...options, expectedError: unauthorized },
  )
})

/** Makes the page visible until it has read its data again, which it does when the data is old. */
const untilReadAgain = (page: Page, hasRead: () => Promise<boolean>) =>
  expect
    .poll(async () => {
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
      return hasRead()
    })
    .toBe(true)

it('starts at the first page that a personal key may read, and lists only such pages', async () => {
  const { key } = await boundKey({ scopes: ['chat', 'read'] })
  await visit(consoleUrl(), async (page) => {
    await signIn(page, key)
    await page.waitForURL(/console\/conversations$/)
    await page.getByRole('heading', { name: 'Conversations', level: 1 }).waitFor()
    const names = await page.getByRole('navigation', { name: 'Console' }).getByRole('link').allTextContents()
    expect(names).toEqual(['Conversations', 'Jobs', 'Models', 'Health', 'Users', 'Webhooks', 'Sign-ins'])
  })
})

it('shows why a sign-in at the provider failed', () =>
  visit(consoleUrl('/sign-in?fault=limited'), async (page) => {
    await page.getByText('Too many sign-ins failed').waitFor()
  }))
