import { beforeAll } from 'vitest'
import { newWebhookSecret } from '#lib/webhooks/secret'
import { call, chat, jobEnd } from '#tests/support/api'
import { atEnd } from '#tests/support/ending'
import { boundKey, newKey } from '#tests/support/keys'
import { script } from '#tests/support/model'
import { newUser } from '#tests/support/names'
import { tokensFor } from '#tests/support/oauth'
import { type Receiver, startReceiver } from '#tests/support/receiver'
import { sessionCookie } from '#tests/support/sessions'
import type { RecordIds } from '#tests/support/user-isolation'

/** A user on the shared server with one record of each kind. The open job's model call hangs. */
async function userWithRecords(receiver: Receiver): Promise<RecordIds> {
  const callbackUrl = receiver.url()
  const userId = newUser()
  const send = async (message: string, more = {}) =>
    (await chat({ userId, message, wait: 0, ...more })).body.data.jobId as string
  const answered = (await jobEnd(await send('a secret', { callbackUrl }))).body.data
  const failed = (await jobEnd(await send(script(userId, { status: 401 })))).body.data
  const openJobId = await send(script(userId, { broken: 'hang' }))
  const { key, keyId } = await newKey({ userId })
  await tokensFor(key)
  const endpoint = { userId, url: callbackUrl, enabled: false }
  const { endpointId } = (await call('POST', '/api/webhook-endpoints', { body: endpoint })).body.data
  const { signIns } = (await call('GET', `/api/sign-ins?userId=${userId}`)).body.data
  const { deliveries } = (await call('GET', `/api/webhooks?jobId=${answered.jobId}`)).body.data
  return {
    userId,
    conversationId: answered.conversationId,
    messageId: answered.messageId,
    jobId: answered.jobId,
    failedJobId: failed.jobId,
    openJobId,
    deliveryId: deliveries[0].deliveryId,
    keyId,
    signInId: signIns[0].signInId,
    endpointId,
    sessionId: (await sessionCookie(key)).sessionId,
    subscriptionId: await subscriptionTo(userId, receiver.url('confirm')),
  }
}

/** A subscription of the owner to the user's jobs. */
async function subscriptionTo(userId: string, url: string): Promise<string> {
  const delivery = { mode: 'webhook', url, secret: newWebhookSecret() }
  const params = { name: 'job.failed', arguments: { userId }, delivery }
  const headers = { accept: 'application/json' }
  const { body } = await call('POST', '/mcp', {
    headers,
    body: { jsonrpc: '2.0', id: 1, method: 'events/subscribe', params },
  })
  return body.result.id
}

/** A user with one record of each kind, and another user's key. Created before the block's tests, cleaned up after. */
export function useOtherUsersRecords(): { ids: RecordIds; key: string } {
  const made = {} as { ids: RecordIds; key: string }
  let receiver: Receiver
  beforeAll(async () => {
    receiver = await startReceiver()
    made.ids = await userWithRecords(receiver)
    made.key = (await boundKey({ scopes: ['chat', 'read', 'usage'] })).key
  })
  atEnd(async () => {
    await call('POST', `/api/jobs/${made.ids.openJobId}/cancel`)
    await receiver.close()
  })
  return made
}
