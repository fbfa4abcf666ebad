import type { Page } from 'playwright-core'
import { expect, inject, it } from 'vitest'
import { withBrowser } from '#tests/pages/browser'
import {
  consoleUrl,
  expectAccessible,
  newSession,
  signedIn,
  sizes,
  untilLoaded,
} from '#tests/pages/console/support'
import { call, chat, newUser } from '#tests/support/api'

const visit = withBrowser()
const ownerKey = () => inject('appVars').API_SECRET_KEY!
const unauthorized = /401 \(Unauthorized\)/

async function signIn(page: Page, key: string) {
  await page.getByLabel('API key').fill(key)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

it.each(Object.entries(sizes))('asks for a key on a %s window, and shows the console for it', (_, viewport) =>
  visit(
    consoleUrl('/conversations'),
    async (page) => {
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in')
      await expectAccessible(page)
      await signIn(page, 'wrong')
      await page.getByRole('alert').filter({ hasText: 'signs nobody in' }).waitFor()
      await expectAccessible(page)
      await signIn(page, ownerKey())
      await page.getByRole('heading', { name: 'Conversations' }).waitFor()
    },
    { viewport, expectedError: unauthorized },
  ),
)

it('signs out, and the session is over', async () => {
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

it('asks to sign in again where the session ends in the middle, and goes on where it was', async () => {
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

it('says why a sign-in at the provider failed', () =>
  visit(consoleUrl('/sign-in?fault=limited'), async (page) => {
    await page.getByText('Too many sign-ins failed').waitFor()
  }))
