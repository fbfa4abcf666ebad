import { expect, it } from 'vitest'
import { consoleUrl, expectAccessible, signedIn, sizes, untilLoaded } from '#tests/pages/console/support'
import { call } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { newUser } from '#tests/support/names'

const visit = withBrowser()

it.each(Object.entries(sizes))(
  'creates, finds, changes and deletes a user on a %s window',
  async (_, viewport) => {
    const userId = newUser()
    await visit(
      consoleUrl(`/users?query=${userId}`),
      async (page) => {
        await page.getByText('No user matches.').waitFor()
        await page.getByRole('button', { name: 'Create user' }).click()
        const form = page.getByRole('dialog', { name: 'Create user' })
        await form.getByLabel('User id').fill(userId)
        await form.getByLabel('Name').fill('Ada')
        await expectAccessible(page)
        await form.getByRole('button', { name: 'Create user' }).click()
        await page.getByRole('link', { name: userId }).click()
        await page.getByRole('heading', { level: 1, name: userId }).waitFor()
        await page.getByRole('button', { name: 'Edit' }).click()
        const edit = page.getByRole('dialog', { name: 'Edit' })
        await edit.getByLabel('Name').fill('Ada Lovelace')
        await edit.getByRole('button', { name: 'Save' }).click()
        await page.locator('.fact-sheet').getByText('Ada Lovelace').waitFor()
        await untilLoaded(page)
        await expectAccessible(page)
        await page.getByRole('button', { name: 'Delete user' }).click()
        const question = page.getByRole('alertdialog')
        const verb = question.getByRole('button', { name: 'Delete user' })
        expect(await verb.isDisabled()).toBe(true)
        await question.getByRole('textbox').fill(userId)
        await expectAccessible(page)
        await verb.click()
        await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
      },
      { ...(await signedIn()), viewport },
    )
    expect((await call('GET', `/api/users?userId=${userId}`)).status).toBe(404)
  },
)
