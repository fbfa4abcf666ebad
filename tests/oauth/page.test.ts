import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { lowContrasts, withBrowser } from '#tests/support/browser'
import {
  Agent,
  authorizationRequest,
  type Callback,
  decide,
  logIn,
  personalKey,
  register,
  startCallback,
} from '#tests/support/oauth'
import { secrets } from '#tests/support/secrets'

const visit = withBrowser()
let callback: Callback
beforeAll(async () => {
  callback = await startCallback()
})

const ask = async (params: Record<string, string> = {}) =>
  (await authorizationRequest(await register(callback.url), params)).url

/** What every sign-in page must satisfy. */
async function expectFit(page: Page): Promise<void> {
  expect(await lowContrasts(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  for (const field of await page.locator('input').all())
    expect(await field.evaluate((input: HTMLInputElement) => input.labels?.length)).toBe(1)
}

const phone = { viewport: { width: 360, height: 740 } }

describe('the sign-in page', () => {
  it.each([
    ['light', false],
    ['dark', true],
  ] as const)('works %s, on a phone, with scripts: %s', async (colorScheme, javaScriptEnabled) => {
    const { key, userId } = await personalKey(['chat', 'read'])
    const received = callback.next()
    const url = await ask({ scope: 'chat read usage' })
    await visit(
      url.href,
      async (page) => {
        expect(await page.locator('.client').textContent()).toBe('A test client')
        expect(await page.locator('.goes-to').textContent()).toBe(new URL(callback.url).host)
        await expectFit(page)
        await logIn(page, key)
        await page.getByRole('heading', { name: 'Allow this app?' }).waitFor()
        await expectFit(page)
        expect(await page.locator('.scopes li').allTextContents()).toEqual([
          'Send messages, get answers, and start and delete conversations',
          'Read conversations, messages and other stored data',
        ])
        expect(await page.locator('.for-whom').textContent()).toBe(userId)
        expect(await page.content()).not.toContain(key)
        await decide(page, 'Allow')
      },
      { ...phone, colorScheme, javaScriptEnabled },
    )
    expect((await received).searchParams.get('code')).toEqual(expect.any(String))
  })

  it('removes characters from a client name that reorder or hide the text around it', async () => {
    const name = `ChatGPT\u202e\u0007${'x'.repeat(200)}`
    const { url } = await authorizationRequest(await register(callback.url, 'none', undefined, name))
    await visit(url.href, async (page) => {
      expect(await page.locator('.client').textContent()).toBe(`ChatGPT${'x'.repeat(73)}…`)
      expect(await page.locator('bdi .goes-to').textContent()).toBe(new URL(callback.url).host)
    })
  })

  it('sends access_denied and no code to the client when the user denies', async () => {
    const { key } = await personalKey()
    const received = callback.next()
    await visit((await ask()).href, async (page) => {
      await logIn(page, key)
      await decide(page, 'Deny')
    })
    const { searchParams } = await received
    expect([searchParams.get('error'), searchParams.has('code')]).toEqual(['access_denied', false])
  })

  it('lets the owner choose the user, and explains the choice', async () => {
    const received = callback.next()
    await visit(
      (await ask({ scope: 'chat admin' })).href,
      async (page) => {
        await logIn(page, secrets.apiKey)
        await page.getByRole('heading', { name: 'Allow this app?' }).waitFor()
        await expectFit(page)
        await page.getByRole('button', { name: 'Allow' }).click()
        expect(await page.locator('p[role=alert]').textContent()).toMatch(/A user id has up to/)
        await page.getByLabel('The user’s id').fill('ada')
        await decide(page, 'Allow')
      },
      phone,
    )
    expect((await received).searchParams.has('code')).toBe(true)
  })

  it('shows the same error for every key that cannot sign in', async () => {
    const { body } = await import('#tests/support/api').then(({ call }) =>
      call('POST', '/api/keys', { body: { name: 'of nobody' } }),
    )
    await visit((await ask()).href, async (page) => {
      for (const key of ['wrong', `gpts_${'a'.repeat(46)}`, body.data.key]) {
        const loaded = page.waitForEvent('load')
        await logIn(page, key)
        await loaded
        expect(page.url()).toMatch(/fault=key$/)
        expect(await page.locator('p[role=alert]').textContent()).toBe(
          'You cannot sign in with this key. It is wrong, expired or revoked, or not bound to a user.',
        )
      }
    })
  })
})

describe('the sign-in forms', () => {
  it('are accepted only from this server’s own pages, in the browser that started the sign-in', async () => {
    const { key } = await personalKey()
    const agent = new Agent()
    const first = await agent.follow((await ask()).href)
    for (const origin of ['https://evil.example', 'null'])
      expect(await agent.follow(`${first}/key`, { key }, { origin })).toMatch(/fault=ended$/)
    expect(await new Agent().follow(`${first}/key`, { key })).toMatch(/fault=ended$/)
    const second = await agent.follow(await agent.follow(`${first}/key`, { key }))
    expect(
      await agent.follow(`${second}/consent`, { decision: 'approve' }, { origin: 'https://evil.example' }),
    ).toMatch(/fault=ended$/)
    expect(await new Agent().follow(`${second}/consent`, { decision: 'approve' })).toMatch(/fault=ended$/)
    expect((await agent.decide(second)).searchParams.has('code')).toBe(true)
    expect(await agent.follow(`${second}/consent`, { decision: 'approve' })).toMatch(/fault=ended$/)
  })

  it('refuse a large body or another type, and put no forged sign-in id in a redirect', async () => {
    const agent = new Agent()
    const first = await agent.follow((await ask()).href)
    expect((await agent.send(`${first}/key`, { key: 'x'.repeat(200_000) })).status).toBe(413)
    const plain = { 'content-type': 'text/plain' }
    expect(await agent.follow(`${first}/key`, { nothing: 'x' }, plain)).toMatch(/fault=key$/)
    for (const uid of ['%E3%81%82', 'a%0d%0ax:y', '..%2F..%2F%2Fevil.example'])
      expect(await agent.follow(first.replace(/[^/]+$/, `${uid}/key`), { key: 'x' })).toMatch(
        /\/oauth\/sign-in\/unknown\?fault=ended$/,
      )
  })

  it('refuse a user id that cannot be stored', async () => {
    const agent = new Agent()
    const second = await agent.logIn(await ask(), secrets.apiKey)
    const answer = { decision: 'approve', whom: 'user', userId: 'a\0b' }
    expect(await agent.follow(`${second}/consent`, answer)).toMatch(/fault=user$/)
  })

  it('cannot be skipped: the second step and the code need the first step', async () => {
    const agent = new Agent()
    const first = await agent.follow((await ask()).href)
    expect(await agent.follow(`${first}/consent`, { decision: 'approve', whom: 'everybody' })).toMatch(
      /fault=ended$/,
    )
    const resumed = await agent.follow(first.replace('/oauth/sign-in/', '/oauth/authorize/'))
    expect(resumed).toMatch(/\/oauth\/sign-in\//)
  })

  it('are on pages that cannot be framed or cached, and send no Referer', async () => {
    const agent = new Agent()
    const answer = await agent.send(await agent.follow((await ask()).href))
    expect(answer.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/)
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
    expect(answer.headers.get('referrer-policy')).toBe('same-origin')
    expect(answer.headers.get('cache-control')).toMatch(/no-store/)
  })

  it('ask again each time, even in a browser that has just signed in', async () => {
    const { key } = await personalKey()
    const agent = new Agent()
    await agent.decide(await agent.logIn(await ask(), key))
    const again = await agent.follow((await ask()).href)
    expect(await (await agent.send(again)).text()).toContain('name="key"')
  })
})
