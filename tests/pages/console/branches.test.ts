import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { consoleUrl, expectAccessible, signedIn } from '#tests/pages/console/support'
import { ask } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const visit = withBrowser()

it('regenerates an answer in a branch, and links back', async () => {
  const message = script(`Again ${newUser()}`, { answer: 'The first' }, { answer: 'The second' })
  const { conversationId } = await ask({ userId: newUser(), message })
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      await page.getByRole('button', { name: 'Regenerate' }).click()
      await page.getByRole('link', { name: `Branch of conversation ${conversationId}` }).waitFor()
      await page.locator('[data-role=assistant]').getByText('The second').waitFor()
      await page.getByRole('link', { name: `Branch of conversation ${conversationId}` }).click()
      await page.locator('[data-role=assistant]').getByText('The first').waitFor()
      await page.getByRole('navigation', { name: 'Other versions' }).getByRole('link').waitFor()
      await expectAccessible(page)
    },
    await signedIn(),
  )
})

it('edits a message in a branch, and leaves it unchanged on Escape', async () => {
  const { conversationId } = await ask({ userId: newUser(), message: 'A mistake' })
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      const field = page.getByLabel('New text')
      await page.getByRole('button', { name: 'Edit' }).click()
      await expectAccessible(page)
      await field.press('Escape')
      await field.waitFor({ state: 'hidden' })
      await page.getByRole('button', { name: 'Edit' }).click()
      await field.fill('No mistake')
      await page.getByRole('button', { name: 'Ask again' }).click()
      await page.getByText('echo: No mistake').waitFor()
      await page.getByRole('link', { name: `Branch of conversation ${conversationId}` }).waitFor()
    },
    await signedIn(),
  )
})

it.each([
  ['Export Markdown', 'md'],
  ['Export JSON', 'json'],
])('%s downloads the conversation as a file', async (name, extension) => {
  const { conversationId } = await ask({ userId: newUser(), message: 'Keep this' })
  await visit(
    consoleUrl(`/conversations/${conversationId}`),
    async (page) => {
      const link = page.getByRole('link', { name })
      await link.waitFor()
      const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
      expect(file.suggestedFilename()).toMatch(new RegExp(`\\(${conversationId}\\)\\.${extension}$`))
      expect(await readFile(await file.path(), 'utf8')).toContain('echo: Keep this')
    },
    await signedIn(),
  )
})
