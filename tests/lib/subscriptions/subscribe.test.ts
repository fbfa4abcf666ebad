import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import { describe, expect, it, vi } from 'vitest'
import { type Caller, owner, type Scope } from '#lib/auth/caller'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { expireSubscriptions } from '#lib/subscriptions/store'
import { unsubscribe } from '#lib/subscriptions/subscribe'
import { takeVerification, verifyReceiver } from '#lib/subscriptions/verify'
import { tunables } from '#lib/tunables'
import { removeUser } from '#lib/users/delete'
import { newWebhookSecret } from '#lib/webhooks/secret'
import { issue } from '#tests/lib/keys/support'
import { accept, answerJob, completedWith, running, untilLocked } from '#tests/support/jobs'
import { newUser } from '#tests/support/names'
import { query, receiver, services, setUpReceiver, verified } from '#tests/support/receiving'
import { ask, deliveries, keyCaller, rowOf, subscribed } from './support.ts'

setUpReceiver()

const dayMs = 86_400_000
const lasts = ({ expiresAt }: { expiresAt: string }) => Date.parse(expiresAt) - Date.now()
const failure = { code: 'model_refused', message: 'It refused.' }

describe('a receiver', () => {
  it('must confirm the challenge of a signed call before anything is stored', async () => {
    const { id, request, secret } = await subscribed()
    const [asked] = receiver.received(request.url)
    expect(asked!.headers['x-mcp-subscription-id']).toBe(id)
    expect(asked!.headers['webhook-id']).toMatch(/^msg_verification_/)
    expect(verified(request.url, secret, 0)).toEqual({ type: 'verification', challenge: expect.any(String) })
  })

  it.each([
    [200, 'challenge_failed'],
    [302, 'challenge_failed'],
    [404, 'http_4xx'],
    [503, 'http_5xx'],
    ['cut', 'connection_refused'],
  ] as const)('has not confirmed when it answers %s: %s', async (step, reason) => {
    const { outcome, request } = await ask({ url: receiver.url(step) })
    expect(outcome).toEqual({ kind: 'unconfirmed', reason })
    expect(await query('select from event_subscriptions where url = $1', [request.url])).toEqual([])
  })

  it('has not confirmed without TLS or at a closed port', async () => {
    const url = receiver.url('confirm')
    const reasonAt = async (url: string) => (await ask({ url })).outcome
    expect(await reasonAt(url.replace('http:', 'https:'))).toEqual({
      kind: 'unconfirmed',
      reason: 'tls_error',
    })
    const closed = { kind: 'unconfirmed', reason: 'connection_refused' }
    expect(await reasonAt('http://127.0.0.1:1/')).toEqual(closed)
  })

  it('is verified once for all subscriptions of one principal, and again for another principal', async () => {
    const [url, userId] = [receiver.url('confirm'), (await running()).userId]
    const caller = await keyCaller(userId)
    await subscribed({ url, caller })
    await subscribed({ url, caller, event: 'job.failed' })
    await subscribed({ url, caller })
    expect(receiver.received(url)).toHaveLength(1)
    await subscribed({ url, caller: await keyCaller(userId) })
    expect(receiver.received(url)).toHaveLength(2)
  })

  it('is verified again after a day', async () => {
    const { id, request } = await subscribed()
    await query("update event_subscriptions set verified_at = now() - interval '25 hours' where id = $1", [
      id,
    ])
    expect((await ask({ url: request.url })).outcome).toMatchObject({ kind: 'unconfirmed' })
  })

  it('has not confirmed in time when its answer stalls', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const begun = new Promise((resolve) => subscribe('http.client.response.finish', resolve))
    const asked = verifyReceiver('sub_1', receiver.url('stall'), newWebhookSecret())
    await begun
    vi.advanceTimersByTime(tunables.webhookTimeoutMs)
    expect(await asked).toBe('timeout')
    vi.useRealTimers()
  })

  it('is verified a limited number of times per host, by one principal and by all', async () => {
    const { userId } = await running()
    const url = (port: number) => `http://verified.example:${port}/`
    const take = async (principal: string, times: number) => {
      const taken = await Promise.all(
        Array.from({ length: times }, (_, n) => takeVerification(principal, url(n + 1))),
      )
      return taken.filter(Boolean).length
    }
    const { subscriptionVerificationsPerHour: own, subscriptionVerificationsPerHourMax: all } = tunables
    expect(await take('one', own + 5)).toBe(own)
    let others = 0
    for (let n = 0; n * own < all; n++) others += await take(`other ${n}`, own)
    expect(own + others).toBeLessThanOrEqual(all)
    expect(await takeVerification('yet another', url(1))).toBe(false)
    const caller = await keyCaller(userId)
    expect((await ask({ caller, url: url(1) })).outcome).toEqual({ kind: 'too_many_verifications' })
  })
})

describe('a subscription', () => {
  it('keeps its id when its client subscribes again, and lasts longer', async () => {
    const { id, request, secret } = await subscribed()
    await query("update event_subscriptions set expires_at = now() + interval '1 minute' where id = $1", [id])
    const again = await subscribed({ url: request.url, secret })
    expect(again.id).toBe(id)
    expect(lasts(again)).toBeGreaterThan(dayMs - 60_000)
    expect(id).toMatch(/^sub_[0-9a-f]{32}$/)
  })

  it('is a new one for another URL, event, filter or principal', async () => {
    const { userId, job_id: jobId, job } = await running()
    const url = receiver.url('confirm')
    const caller = await keyCaller(userId)
    const ids = [
      await subscribed({ url, caller }),
      await subscribed({ caller }),
      await subscribed({ url, caller, event: 'job.failed' }),
      await subscribed({ url, caller, args: { jobId } }),
      await subscribed({ url, caller, args: { conversationId: job.conversation_id } }),
      await subscribed({ url, caller: owner, args: { userId } }),
    ].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each([
    ['as long as its client asks', 2 * 3_600_000, 2 * 3_600_000],
    ['at most a month', 90 * dayMs, 30 * dayMs],
    ['a month if its client asks for no end', null, 30 * dayMs],
    ['at least five minutes', 1, 300_000],
  ])('lasts %s', async (_, ttlMs, lastsMs) => {
    const left = lasts(await subscribed({ ttlMs }))
    expect(left).toBeLessThanOrEqual(lastsMs)
    expect(left).toBeGreaterThan(lastsMs - 60_000)
  })

  it('lasts no longer than the key that made it', async () => {
    const { userId } = await running()
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const made = await subscribed({ caller: await keyCaller(userId, { expiresAt }) })
    expect(made.expiresAt).toBe(expiresAt)
  })

  it('stores its secret encrypted, and keeps the previous secret too', async () => {
    const { id, request, secret } = await subscribed()
    const first = await rowOf(id)
    expect(JSON.stringify(first)).not.toContain(secret.slice('whsec_'.length))
    await subscribed({ url: request.url, secret })
    expect(await rowOf(id)).toMatchObject({
      sealed_secret: first.sealed_secret,
      sealed_previous_secret: null,
    })
    const next = `whsec_${randomBytes(24).toString('base64')}`
    await Promise.all([1, 2, 3].map(() => subscribed({ url: request.url, secret: next })))
    expect(await rowOf(id)).toMatchObject({ sealed_previous_secret: first.sealed_secret })
  })

  it('is limited in number for each principal', async () => {
    const { userId } = await running()
    const [caller, url] = [await keyCaller(userId), receiver.url('confirm')]
    const { id } = await subscribed({ caller, url })
    await query(
      `insert into event_subscriptions (id, principal, key_id, access, user_id, event, url, secret_digest, sealed_secret, verified_at, expires_at)
       select id || n, principal, key_id, access, user_id, event, url || n, secret_digest, sealed_secret, verified_at, expires_at
       from event_subscriptions, generate_series(2, $2) n where id = $1`,
      [id, tunables.subscriptionsMax],
    )
    expect((await ask({ caller, event: 'job.failed', url })).outcome).toEqual({ kind: 'too_many' })
    await subscribed({ caller, url })
  })

  it('can only be for jobs, conversations and users that exist and that the caller may see', async () => {
    const [mine, other] = [await running(), await running()]
    const caller = await keyCaller(mine.userId)
    const kindOf = async (given: Parameters<typeof ask>[0]) => (await ask(given)).outcome.kind
    expect(await kindOf({ caller, args: { jobId: other.job_id } })).toBe('no_job')
    expect(await kindOf({ caller, args: { conversationId: other.job.conversation_id } })).toBe(
      'no_conversation',
    )
    expect(await kindOf({ args: { userId: newUser() } })).toBe('no_user')
    const both = { jobId: mine.job_id, conversationId: other.job.conversation_id }
    expect(await kindOf({ args: both })).toBe('no_job')
  })

  it('needs the scope admin for all users, and chat or read for one user', async () => {
    const { userId } = await running()
    const forAll = async (scopes: Scope[]): Promise<Caller> => {
      const { keyId } = await issue({ scopes })
      return { kind: 'key', keyId, scopes, userId: null }
    }
    const kindOf = async (scopes: Scope[], args = {}) =>
      (await ask({ caller: await forAll(scopes), args })).outcome.kind
    expect(await kindOf(['chat', 'read'])).toBe('not_allowed')
    expect(await kindOf(['chat'], { userId })).toBe('subscribed')
    expect(await kindOf(['usage'], { userId })).toBe('not_allowed')
    expect(await kindOf(['admin'])).toBe('subscribed')
  })

  it('can be ended by its own client, and by no other', async () => {
    const { id, request } = await subscribed()
    const { userId } = await running()
    await unsubscribe(await keyCaller(userId), request)
    expect(await rowOf(id)).toBeDefined()
    await unsubscribe(owner, request)
    await unsubscribe(owner, request)
    expect(await rowOf(id)).toBeUndefined()
  })

  it('is deleted a week after it ended', async () => {
    const [ended, kept] = [await subscribed(), await subscribed()]
    await query('update event_subscriptions set expires_at = now() where id = $1', [kept.id])
    await query("update event_subscriptions set expires_at = now() - interval '8 days' where id = $1", [
      ended.id,
    ])
    expect(await expireSubscriptions()).toBe(1)
    expect(await rowOf(ended.id)).toBeUndefined()
    expect(await rowOf(kept.id)).toBeDefined()
  })
})

describe('the end of a job', () => {
  it('is delivered once to each matching subscription, and to no other', async () => {
    const [mine, other] = [await running(), await running()]
    const caller = await keyCaller(mine.userId)
    const matching = [
      await subscribed({ caller }),
      await subscribed({ caller, args: { jobId: mine.job_id } }),
      await subscribed({ caller, args: { conversationId: mine.job.conversation_id } }),
      await subscribed({ args: { userId: mine.userId } }),
      await subscribed(),
    ]
    const others = [
      await subscribed({ caller, event: 'job.failed' }),
      await subscribed({ caller: await keyCaller(other.userId) }),
      await subscribed({ args: { jobId: other.job_id } }),
    ]
    const ended = await settleAttempt(mine.job, completedWith('done'))
    expect(await settleAttempt(mine.job, completedWith('again'))).toBeUndefined()
    for (const { id } of matching)
      expect(await deliveries(id)).toMatchObject([
        { job_id: mine.job_id, event: 'job.completed', status: 'pending', url: `mcp-subscription:${id}` },
      ])
    for (const { id } of others) expect(await deliveries(id)).toEqual([])
    expect(ended!.deliveryIds).toEqual(expect.arrayContaining([(await deliveries(matching[0]!.id))[0]!.id]))
    await unsubscribe(owner, matching[4]!.request)
  })

  it('is delivered when the job fails, but never to an expired subscription', async () => {
    const { userId, job } = await running()
    const caller = await keyCaller(userId)
    const lasting = await subscribed({ caller, event: 'job.failed' })
    const expired = await subscribed({ caller, event: 'job.failed' })
    await query('update event_subscriptions set expires_at = now() where id = $1', [expired.id])
    await settleAttempt(job, { status: 'failed', failure })
    expect(await deliveries(lasting.id)).toMatchObject([{ event: 'job.failed' }])
    expect(await deliveries(expired.id)).toEqual([])
  })

  it('is delivered at once, and once, to a later subscription to that job', async () => {
    const userId = newUser()
    const { job_id: jobId } = await accept({ userId })
    await answerJob(jobId)
    const caller = await keyCaller(userId)
    const { id, request, secret } = await subscribed({ caller, args: { jobId } })
    const [delivery, ...more] = await deliveries(id)
    expect([delivery!.job_id, more]).toEqual([jobId, []])
    expect(services.queue.sent()).toContainEqual({ worker: 'webhook', payload: { deliveryId: delivery!.id } })
    await subscribed({ caller, args: { jobId }, url: request.url, secret })
    expect(await deliveries(id)).toHaveLength(1)
    expect(await deliveries((await subscribed({ caller, args: { jobId }, event: 'job.failed' })).id)).toEqual(
      [],
    )
  })

  it('is delivered once when the subscription comes at the same moment', async () => {
    const { userId, job_id: jobId, job } = await running()
    const caller = await keyCaller(userId)
    await query('begin')
    await query('select from conversations where id = $1 for no key update', [job.conversation_id])
    const url = receiver.url('confirm', 200)
    const both = Promise.all([
      subscribed({ caller, args: { jobId }, url }),
      settleAttempt(job, completedWith('done')),
    ])
    await untilLocked(services.database, 2)
    await query('commit')
    const [{ id }] = await both
    expect(await deliveries(id)).toHaveLength(1)
  })

  it('is delivered again to a subscription that is renewed after it expired', async () => {
    const userId = newUser()
    const { job_id: jobId } = await accept({ userId })
    await answerJob(jobId)
    const url = receiver.url('confirm')
    const { id, request, secret } = await subscribed({ args: { jobId }, url })
    const again = () => subscribed({ args: { jobId }, url: request.url, secret })
    await query(
      "update webhook_deliveries set status = 'failed', finished_at = now() where subscription_id = $1",
      [id],
    )
    await again()
    expect(await deliveries(id)).toHaveLength(1)
    await query('update event_subscriptions set expires_at = now() where id = $1', [id])
    await again()
    expect(await deliveries(id)).toMatchObject([{ status: 'failed' }, { status: 'pending' }])
  })

  it('sends the next job even if a subscription to it comes at the same moment', async () => {
    const first = await running()
    const conversationId = first.job.conversation_id
    const second = await accept({ userId: first.userId, conversationId })
    const { id, request, secret } = await subscribed({ args: { jobId: second.job_id } })
    await query('begin')
    await query('select from event_subscriptions where id = $1 for update', [id])
    const refresh = subscribed({ args: { jobId: second.job_id }, url: request.url, secret })
    await untilLocked(services.database, 1)
    const settled = settleAttempt(first.job, completedWith('done'))
    await untilLocked(services.database, 2)
    await query('commit')
    expect((await settled)!.nextId).toBe(second.job_id)
    await refresh
  })

  it('and a subscription to it cannot deadlock with the deletion of the user', async () => {
    for (let round = 0; round < 10; round++) {
      const { userId, job, job_id: jobId } = await running()
      await settleAttempt(job, completedWith('done'))
      const url = receiver.url('confirm')
      const caller = await keyCaller(userId)
      await subscribed({ caller, url })
      const [made] = await Promise.all([
        ask({ caller, args: { jobId }, url }),
        unsubscribe(caller, { event: 'job.completed', args: {}, url }),
        removeUser(userId),
      ])
      expect(['subscribed', 'not_allowed', 'no_user']).toContain(made.outcome.kind)
      expect(await query('select from event_subscriptions where url = $1', [url])).toEqual([])
    }
  })
})

it('the subscriptions of a deleted user are deleted', async () => {
  const { userId, job } = await running()
  await settleAttempt(job, completedWith('done'))
  const ids = [await subscribed({ args: { userId } }), await subscribed({ caller: await keyCaller(userId) })]
  await query('select delete_user($1)', [userId])
  for (const { id } of ids) expect(await rowOf(id)).toBeUndefined()
})

it('a secret must be whsec_ with 24 to 64 bytes', async () => {
  const { subscribeParams } = await import('#lib/subscriptions/schema')
  const isTaken = (secret: string) =>
    subscribeParams.safeParse({ name: 'x', delivery: { mode: 'webhook', url: 'https://a.example/', secret } })
      .success
  const bytes = (length: number) => `whsec_${randomBytes(length).toString('base64')}`
  expect([23, 24, 64, 65].map((length) => isTaken(bytes(length)))).toEqual([false, true, true, false])
  expect(isTaken(newWebhookSecret().slice('whsec_'.length))).toBe(false)
})
