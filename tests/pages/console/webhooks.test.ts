import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  confirm,
  consoleUrl,
  expectAccessible,
  signedIn,
  sizes,
  toast,
  untilLoaded,
} from '#tests/pages/console/support'
import { call } from '#tests/support/api'
import { withBrowser } from '#tests/support/browser'
import { boundKey } from '#tests/support/keys'
import { connect, eras, subscribe } from '#tests/support/mcp'
import { type Receiver, startReceiver } from '#tests/support/receiver'

const visit = withBrowser()
let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver.close())

it.each(Object.entries(sizes))(
  'creates, tests, disables and deletes an endpoint on a %s window',
  async (_, viewport) => {
    const { userId, key } = await boundKey()
    await visit(
      consoleUrl('/webhooks'),
      async (page) => {
        await untilLoaded(page)
        await expectAccessible(page)
        await page.getByRole('button', { name: 'Create endpoint' }).click()
        const form = page.getByRole('dialog', { name: 'Create endpoint' })
        await form.getByLabel('URL').fill(receiver.url())
        await form.getByLabel('job.completed').uncheck()
        await expectAccessible(page)
        await form.getByRole('button', { name: 'Create endpoint' }).click()
        const made = page.getByRole('dialog', { name: 'The secret of the endpoint' })
        expect(await made.getByRole('textbox').inputValue()).toMatch(/^whsec_/)
        await made.getByRole('button', { name: 'Close' }).click()
        await page.getByRole('button', { name: 'Test' }).click()
        const deliveries = page.getByRole('table', { name: 'Deliveries' })
        await deliveries.getByText('webhook.test').waitFor()
        await deliveries.getByText('Delivered', { exact: true }).waitFor()
        await expectAccessible(page)
        await page.getByRole('button', { name: 'Disable' }).click()
        await page.getByRole('button', { name: 'Enable' }).waitFor()
        await page.getByRole('button', { name: 'Delete' }).click()
        await confirm(page, 'Delete')
        await toast(page, 'The endpoint was deleted.')
        await page.getByText('There is no endpoint yet.').waitFor()
      },
      { ...(await signedIn(key)), viewport },
    )
    const { endpoints } = (await call('GET', `/api/webhook-endpoints?userId=${userId}`)).body.data
    expect(endpoints).toEqual([])
  },
)

it.each(Object.entries(sizes))('ends an event subscription on a %s window', async (_, viewport) => {
  const { userId, key, keyId } = await boundKey()
  const client = await connect(eras[0][1], key)
  const { id } = await subscribe(client, { url: receiver.url('confirm') })
  await visit(
    consoleUrl('/webhooks'),
    async (page) => {
      await untilLoaded(page)
      const subscriptions = page.getByRole('table', { name: 'Event subscriptions' })
      await subscriptions.getByText(keyId).waitFor()
      await expectAccessible(page)
      await subscriptions.getByRole('button', { name: 'End' }).click()
      await confirm(page, 'End')
      await toast(page, 'The subscription has ended.')
      await subscriptions.waitFor({ state: 'detached' })
    },
    { ...(await signedIn(key)), viewport },
  )
  const { subscriptions } = (await call('GET', `/api/event-subscriptions?userId=${userId}`)).body.data
  expect(subscriptions, id).toEqual([])
})
