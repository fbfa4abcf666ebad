import { describe, expect, it } from 'vitest'
import { withBrowser } from '#tests/pages/browser'
import { consoleUrl, expectAccessible, signedIn, sizes, untilLoaded } from '#tests/pages/console/support'
import { chat, newUser } from '#tests/support/api'

const visit = withBrowser()

/** Every page of the console, with a heading that says where one is, in English and Korean. */
const pages = [
  ['', 'Overview', '개요'],
  ['/conversations', 'Conversations', '대화'],
  ['/conversations?query=nothing-has-this-word', 'Conversations', '대화'],
] as const

describe.each(Object.entries(sizes))('on a %s window', (_, viewport) => {
  it.each(pages)('%s has no violation of axe and no width too much', async (path, heading) => {
    await chat({ userId: newUser(), message: 'A conversation for the list' })
    await visit(
      consoleUrl(path),
      async (page) => {
        await untilLoaded(page)
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading)
        await expectAccessible(page)
      },
      { ...(await signedIn()), viewport },
    )
  })
})

it.each(pages)('%s is in Korean for a browser that asks for it, and dark', async (path, _, heading) => {
  await visit(
    consoleUrl(path),
    async (page) => {
      await untilLoaded(page)
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading)
      expect(await page.locator('.console').getAttribute('lang')).toBe('ko')
      await expectAccessible(page)
    },
    { ...(await signedIn()), locale: 'ko-KR', colorScheme: 'dark' },
  )
})

it('sends at most 150 KB of script for the first page, compressed', async () => {
  await visit(
    consoleUrl(),
    async (page) => {
      await untilLoaded(page)
      const bytes = await page.evaluate(() =>
        (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
          .filter(({ name }) => name.endsWith('.js'))
          .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
      )
      expect(bytes).toBeGreaterThan(0)
      expect(bytes).toBeLessThan(150_000)
    },
    await signedIn(),
  )
})
