import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { sessionCookie } from '#tests/support/sessions'

/** The sizes of a wide window and of a phone. */
export const sizes = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 800 } }

export const consoleUrl = (path = '') => `${inject('appUrl')}/console${path}`

/** The options of a browser that is signed in to the console with this key, or as the owner. */
export async function signedIn(key?: string): Promise<BrowserContextOptions> {
  return (await newSession(key)).options
}

/** The same, with the id of the session. */
export async function newSession(key = inject('appVars').API_SECRET_KEY!) {
  const { cookie, sessionId } = await sessionCookie(key)
  const [name, value] = cookie.split('=', 2) as [string, string]
  const rest = { domain: new URL(consoleUrl()).hostname, path: '/', expires: -1, httpOnly: true }
  const cookies = [{ name, value, ...rest, secure: false, sameSite: 'Strict' as const }]
  return { sessionId, options: { storageState: { cookies, origins: [] } } }
}

/** Waits until no part of the page is loading. */
export async function untilLoaded(page: Page): Promise<void> {
  await page.locator('h1').waitFor()
  await expect.poll(() => page.locator('[aria-busy=true], .bone').count()).toBe(0)
}

/** Presses the button of the dialog that asks again. */
export const confirm = (page: Page, verb: string) =>
  page.getByRole('alertdialog').getByRole('button', { name: verb, exact: true }).click()

/** Waits for a message that the page shows for a moment. */
export const toast = (page: Page, text: string) => page.locator('.toast').filter({ hasText: text }).waitFor()

/** Fails on an axe violation, or if the page is wider than its window. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([])
  const surplus = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(await surplus()).toBeLessThanOrEqual(0)
}
