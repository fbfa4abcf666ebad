import { expect, it } from 'vitest'
import {
  confirm,
  consoleUrl,
  expectAccessible,
  newSession,
  signedIn,
  sizes,
  toast,
  untilLoaded,
} from '#tests/pages/console/support'
import { call, chat } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { boundKey } from '#tests/support/keys'
import { newUser } from '#tests/support/names'

const visit = withBrowser()

it.each(Object.entries(sizes))(
  'creates a key on a %s window, and shows it only once',
  async (_, viewport) => {
    const userId = newUser()
    await call('POST', '/api/users', { body: { userId } })
    await visit(
      consoleUrl(`/keys?userId=${userId}`),
      async (page) => {
        await untilLoaded(page)
        await page.getByRole('button', { name: 'Create key' }).click()
        const form = page.getByRole('dialog', { name: 'Create key' })
        await form.getByLabel('Name').fill('Phone')
        await form.getByLabel('User', { exact: true }).fill(userId)
        await form.getByLabel('Requests per hour').fill('50')
        await form.getByLabel('Models').fill('gpt-6*, local/*')
        await expectAccessible(page)
        await form.getByRole('button', { name: 'Create key' }).click()
        const made = page.getByRole('dialog', { name: 'Your new key' })
        const key = await made.getByRole('textbox').inputValue()
        expect((await call('GET', `/api/users?userId=${userId}`, { key })).status).toBe(200)
        await expectAccessible(page)
        await made.getByRole('button', { name: 'Close' }).click()
        await page.getByRole('row', { name: 'Phone' }).getByText('gpt-6*, local/*').waitFor()
        expect(await page.content()).not.toContain(key)
      },
      { ...(await signedIn()), viewport },
    )
  },
)

it('shows the error of a new key in its form, and keeps the typed text', async () => {
  await visit(
    consoleUrl('/keys'),
    async (page) => {
      await page.getByRole('button', { name: 'Create key' }).click()
      const form = page.getByRole('dialog', { name: 'Create key' })
      await form.getByLabel('Name').fill('Nobody')
      await form.getByLabel('User', { exact: true }).fill(newUser())
      await form.getByRole('button', { name: 'Create key' }).click()
      await form.getByRole('alert').getByText('There is no user').waitFor()
      expect(await form.getByLabel('Name').inputValue()).toBe('Nobody')
      await expectAccessible(page)
    },
    { ...(await signedIn()), expectedError: /404/ },
  )
})

it('links from a key to its jobs, and revokes the key after confirmation', async () => {
  const { userId, key, keyId } = await boundKey()
  const { body } = await chat({ userId, message: 'By a key that leaks' }, { key })
  await visit(
    consoleUrl(`/keys?userId=${userId}`),
    async (page) => {
      await page.getByRole('link', { name: 'Jobs of this key' }).click()
      await page.getByTitle(body.data.jobId).waitFor()
      await page.goto(consoleUrl(`/keys?userId=${userId}`))
      await page.getByRole('button', { name: 'Revoke' }).click()
      await expectAccessible(page)
      await confirm(page, 'Revoke')
      await toast(page, 'The key was revoked.')
      await page.getByText('Revoked', { exact: true }).waitFor()
    },
    await signedIn(),
  )
  const { keys } = (await call('GET', `/api/keys?userId=${userId}`)).body.data
  expect(keys).toMatchObject([{ keyId, state: 'revoked' }])
})

it.each(Object.entries(sizes))('ends a session of another browser on a %s window', async (_, viewport) => {
  const { userId, key } = await boundKey()
  const [own, other] = [await newSession(key), await newSession(key)]
  await visit(
    consoleUrl('/sign-ins'),
    async (page) => {
      await untilLoaded(page)
      await expectAccessible(page)
      expect(await page.getByText('(this one)').count()).toBe(1)
      const others = page.getByRole('row').filter({ hasText: userId }).filter({ hasNotText: '(this one)' })
      await others.getByRole('button', { name: 'End', exact: true }).click()
      await confirm(page, 'End')
      await toast(page, 'The sign-in has ended.')
      await others.waitFor({ state: 'detached' })
    },
    { ...own.options, viewport },
  )
  const { sessions } = (await call('GET', `/api/sessions?userId=${userId}`)).body.data
  const ids = sessions.map(({ sessionId }: { sessionId: string }) => sessionId)
  expect(ids).toContain(own.sessionId)
  expect(ids).not.toContain(other.sessionId)
})

it('asks to sign in after all sessions of a key have ended', async () => {
  const { key } = await boundKey()
  await visit(
    consoleUrl('/sign-ins'),
    async (page) => {
      await untilLoaded(page)
      await page.getByRole('button', { name: 'End all sessions' }).click()
      await confirm(page, 'End all sessions')
      await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
    },
    await signedIn(key),
  )
})
