import { expect, it } from 'vitest'
import { consoleUrl, expectAccessible, signedIn, sizes, untilLoaded } from '#tests/pages/console/support'
import { ask, call } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { newUser } from '#tests/support/names'

const visit = withBrowser()

it.each(Object.entries(sizes))(
  'deletes only the selected conversations on a %s window, after confirmation',
  async (_, viewport) => {
    const userId = newUser()
    const first = await ask({ userId, message: 'One' })
    const kept = await ask({ userId, message: 'Two' })
    const last = await ask({ userId, message: 'Three' })
    await visit(
      consoleUrl(`/conversations?userId=${userId}`),
      async (page) => {
        await untilLoaded(page)
        for (const { conversationId } of [first, last])
          await page.getByRole('checkbox', { name: `Select ${conversationId}` }).check()
        await page.getByText('2 selected').waitFor()
        await expectAccessible(page)
        await page.getByRole('button', { name: 'Delete selected' }).click()
        const dialog = page.getByRole('alertdialog', { name: 'Delete 2 conversations?' })
        await dialog.waitFor()
        await expectAccessible(page)
        await dialog.getByRole('button', { name: 'Delete' }).click()
        await page.getByText('2 conversations were deleted.').first().waitFor()
        const listed = await call('GET', `/api/conversations?userId=${userId}`)
        const left = listed.body.data.conversations.map(
          (one: { conversationId: number }) => one.conversationId,
        )
        expect(left).toEqual([kept.conversationId])
        await expect.poll(() => page.getByRole('checkbox', { name: /^Select \d/ }).count()).toBe(1)
      },
      { ...(await signedIn()), viewport },
    )
  },
)
