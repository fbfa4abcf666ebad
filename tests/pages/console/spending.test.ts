import { expect, it } from 'vitest'
import { consoleUrl, expectAccessible, signedIn, untilLoaded } from '#tests/pages/console/support'
import { call, chat } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const visit = withBrowser()

it('the usage of a user matches the API, and can be downloaded as CSV', async () => {
  const userId = newUser()
  await chat({ userId, message: 'Something that costs tokens' })
  await visit(
    consoleUrl(`/usage?measure=tokens&groupBy=model&userId=${userId}`),
    async (page) => {
      await untilLoaded(page)
      const tokens = page.locator('.tiles div', { hasText: 'Tokens' }).locator('dd')
      // Very recent usage may appear only in the next report.
      await expect
        .poll(async () => {
          const { body } = await call('GET', `/api/usage?userId=${userId}`)
          await page.reload()
          await untilLoaded(page)
          const { totalTokens } = body.data.totals
          return totalTokens > 0 && (await tokens.textContent()) === totalTokens.toLocaleString('en')
        })
        .toBe(true)
      await page.getByRole('img', { name: 'Tokens over time' }).waitFor()
      const address = await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href')
      const csv = await page.evaluate(async (path) => (await fetch(path!)).text(), address)
      expect(csv).toMatch(/^start,model,/)
    },
    await signedIn(),
  )
})

it('a budget can be set, changed, removed, and set again', async () => {
  const userId = newUser()
  await call('POST', '/api/users', { body: { userId } })
  await visit(
    consoleUrl(`/budgets?userId=${userId}`),
    async (page) => {
      await untilLoaded(page)
      await page.getByText('There is no budget.').waitFor()
      await page.getByRole('button', { name: 'Set a budget' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('User', { exact: true }).fill(userId)
      await dialog.getByLabel('Hard limit').fill('nothing')
      await dialog.getByRole('button', { name: 'Save' }).click()
      await dialog.getByRole('alert').waitFor()
      await expectAccessible(page)
      await dialog.getByLabel('Hard limit').fill('25')
      await dialog.getByRole('button', { name: 'Save' }).click()
      const row = page.getByRole('row', { name: userId })
      await row.getByText('$25.00', { exact: true }).waitFor()
      await row.getByRole('button', { name: 'Change' }).click()
      await dialog.getByLabel('Hard limit').fill('30')
      await dialog.getByRole('button', { name: 'Save' }).click()
      await row.getByText('$30.00', { exact: true }).waitFor()
      await row.getByRole('button', { name: 'Remove' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
      await page.getByText('There is no budget.').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await row.getByText('$30.00', { exact: true }).waitFor()
    },
    { ...(await signedIn()), expectedError: /400 \(Bad Request\)/ },
  )
})

it('the overview links from failed jobs to their list', async () => {
  const userId = newUser()
  const { status } = await chat({ userId, message: script(userId, { status: 401 }) })
  expect(status).toBe(502)
  await visit(
    consoleUrl(),
    async (page) => {
      await untilLoaded(page)
      expect(await page.getByRole('table', { name: 'Usage' }).getByRole('row').count()).toBe(4)
      const link = page.getByRole('link', { name: /failed and can be retried/ })
      expect(await link.getAttribute('href')).toBe('/console/jobs?status=failed')
      await expectAccessible(page)
    },
    await signedIn(),
  )
})
