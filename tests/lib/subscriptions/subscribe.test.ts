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
import { accept, answerJob, claim, completedWith, untilLocked } from '#tests/lib/jobs/support'
import { issue } from '#tests/lib/keys/support'
import { newUser } from '#tests/support/api'
import {
  ask,
  deliveries,
  query,
  receiver,
  rowOf,
  services,
  setUpSubscriptions,
  subscribed,
  verified,
} from './support.ts'

setUpSubscriptions()

const dayMs = 86_400_000
const lasts = ({ expiresAt }: { expiresAt: string }) => Date.parse(expiresAt) - Date.now()
const failure = { code: 'model_refused', message: 'It refused.' }

/** A job of a user that was claimed. */
async function running(userId = newUser()) {
  const accepted = await accept({ userId })
  return { userId, ...accepted, job: (await claim(accepted.job_id)).job }
}

/** Who calls with a new key of a user who exists. */
async function keyCaller(userId: string, fields: Record<string, unknown> = {}): Promise<Caller> {
  const { keyId, scopes } = await issue({ userId, ...fields })
  return { kind: 'key', keyId, scopes, userId }
}

describe('a receiver', () => {
  it('confirms before anything is stored, by the challenge of a signed call', async () => {
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
  ] as const)('that answers %s has not confirmed: %s', async (step, reason) => {
    const { outcome, request } = await ask({ url: receiver.url(step) })
    expect(outcome).toEqual({ kind: 'unconfirmed', reason })
    expect(await query('select from event_subscriptions where url = $1', [request.url])).toEqual([])
  })

  it('that speaks no TLS, or at whose port nobody is, has not confirmed', async () => {
    const url = receiver.url('confirm')
    const reasonAt = async (url: string) => (await ask({ url })).outcome
    expect(await reasonAt(url.replace('http:', 'https:'))).toEqual({
      kind: 'unconfirmed',
      reason: 'tls_error',
    })
    const closed = { kind: 'unconfirmed', reason: 'connection_refused' }
    expect(await reasonAt('http://127.0.0.1:1/')).toEqual(closed)
  })

  it('is asked once for all that one principal wants, and again for another', async () => {
    const [url, userId] = [receiver.url('confirm'), (await running()).userId]
    const caller = await keyCaller(userId)
    await subscribed({ url, caller })
    await subscribed({ url, caller, event: 'job.failed' })
    await subscribed({ url, caller })
    expect(receiver.received(url)).toHaveLength(1)
    await subscribed({ url, caller: await keyCaller(userId) })
    expect(receiver.received(url)).toHaveLength(2)
  })

  it('is asked again after a day', async () => {
    const { id, request } = await subscribed()
    await query("update event_subscriptions set verified_at = now() - interval '25 hours' where id = $1", [
      id,
    ])
    expect((await ask({ url: request.url })).outcome).toMatchObject({ kind: 'unconfirmed' })
  })

  it('whose answer breaks off has not confirmed in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const begun = new Promise((resolve) => subscribe('http.client.response.finish', resolve))
    const asked = verifyReceiver('sub_1', receiver.url('stall'), newWebhookSecret())
    await begun
    vi.advanceTimersByTime(tunables.webhookTimeoutMs)
    expect(await asked).toBe('timeout')
    vi.useRealTimers()
  })

  it('of one host is asked only so often: by one principal, and by all', async () => {
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
  it('keeps its id and its row when its client subscribes again, and lasts longer', async () => {
    const { id, request, secret } = await subscribed()
    await query("update event_subscriptions set expires_at = now() + interval '1 minute' where id = $1", [id])
    const again = await subscribed({ url: request.url, secret })
    expect(again.id).toBe(id)
    expect(lasts(again)).toBeGreaterThan(dayMs - 60_000)
    expect(id).toMatch(/^sub_[0-9a-f]{32}$/)
  })

  it('is another one for another URL, event, filter or principal', async () => {
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
    ['a month at most', 90 * dayMs, 30 * dayMs],
    ['a month for one that asks for ever', null, 30 * dayMs],
    ['five minutes at least', 1, 300_000],
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

  it('keeps its secret encrypted, and for a while signs with the one before as well', async () => {
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

  it('is one of so many of its principal', async () => {
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

  it('is for what there is, and what is the caller’s', async () => {
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

  it('to the jobs of all users takes the scope admin, and to those of one the scope chat or read', async () => {
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

  it('ends when its client says so, and only by its own client', async () => {
    const { id, request } = await subscribed()
    const { userId } = await running()
    await unsubscribe(await keyCaller(userId), request)
    expect(await rowOf(id)).toBeDefined()
    await unsubscribe(owner, request)
    await unsubscribe(owner, request)
    expect(await rowOf(id)).toBeUndefined()
  })

  it('is deleted, with the record of what was sent, a week after it ended', async () => {
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
  it('is told to whoever asked for it, once each, and to nobody else', async () => {
    const [mine, other] = [await running(), await running()]
    const caller = await keyCaller(mine.userId)
    const told = [
      await subscribed({ caller }),
      await subscribed({ caller, args: { jobId: mine.job_id } }),
      await subscribed({ caller, args: { conversationId: mine.job.conversation_id } }),
      await subscribed({ args: { userId: mine.userId } }),
      await subscribed(),
    ]
    const untold = [
      await subscribed({ caller, event: 'job.failed' }),
      await subscribed({ caller: await keyCaller(other.userId) }),
      await subscribed({ args: { jobId: other.job_id } }),
    ]
    const ended = await settleAttempt(mine.job, completedWith('done'))
    expect(await settleAttempt(mine.job, completedWith('again'))).toBeUndefined()
    for (const { id } of told)
      expect(await deliveries(id)).toMatchObject([
        { job_id: mine.job_id, event: 'job.completed', status: 'pending', url: `mcp-subscription:${id}` },
      ])
    for (const { id } of untold) expect(await deliveries(id)).toEqual([])
    expect(ended!.deliveryIds).toEqual(expect.arrayContaining([(await deliveries(told[0]!.id))[0]!.id]))
    await unsubscribe(owner, told[4]!.request)
  })

  it('is told when it fails, and never to a subscription that has expired', async () => {
    const { userId, job } = await running()
    const caller = await keyCaller(userId)
    const lasting = await subscribed({ caller, event: 'job.failed' })
    const expired = await subscribed({ caller, event: 'job.failed' })
    await query('update event_subscriptions set expires_at = now() where id = $1', [expired.id])
    await settleAttempt(job, { status: 'failed', failure })
    expect(await deliveries(lasting.id)).toMatchObject([{ event: 'job.failed' }])
    expect(await deliveries(expired.id)).toEqual([])
  })

  it('that came before is told at once to who asks for that job, once', async () => {
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

  it('at the moment of the subscription is told once, whichever comes first', async () => {
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

  it('that was given up because the subscription had ended is told to who subscribes again', async () => {
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

  it('is not kept from being sent by a subscription that comes at the same moment', async () => {
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

  it('waits for no lock in a circle with the deletion of its user', async () => {
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

it('a user who is deleted takes the subscriptions along', async () => {
  const { userId, job } = await running()
  await settleAttempt(job, completedWith('done'))
  const ids = [await subscribed({ args: { userId } }), await subscribed({ caller: await keyCaller(userId) })]
  await query('select delete_user($1)', [userId])
  for (const { id } of ids) expect(await rowOf(id)).toBeUndefined()
})

it('a secret is whsec_ and 24 to 64 bytes', async () => {
  const { subscribeParams } = await import('#lib/subscriptions/schema')
  const isTaken = (secret: string) =>
    subscribeParams.safeParse({ name: 'x', delivery: { mode: 'webhook', url: 'https://a.example/', secret } })
      .success
  const bytes = (length: number) => `whsec_${randomBytes(length).toString('base64')}`
  expect([23, 24, 64, 65].map((length) => isTaken(bytes(length)))).toEqual([false, true, true, false])
  expect(isTaken(newWebhookSecret().slice('whsec_'.length))).toBe(false)
})
