import { brotliCompressSync, constants } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { pagesFor } from '#app/console/frame/pages'
import { textsOf } from '#app/console/text/index'
import { tunables } from '#lib/tunables'
import { consoleUrl, expectAccessible, signedIn, sizes, untilLoaded } from '#tests/pages/console/support'
import { call, chat } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const visit = withBrowser()

const [english, korean] = [textsOf('en'), textsOf('ko')]
/** The pages of the menu, whose level 1 heading is the text of their link. */
const menu = pagesFor({ isOwner: true, scopes: ['chat', 'read', 'usage', 'admin'] }).map(
  ({ path, text }) => [path.replace('/console', ''), english[text], korean[text]] as const,
)
/** Every page of the console, with its level 1 heading in English and Korean. */
const pages = [
  ...menu,
  ['/conversations/new', 'New conversation', '새 대화'],
  ['/conversations?query=nothing-has-this-word', 'Conversations', '대화'],
  ['/usage?groupBy=model&measure=tokens&range=hour', 'Usage', '사용량'],
  ['/jobs?model=no-job-has-this-model', 'Jobs', '작업'],
  ['/keys?userId=nobody-has-this-id', 'API keys', 'API 키'],
  ['/users?query=nobody-has-this-name', 'Users', '사용자'],
  ['/webhooks?userId=nobody-has-this-id', 'Webhooks', '웹훅'],
] as const

/** Text without a place to break, in every field that users fill in. */
const long = (length: number) => crypto.randomUUID().replaceAll('-', '').repeat(20).slice(0, length)
beforeAll(async () => {
  const userId = long(128)
  await call('POST', '/api/users', { body: { userId, name: long(100), email: `${long(50)}@example.com` } })
  await call('POST', '/api/keys', { body: { name: long(100), userId, scopes: ['chat'] } })
  await chat({ userId, message: long(300) })
  await chat({ userId, message: script(long(300), { status: 401 }) })
})

/** Two of the looks that a page can have. Each size, language and color scheme is in one of them. */
const looks = [
  ['on a phone, in English and light', { viewport: sizes.phone }, 'en', 0],
  [
    'on a wide window, in Korean and dark',
    { viewport: sizes.wide, locale: 'ko-KR', colorScheme: 'dark' },
    'ko',
    1,
  ],
] as const

describe.each(looks)('%s', (_, look, language, heading) => {
  it.each(pages)('%s has no axe violation, and fits the width of the window', async (path, ...headings) => {
    await chat({ userId: newUser(), message: 'A conversation for the list' })
    await visit(
      consoleUrl(path),
      async (page) => {
        await untilLoaded(page)
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(headings[heading])
        expect(await page.locator('.console').getAttribute('lang')).toBe(language)
        await expectAccessible(page)
      },
      { ...(await signedIn()), ...look },
    )
  })
})

it('sends at most 150 KB of script for the first page, compressed with Brotli as our server does', async () => {
  let scripts: string[] = []
  await visit(
    consoleUrl(),
    async (page) => {
      await untilLoaded(page)
      const loaded = () => performance.getEntriesByType('resource').map(({ name }) => name)
      scripts = (await page.evaluate(loaded)).filter((name) => name.endsWith('.js'))
    },
    await signedIn(),
  )
  expect(scripts.length).toBeGreaterThan(0)
  const params = { [constants.BROTLI_PARAM_QUALITY]: tunables.staticBrotliQuality }
  const sizes = scripts.map(async (url) => {
    const text = await (await fetch(url)).text()
    return brotliCompressSync(text, { params }).byteLength
  })
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size)
  expect(bytes).toBeLessThan(150_000)
})
