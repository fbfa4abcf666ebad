import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { consoleUrl, expectAccessible, signedIn, sizes, untilLoaded } from '#tests/pages/console/support'
import { ask, call, cutStreams, modelCalls } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { boundKey } from '#tests/support/keys'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const visit = withBrowser()
const message = (page: Page) => page.getByLabel('Message', { exact: true })
const lastAnswer = (page: Page) => page.locator('[data-role=assistant]').last()

it.each(Object.entries(sizes))(
  'starts a conversation on a %s window, and shows its answer',
  async (_, viewport) => {
    const userId = newUser()
    await visit(
      consoleUrl('/conversations/new'),
      async (page) => {
        await untilLoaded(page)
        await expectAccessible(page)
        await page.getByLabel('User').fill(userId)
        await message(page).fill('Good morning')
        await message(page).press('Enter')
        await page.waitForURL(/conversations\/\d+$/)
        await lastAnswer(page).getByText('echo: Good morning').waitFor()
        await expectAccessible(page)
      },
      { ...(await signedIn()), viewport },
    )
  },
)

it('shows an answer while it is written, even after a reload, and cancels it', async () => {
  const { conversationId } = await ask({ userId: newUser(), message: 'First' })
  const text = script(`Slowly ${newUser()}`, { pieces: ['The beginning of it'], last: 'cut when told' })
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      await message(page).fill(text)
      await page.getByRole('button', { name: 'Send' }).click()
      await lastAnswer(page).getByText('The beginning of it').waitFor()
      await expectAccessible(page)
      await page.reload()
      await lastAnswer(page).getByText('The beginning of it').waitFor()
      await page.getByRole('button', { name: 'Cancel the answer' }).click()
      await page.getByText('The answer was cancelled.').waitFor()
      await expectAccessible(page)
    },
    await signedIn(),
  )
})

it('says that an answer was restarted, and shows the second one', async () => {
  const { conversationId } = await ask({ userId: newUser(), message: 'First' })
  const name = `Broken ${newUser()}`
  const steps = [
    { pieces: ['Half of'], last: 'cut when told' as const },
    { pieces: ['All of it'], last: 'cut when told' as const },
  ]
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      await message(page).fill(script(name, ...steps))
      await message(page).press('Enter')
      await lastAnswer(page).getByText('Half of').waitFor()
      await cutStreams(name)
      await lastAnswer(page).getByText('All of it').waitFor()
      await page.getByText('Restarted (attempt 2)').waitFor()
      expect(await page.getByText('Half of', { exact: true }).count()).toBe(0)
      await page.getByRole('button', { name: 'Cancel the answer' }).click()
      await page.getByText('The answer was cancelled.').waitFor()
    },
    await signedIn(),
  )
})

it('adds a line on Shift+Enter, and sends nothing during the composition of a syllable', async () => {
  const { conversationId } = await ask({ userId: newUser(), message: 'First' })
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      await message(page).fill('안')
      await message(page).dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true })
      await message(page).press('End')
      await message(page).press('Shift+Enter')
      await message(page).pressSequentially('two')
      expect(await message(page).inputValue()).toBe('안\ntwo')
      await message(page).press('Enter')
      await lastAnswer(page).getByText('echo: 안').waitFor()
      expect(await page.locator('[data-role=user]').count()).toBe(2)
    },
    await signedIn(),
  )
})

it('sends a message once, even on a double click', async () => {
  const { conversationId } = await ask({ userId: newUser(), message: 'First' })
  const text = `Twice ${newUser()}`
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      await message(page).fill(text)
      await page.getByRole('button', { name: 'Send' }).dblclick()
      await lastAnswer(page).getByText(`echo: ${text}`).waitFor()
      expect(await modelCalls(text)).toHaveLength(1)
      expect(await page.locator('[data-role=user]').count()).toBe(2)
    },
    await signedIn(),
  )
})

it('keeps the text when the message is refused, and shows the reason', async () => {
  const userId = newUser()
  const { conversationId } = await ask({ userId, message: 'First' })
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      await page.locator('.markdown').waitFor()
      await call('DELETE', `/api/conversations/${conversationId}?userId=${userId}`)
      await message(page).fill('Not lost')
      await message(page).press('Enter')
      await page.getByRole('alert').waitFor()
      expect(await message(page).inputValue()).toBe('Not lost')
    },
    { ...(await signedIn()), expectedError: /404/ },
  )
})

it('does not ask for a user with a personal key', async () => {
  const { key } = await boundKey({ scopes: ['chat', 'read'] })
  await visit(
    consoleUrl('/conversations/new'),
    async (page) => {
      await untilLoaded(page)
      expect(await page.getByLabel('User').count()).toBe(0)
      await message(page).fill('Mine')
      await message(page).press('Enter')
      await lastAnswer(page).getByText('echo: Mine').waitFor()
    },
    await signedIn(key),
  )
})
