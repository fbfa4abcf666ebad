import { describe, expect, it, vi } from 'vitest'
import { type Caller, owner } from '#lib/auth/caller'
import { ownerKeyFingerprint } from '#lib/auth/derive'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { reviveJobs } from '#lib/jobs/store'
import { revokeRow } from '#lib/keys/store'
import { createGrant, deleteGrant, putGrantPayload } from '#lib/oauth/grants-store'
import { tunables } from '#lib/tunables'
import { restartDelivery, restartFailed } from '#lib/webhooks/redelivery-store'
import { newWebhookSecret } from '#lib/webhooks/secret'
import { issue } from '#tests/lib/keys/support'
import { ageDelivery, attemptsOf, deliveryRow } from '#tests/support/deliveries'
import { completedWith, running } from '#tests/support/jobs'
import { query, receiver, send, services, setUpReceiver, verified } from '#tests/support/receiving'
import { deliveries, rowOf, subscribed } from './support.ts'

setUpReceiver()

/** A subscription to a job that has ended, with the delivery. */
async function delivered(given: Parameters<typeof subscribed>[0] = {}, answer = 'done', one = running()) {
  const { userId, job, job_id: jobId } = await one
  const made = await subscribed({ args: { jobId }, ...given })
  await settleAttempt(job, completedWith(answer))
  const [delivery] = await deliveries(made.id)
  return { ...made, userId, jobId, job, deliveryId: delivery!.id as string }
}
const errorsOf = async (id: string) =>
  (await attemptsOf(services.database, id)).map(({ status_code, error }) => status_code ?? error)
const isLive = async (id: string) => (await rowOf(id)).expires_at > new Date()

describe('an event', () => {
  it('is one object as in the draft, signed with the secret of its client', async () => {
    const { id, request, secret, deliveryId, jobId, userId, job } = await delivered()
    expect(await send(deliveryId)).toEqual({ kind: 'done' })
    const [, call] = receiver.received(request.url)
    expect(call!.headers).toMatchObject({
      'webhook-id': deliveryId,
      'x-mcp-subscription-id': id,
      'content-type': 'application/json',
    })
    const finishedAt = expect.stringMatching(/^2.+Z$/)
    expect(verified(request.url, secret, 1)).toEqual({
      eventId: deliveryId,
      name: 'job.completed',
      timestamp: finishedAt,
      data: {
        jobId,
        status: 'completed',
        conversationId: job.conversation_id,
        userId,
        messageId: expect.any(Number),
        model: expect.any(String),
        response: 'done',
        isCut: false,
        finishedAt,
      },
      cursor: null,
    })
  })

  it('contains the beginning of a long answer, far below the limit of receivers', async () => {
    const { request, secret, deliveryId } = await delivered({}, '\u0001한'.repeat(100_000))
    await send(deliveryId)
    expect(receiver.received(request.url)[1]!.body.length).toBeLessThan(256 * 1024)
    const { data } = verified(request.url, secret, 1) as { data: { response: string; isCut: boolean } }
    expect(data.isCut).toBe(true)
    expect(data.response.length).toBeLessThanOrEqual(tunables.subscriptionAnswerCharactersMax)
  })

  it('contains the error of a failed job', async () => {
    const { job, job_id: jobId } = await running()
    const { id, request, secret } = await subscribed({ event: 'job.failed', args: { jobId } })
    const failure = { code: 'model_refused', message: 'It refused.' }
    await settleAttempt(job, { status: 'failed', failure })
    await send((await deliveries(id))[0]!.id)
    expect(verified(request.url, secret, 1)).toMatchObject({
      name: 'job.failed',
      data: { jobId, status: 'failed', error: failure },
    })
  })

  it('is retried after a failure with the same id, and is signed with both secrets after a refresh', async () => {
    const url = receiver.url('confirm', 500, 200)
    const { id, secret, deliveryId, jobId } = await delivered({ url })
    expect(await send(deliveryId)).toMatchObject({ kind: 'retry' })
    const next = newWebhookSecret()
    await subscribed({ url, secret: next, args: { jobId } })
    await ageDelivery(services.database, deliveryId, 10)
    expect(await send(deliveryId)).toEqual({ kind: 'done' })
    const [, first, second] = receiver.received(url)
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
    for (const each of [secret, next]) expect(verified(url, each, 2)).toMatchObject({ eventId: deliveryId })
    expect(() => verified(url, next, 1)).toThrow()

    await query('update event_subscriptions set previous_secret_until = now() where id = $1', [id])
    await restartDelivery(deliveryId)
    await send(deliveryId)
    expect(() => verified(url, secret, 3)).toThrow()
  })

  it('is not retried after 413, and 410 ends its subscription', async () => {
    const tooLarge = await delivered({ url: receiver.url('confirm', 413) })
    expect(await send(tooLarge.deliveryId)).toMatchObject({ kind: 'dead' })
    expect(await isLive(tooLarge.id)).toBe(true)
    const gone = await delivered({ url: receiver.url('confirm', 410, 'confirm') })
    expect(await send(gone.deliveryId)).toMatchObject({ kind: 'dead' })
    expect(await isLive(gone.id)).toBe(false)
    expect(await deliveryRow(services.database, gone.deliveryId)).toMatchObject({ status: 'failed' })
    // A client that subscribes again has its receiver confirm again.
    await subscribed({ url: gone.request.url, args: { jobId: gone.jobId } })
    expect(receiver.received(gone.request.url)).toHaveLength(3)
    expect(await isLive(gone.id)).toBe(true)
  })

  it('does not end a subscription with a late 410 when it was refreshed meanwhile', async () => {
    const { id, request, secret, deliveryId, jobId } = await delivered({
      url: receiver.url('confirm', 'hang'),
    })
    const sent = send(deliveryId)
    await receiver.until(request.url, 2)
    await subscribed({ url: request.url, secret, args: { jobId } })
    receiver.answerHeld(request.url, 410)
    expect(await sent).toMatchObject({ kind: 'dead' })
    expect(await isLive(id)).toBe(true)
  })

  it('is not sent when its job is queued again', async () => {
    const { userId, job, job_id: jobId } = await running()
    const { id, request } = await subscribed({ event: 'job.failed', args: { jobId } })
    await settleAttempt(job, { status: 'failed', failure: { code: 'model_refused', message: 'No.' } })
    await reviveJobs({ jobIds: [jobId], userId, limit: 1 })
    const [delivery] = await deliveries(id)
    expect(await send(delivery!.id)).toMatchObject({ kind: 'dead' })
    expect(await errorsOf(delivery!.id)).toEqual(['superseded'])
    expect(receiver.received(request.url)).toHaveLength(1)
  })

  it('is sent again on demand while its subscription lasts', async () => {
    const { id, deliveryId } = await delivered({ url: receiver.url('confirm', 413, 200) })
    await send(deliveryId)
    expect(await restartDelivery(deliveryId)).toMatchObject({
      outcome: 'restarted',
      delivery: { subscriptionId: id },
    })
    expect(await send(deliveryId)).toEqual({ kind: 'done' })
    await query('update event_subscriptions set expires_at = now() where id = $1', [id])
    expect(await restartDelivery(deliveryId)).toMatchObject({ outcome: 'disabled' })
    await query("update webhook_deliveries set status = 'failed' where id = $1", [deliveryId])
    expect(await restartFailed({}, 100)).not.toContain(deliveryId)
  })
})

describe('a subscription', () => {
  /** Checks that the pending delivery fails because the subscription has ended, and that nothing is sent. */
  async function expectEnded({ id, request, deliveryId }: Awaited<ReturnType<typeof delivered>>) {
    expect(await send(deliveryId)).toMatchObject({ kind: 'dead' })
    expect(await errorsOf(deliveryId)).toEqual(['subscription_ended'])
    expect(receiver.received(request.url)).toHaveLength(1)
    expect(await isLive(id)).toBe(false)
  }

  it('sends nothing after it has expired', async () => {
    const one = await delivered()
    await query('update event_subscriptions set expires_at = now() where id = $1', [one.id])
    await expectEnded(one)
  })

  it('sends nothing when its key is revoked, has expired or has lost the scopes', async () => {
    for (const end of [
      'revoked_at = now()',
      "expires_at = now() - interval '1 second'",
      "scopes = '{usage}'",
    ]) {
      const one = running()
      const { userId } = await one
      const { keyId, scopes } = await issue({ userId })
      const made = await delivered({ caller: { kind: 'key', keyId, scopes, userId } }, 'done', one)
      await query(`update api_keys set ${end} where id = $1`, [keyId])
      await expectEnded(made)
    }
  })

  it('sends nothing when API_SECRET_KEY has changed', async () => {
    const one = await delivered()
    expect((await rowOf(one.id)).owner_mark).toBe(ownerKeyFingerprint())
    await query("update event_subscriptions set owner_mark = 'ffffffff' where id = $1", [one.id])
    await expectEnded(one)
  })

  /** An app to which a person signed in, by default with a personal key. */
  async function signedIn(userId: string, clientId: string, account = 'key:x', scopes = ['read' as const]) {
    const grantId = newId('grant')
    const { keyId } = await issue({ userId })
    const key = account === 'key:x' ? keyId : null
    const grant = { id: grantId, clientId, clientHash: 'h', keyId: key, ownerKeyFingerprint: null, userId }
    await createGrant({ ...grant, scopes, resource: 'r' })
    await putGrantPayload(grantId, { accountId: account === 'key:x' ? `key:${keyId}` : account })
    const signIn = { grantId, clientId }
    const caller: Caller = { kind: 'token', keyId: key, scopes, userId, signIn }
    return { caller, grantId, keyId }
  }

  it('is deleted when the sign-in of its app ends', async () => {
    const one = running()
    const { caller, grantId } = await signedIn((await one).userId, 'app')
    const { id, deliveryId } = await delivered({ caller }, 'done', one)
    await deleteGrant(grantId)
    expect(await rowOf(id)).toBeUndefined()
    expect(await send(deliveryId)).toEqual({ kind: 'duplicate' })
  })

  it('sends nothing when the key of its sign-in is revoked, or the person is no longer allowed', async () => {
    const [first, second] = [running(), running()]
    const byKey = await signedIn((await first).userId, 'app')
    const one = await delivered({ caller: byKey.caller }, 'done', first)
    await revokeRow(byKey.keyId)
    await expectEnded(one)
    const { userId } = await second
    const outside = await signedIn(userId, 'app', `outside:${userId}`)
    vi.stubEnv('OIDC_ALLOWED', '')
    await expectEnded(await delivered({ caller: outside.caller }, 'done', second))
    vi.unstubAllEnvs()
  })

  it('cannot be made with a token without a sign-in', async () => {
    const { userId } = await running()
    const caller: Caller = { kind: 'token', keyId: null, scopes: ['read'], userId }
    await expect(subscribed({ caller })).rejects.toThrow('no sign-in')
  })

  it('ends with the new sign-in, not the old one, after a person signs in to the app again', async () => {
    const one = running()
    const { userId } = await one
    const [before, now] = [await signedIn(userId, 'app'), await signedIn(userId, 'app')]
    const url = receiver.url('confirm', 200)
    const { id } = await subscribed({ caller: before.caller, url, args: { jobId: (await one).job_id } })
    const again = await subscribed({ caller: now.caller, url, args: { jobId: (await one).job_id } })
    expect(again.id).toBe(id)
    await deleteGrant(before.grantId)
    expect(await isLive(id)).toBe(true)
    await deleteGrant(now.grantId)
    expect(await rowOf(id)).toBeUndefined()
  })

  it('sends nothing while its secret cannot be decrypted', async () => {
    const { id, deliveryId } = await delivered()
    const other = await subscribed({ caller: owner })
    const { sealed_secret } = await rowOf(other.id)
    await query('update event_subscriptions set sealed_secret = $2 where id = $1', [id, sealed_secret])
    expect(await send(deliveryId)).toMatchObject({ kind: 'retry' })
    expect(await errorsOf(deliveryId)).toEqual(['secret_unreadable'])
  })
})
