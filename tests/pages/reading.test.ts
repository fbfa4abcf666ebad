import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { lowContrasts, untilHealthy, withBrowser } from '#tests/support/browser'
import { sitePaths } from '#tests/support/page-paths'

const visit = withBrowser()
const at = (path: string) => `${inject('appUrl')}${path}`
const missing = '/no-such-page'
const withLongCode = ['/', '/connect', '/docs', '/errors']

/** Unfolds everything that can be unfolded. */
const openAll = (page: Page) =>
  page.locator('details').evaluateAll((all) => {
    for (const details of all) (details as HTMLDetailsElement).open = true
  })

describe('every page', () => {
  for (const path of [...sitePaths, missing]) {
    const expectedStatus = path === missing ? 404 : 200

    it(`${path}: fits a phone of 360 pixels, and long code scrolls in its own box`, () =>
      visit(
        at(path),
        async (page) => {
          if (path === '/') await untilHealthy(page)
          await openAll(page)
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
          const scrolls = await page
            .locator('pre')
            .evaluateAll((all) => all.some((pre) => pre.scrollWidth > pre.clientWidth))
          if (withLongCode.includes(path)) expect(scrolls).toBe(true)
        },
        { expectedStatus, viewport: { width: 360, height: 740 } },
      ))

    for (const colorScheme of ['light', 'dark'] as const)
      it(`${path}: has a contrast of at least 4.5 for all text in ${colorScheme} mode`, () =>
        visit(
          at(path),
          async (page) => {
            if (path === '/') await untilHealthy(page)
            await openAll(page)
            const background = await page.evaluate(
              () => getComputedStyle(document.documentElement).backgroundColor,
            )
            expect(background).toBe(colorScheme === 'dark' ? 'rgb(20, 22, 26)' : 'rgb(253, 253, 252)')
            expect(await lowContrasts(page)).toEqual([])
          },
          { expectedStatus, colorScheme },
        ))
  }

  it('shows the keyboard focus', () =>
    visit(at('/'), async (page) => {
      await page.keyboard.press('Tab')
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)
      expect(outline).toBe('solid')
    }))
})
