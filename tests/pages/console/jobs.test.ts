import { expect, it } from 'vitest'
import {
  confirm,
  consoleUrl,
  expectAccessible,
  signedIn,
  sizes,
  toast,
  untilLoaded,
} from '#tests/pages/console/support'
import { begin, call, jobEnd, jobOf } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { boundKey } from '#tests/support/keys'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const visit = withBrowser()

/** A job that the model refuses permanently. */
async function failedJob(userId: string): Promise<string> {
  const { jobId } = await begin({ userId, message: script(crypto.randomUUID(), { status: 401 }) })
  await jobEnd(jobId)
  return jobId
}

/** A job that never gets an answer. */
async function openJob(userId: string): Promise<string> {
  const { jobId } = await begin({ userId, message: script(crypto.randomUUID(), { answer: 'x', held: true }) })
  return jobId
}

const list = (userId: string, rest = '') => consoleUrl(`/jobs?userId=${userId}${rest}`)
/** The number of attempts at a job, before and after its retry. */
async function attemptsOf(jobId: string): Promise<number> {
  await jobEnd(jobId)
  return (await call('GET', `/api/jobs/${jobId}/attempts`)).body.data.attempts.length
}
const stateOf = async (jobId: string) => (await jobOf(jobId)).status

it.each(Object.entries(sizes))('retries the selected failed jobs on a %s window', async (_, viewport) => {
  const userId = newUser()
  const jobIds = [await failedJob(userId), await failedJob(userId)]
  await visit(
    list(userId, '&status=failed'),
    async (page) => {
      await untilLoaded(page)
      for (const jobId of jobIds) await page.getByLabel(`Select ${jobId}`).check()
      await page.getByText('2 selected').waitFor()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Retry selected' }).click()
      await page.getByRole('alertdialog').getByText('2 jobs').waitFor()
      await expectAccessible(page)
      await confirm(page, 'Retry')
      await toast(page, '2 jobs were queued again.')
      await expectAccessible(page)
    },
    { ...(await signedIn()), viewport },
  )
  for (const jobId of jobIds) expect(await attemptsOf(jobId)).toBe(2)
})

it('retries and cancels all jobs that match the filters, and no others', async () => {
  const [userId, other] = [newUser(), newUser()]
  const failed = [await failedJob(userId), await failedJob(userId), await failedJob(userId)]
  const open = [await openJob(userId), await openJob(userId)]
  const others = await openJob(other)
  await visit(
    list(userId),
    async (page) => {
      await untilLoaded(page)
      await page.getByRole('button', { name: 'Cancel all that match' }).click()
      await page.getByRole('alertdialog').getByText('2 jobs match the filters.').waitFor()
      await confirm(page, 'Cancel jobs')
      await toast(page, '2 jobs were cancelled.')
      await page.getByRole('button', { name: 'Retry all that match' }).click()
      await page.getByRole('alertdialog').getByText('3 jobs match the filters.').waitFor()
      await confirm(page, 'Retry')
      await toast(page, '3 jobs were queued again.')
    },
    await signedIn(),
  )
  for (const jobId of open) expect(await stateOf(jobId)).toBe('cancelled')
  for (const jobId of failed) expect(await attemptsOf(jobId)).toBe(2)
  expect(await stateOf(others)).not.toBe('cancelled')
  await call('POST', `/api/jobs/${others}/cancel`)
})

it('shows when a job ends while the list is open, and cancels another', async () => {
  const userId = newUser()
  const [ending, open] = [await openJob(userId), await openJob(newUser())]
  await visit(
    list(userId),
    async (page) => {
      const row = page.getByRole('row').filter({ has: page.getByTitle(ending) })
      await row.getByText(/Running|Queued/).waitFor()
      await call('POST', `/api/jobs/${ending}/cancel`)
      await row.getByText('Cancelled').waitFor()
      await page.goto(consoleUrl(`/jobs?conversationId=${(await jobOf(open)).conversationId}`))
      await page.getByRole('button', { name: 'Cancel', exact: true }).click()
      await confirm(page, 'Cancel job')
      await toast(page, '1 job was cancelled.')
    },
    await signedIn(),
  )
  expect(await stateOf(open)).toBe('cancelled')
})

it('keeps filters in the URL, and finds failures by error code', async () => {
  const userId = newUser()
  const jobId = await failedJob(userId)
  await visit(
    list(userId),
    async (page) => {
      await page.getByLabel('Error code').fill('no_such_code')
      await page.getByRole('button', { name: 'Apply' }).click()
      await page.getByText('No job matches these filters.').waitFor()
      await page.goto(list(userId, '&status=failed'))
      await page.getByTitle(jobId).waitFor()
      expect(await page.getByLabel('Status').inputValue()).toBe('failed')
    },
    await signedIn(),
  )
})

it('shows a personal key only its own jobs, and no retry', async () => {
  const { userId, key } = await boundKey({ scopes: ['chat', 'read'] })
  const own = await openJob(userId)
  const others = await failedJob(newUser())
  await visit(
    consoleUrl('/jobs'),
    async (page) => {
      await page.getByTitle(own).waitFor()
      expect(await page.getByTitle(others).count()).toBe(0)
      expect(await page.getByRole('button', { name: 'Retry all that match' }).count()).toBe(0)
      expect(await page.getByLabel('User').count()).toBe(0)
      await expectAccessible(page)
    },
    await signedIn(key),
  )
  await call('POST', `/api/jobs/${own}/cancel`)
})
