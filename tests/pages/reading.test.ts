import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { lowContrasts, untilHealthy, withBrowser } from '#tests/support/browser'

const visit = withBrowser()
const home = () => `${inject('appUrl')}/`
const errors = () => `${inject('appUrl')}/errors`
const docs = () => `${inject('appUrl')}/docs`
const connect = () => `${inject('appUrl')}/connect`
const privacy = () => `${inject('appUrl')}/privacy`
const missing = () => `${inject('appUrl')}/no-such-page`

/** Unfolds everything that can be unfolded. */
const openAll = (page: Page) =>
  page.locator('details').evaluateAll((all) => {
    for (const details of all) (details as HTMLDetailsElement).open = true
  })

describe('every page', () => {
  const pages = [
    ['home', home, 200],
    ['errors', errors, 200],
    ['reference', docs, 200],
    ['connect', connect, 200],
    ['privacy', privacy, 200],
    ['unknown', missing, 404],
  ] as const

  for (const [name, url, expectedStatus] of pages) {
    it(`${name}: fits a phone of 360 pixels, and long code scrolls in its own box`, () =>
      visit(
        url(),
        async (page) => {
          if (url === home) await untilHealthy(page)
          await openAll(page)
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
          const scrolls = await page
            .locator('pre')
            .evaluateAll((all) => all.some((pre) => pre.scrollWidth > pre.clientWidth))
          expect(scrolls).toBe(url !== missing && url !== privacy)
        },
        { expectedStatus, viewport: { width: 360, height: 740 } },
      ))

    for (const colorScheme of ['light', 'dark'] as const)
      it(`${name}: has a contrast of at least 4.5 for all text in ${colorScheme} mode`, () =>
        visit(
          url(),
          async (page) => {
            if (url === home) await untilHealthy(page)
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
    visit(home(), async (page) => {
      await page.keyboard.press('Tab')
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)
      expect(outline).toBe('solid')
    }))
})
