import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { randomPortBase } from '#local/ports'
import { startServer } from '#local/server'
import { startExternalProvider } from '#tests/oauth/external-provider'
import { call } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { createDatabase } from '#tests/support/database'
import {
  Agent,
  authorizationRequest,
  decide,
  exchange,
  oauthError,
  refresh,
  register,
  startCallback,
} from '#tests/support/oauth'
import { startTestApp, type TestApp } from '#tests/support/services'

const visit = withBrowser()

let app: TestApp
let appUrl: string
let callback: Awaited<ReturnType<typeof startCallback>>
beforeAll(async () => {
  callback = await startCallback()
  const outside = await startExternalProvider()
  app = await startTestApp({
    databaseUrl: await createDatabase(),
    portBase: randomPortBase(),
    pages: true,
    vars: {
      OIDC_ISSUER: outside.issuer,
      OIDC_CLIENT_ID: 'gpts',
      OIDC_CLIENT_SECRET: 'outside-secret',
      OIDC_ALLOWED: 'Ada@example.com, @team.example',
    },
  })
  appUrl = app.server.url
  outside.setCallbacks([`${appUrl}/oauth/callback`])
  return async () => {
    outside.close()
    await app.close()
  }
})

async function ask() {
  const registered = await register(callback.url, 'none', appUrl)
  return { registered, asked: await authorizationRequest(registered) }
}

async function signInExternally(page: Page, login: string): Promise<void> {
  await page.getByRole('button', { name: /^Continue with 127\.0\.0\.1/ }).click()
  await page.getByLabel('Login').fill(login)
  await page.getByRole('button', { name: 'Go' }).click()
}

/** Lets the user allow a client, and returns its tokens. */
async function allow(login: string, userId: string) {
  const { registered, asked } = await ask()
  const received = callback.next()
  await visit(asked.url.href, async (page) => {
    await signInExternally(page, login)
    await page.getByRole('heading', { name: 'Allow this app?' }).waitFor()
    expect(await page.locator('.for-whom').textContent()).toBe(userId)
    await decide(page, 'Allow')
  })
  return { registered, tokens: await exchange(registered, await received, asked) }
}

describe('a user of the external identity provider', () => {
  it.each([
    ['ADA@example.com', 'ada@example.com'],
    ['grace@team.example', 'grace@team.example'],
  ])('lets a client act for them by their verified address %s', async (login, userId) => {
    const { tokens } = await allow(login, userId)
    const me = await call('GET', '/api/users', { key: tokens.access_token, baseUrl: appUrl })
    expect([me.status, me.body.data.userId]).toEqual([200, userId])
  })

  it.each(['mallory@example.com', 'ada@example.com unverified', 'x@evil-team.example'])(
    'is refused as %s',
    async (login) => {
      const { asked } = await ask()
      await visit(asked.url.href, async (page) => {
        await signInExternally(page, login)
        await page.waitForURL(/fault=forbidden$/)
        expect(await page.locator('p[role=alert]').textContent()).toMatch(/may not use this server/)
      })
    },
  )

  it('returns only to their own sign-in, in the browser that started it', async () => {
    const { asked } = await ask()
    const agent = new Agent()
    const first = await agent.follow(asked.url.href)
    const uid = first.split('/').at(-1)
    const back = await agent.follow(`${appUrl}/oauth/callback?code=x&state=${uid}&iss=x`)
    expect(back).toBe(`${first}/outside?code=x&state=${uid}&iss=x`)
    expect(await agent.follow(back)).toMatch(/fault=outside$/)
    expect(await new Agent().follow(back)).toMatch(/fault=ended$/)
    for (const state of ['//evil.example', '..', ''])
      expect(
        await agent.follow(`${appUrl}/oauth/callback?code=x&state=${encodeURIComponent(state)}`),
      ).toMatch(/\/oauth\/sign-in\/none\?fault=ended$/)
  })

  it('loses access by their clients when OIDC_ALLOWED no longer includes them', async () => {
    const { registered, tokens } = await allow('eve@team.example', 'eve@team.example')
    await app.server.close()
    const vars = { ...app.vars, OIDC_ALLOWED: 'ada@example.com' }
    const server = await startServer({ mode: 'start', port: Number(new URL(appUrl).port), vars })
    onTestFinished(() => server.close())
    expect((await call('GET', '/api/users', { key: tokens.access_token, baseUrl: appUrl })).status).toBe(401)
    expect(await oauthError(refresh(registered, tokens.refresh_token!))).toBe('invalid_grant')
    const { body } = await call('GET', '/api/sign-ins?userId=eve@team.example&total=true', {
      baseUrl: appUrl,
    })
    expect(body.data).toMatchObject({ total: 1, signIns: [{ state: 'barred' }] })
  })
})
