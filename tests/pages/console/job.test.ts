import { expect, it } from 'vitest'
import { consoleUrl, expectAccessible, signedIn, sizes, untilLoaded } from '#tests/pages/console/support'
import { begin, jobEnd, jobOf } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { openEvents } from '#tests/support/events'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'

const visit = withBrowser()

it.each(Object.entries(sizes))(
  'shows why a job failed on a %s window, and retries it',
  async (_, viewport) => {
    const message = script(crypto.randomUUID(), { status: 401 }, { answer: 'Better now' })
    const { jobId } = await begin({ userId: newUser(), message })
    await jobEnd(jobId)
    await visit(
      consoleUrl(`/jobs/${jobId}`),
      async (page) => {
        await untilLoaded(page)
        await page.getByText('Attempt 1').waitFor()
        await page.getByText(message).waitFor()
        await page.locator('.fact-sheet').getByText('model_unauthorized').waitFor()
        await expectAccessible(page)
        await page.getByRole('button', { name: 'Retry' }).click()
        await page.getByText('Better now', { exact: true }).waitFor()
        await page.getByText('Attempt 2').waitFor()
        await expectAccessible(page)
      },
      { ...(await signedIn()), viewport },
    )
  },
)

it('shows an answer while it is written, and cancels its job', async () => {
  const message = script(crypto.randomUUID(), { pieces: ['The first ', 'half', ' and the rest'], heldAt: 2 })
  const stream = await openEvents('/api/chat', { body: { userId: newUser(), message, stream: true } })
  const { jobId } = (await stream.next())!.data as { jobId: string }
  await visit(
    consoleUrl(`/jobs/${jobId}`),
    async (page) => {
      await page.getByText('The first half', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Cancel job' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel job' }).click()
      await page.locator('.fact-sheet .state').getByText('Cancelled').waitFor()
    },
    await signedIn(),
  )
  expect((await jobOf(jobId)).status).toBe('cancelled')
  stream.close()
})

it('shows that the job does not exist', () =>
  signedIn().then((options) =>
    visit(
      consoleUrl(`/jobs/job_${'0'.repeat(32)}`),
      async (page) => {
        await page.getByRole('alert').getByText('There is no job').waitFor()
        await expectAccessible(page)
      },
      { ...options, expectedError: /404/ },
    ),
  ))
