import { beforeEach, describe, expect, it } from 'vitest'
import { type Caller, owner } from '#lib/auth/caller'
import { sha256Hex } from '#lib/hash'
import { newId } from '#lib/ids'
import { settleAttempt } from '#lib/jobs/attempt/settle-store'
import { revokeRow } from '#lib/keys/store'
import { adapterOf } from '#lib/oauth/adapter'
import { createGrant, deleteGrant } from '#lib/oauth/grants-store'
import { findSubscriptions } from '#lib/subscriptions/list-store'
import { endEventSubscription, listEventSubscriptions } from '#lib/subscriptions/operations'
import { completedWith, running } from '#tests/support/jobs'
import { page } from '#tests/support/paging'
import { query, receiver, setUpReceiver } from '#tests/support/receiving'
import { deliveries, keyCaller, rowOf, subscribed } from './support.ts'

const issuer = 'https://api.example'

Object.assign(process.env, {
  OIDC_ISSUER: 'https://id.example/realm/',
  OIDC_CLIENT_ID: 'client',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_ALLOWED: 'ada@example.com',
})

setUpReceiver()

beforeEach(() => query('delete from event_subscriptions'))

const listed = async (userId?: string) => (await findSubscriptions(userId, page(10))).items
const idsListed = async (userId?: string) =>
  (await listed(userId)).map(({ subscriptionId }) => subscriptionId)

/** An app that an account of the identity provider signed in to. */
async function appCaller(userId: string, account: string): Promise<Caller> {
  const [grantId, clientId] = [newId('grant'), crypto.randomUUID()]
  const clientHash = sha256Hex(clientId)
  await adapterOf('Client', issuer).upsert(clientId, { client_id: clientId, client_name: 'n'.repeat(300) })
  const grant = { id: grantId, clientId, clientHash, keyId: null, ownerKeyFingerprint: null, userId }
  await createGrant({ ...grant, scopes: ['read'], resource: 'r' })
  await adapterOf('Grant', issuer).upsert(grantId, { accountId: account, clientId }, 60)
  return { kind: 'token', keyId: null, scopes: ['read'], userId, signIn: { grantId, clientId } }
}

describe('the list of event subscriptions', () => {
  it('shows what each reports and who subscribed, newest first, without secrets', async () => {
    const { userId, job_id: jobId, job } = await running()
    const [caller, app] = [await keyCaller(userId), await appCaller(userId, 'outside:ada@example.com')]
    const ofOwner = await subscribed({ event: 'job.failed' })
    const ofKey = await subscribed({ caller, args: { jobId, conversationId: job.conversation_id } })
    const ofApp = await subscribed({ caller: app })
    const nobody = { keyId: null, signInId: null, clientId: null, clientName: null }
    const all = { event: 'job.completed', conversationId: null, jobId: null, state: 'active' }
    const lasting = ({ id, expiresAt, request: { url } }: typeof ofOwner) => ({
      ...{ subscriptionId: id, url, createdAt: expect.any(String), expiresAt },
    })
    expect(await listed()).toEqual([
      {
        ...{ ...all, ...nobody, ...lasting(ofApp), userId, signInId: app.signIn!.grantId },
        ...{ clientId: app.signIn!.clientId, clientName: 'n'.repeat(200) },
      },
      {
        ...{ ...all, ...nobody, ...lasting(ofKey), userId, keyId: caller.keyId },
        ...{ conversationId: job.conversation_id, jobId },
      },
      { ...all, ...nobody, ...lasting(ofOwner), userId: null, event: 'job.failed' },
    ])
  })

  it('is read page by page in both directions, and counted on request', async () => {
    const { userId } = await running()
    const ids = []
    for (let n = 0; n < 3; n++) ids.unshift((await subscribed({ args: { userId } })).id)
    await subscribed()
    for (const user of [userId, undefined]) {
      const whole = await listEventSubscriptions.run(
        { userId: user, limit: 50, offset: 0, total: true },
        owner,
      )
      const all = (whole.data as { subscriptions: { subscriptionId: string }[] }).subscriptions
      expect(whole.data).toMatchObject({ total: user ? 3 : 4 })
      const ask = async (place: object) => {
        const { data } = await listEventSubscriptions.run(
          { userId: user, limit: 2, offset: 0, ...place },
          owner,
        )
        return data as { subscriptions: unknown[]; nextCursor: string; previousCursor: string }
      }
      const first = await ask({})
      const second = await ask({ after: first.nextCursor })
      expect([...first.subscriptions, ...second.subscriptions]).toEqual(all)
      expect((await ask({ before: second.previousCursor })).subscriptions).toEqual(first.subscriptions)
    }
    expect(await idsListed(userId)).toEqual(ids)
  })

  it('leaves out the subscriptions of others, and those to the jobs of all users', async () => {
    const [mine, other] = [await running(), await running()]
    const own = await subscribed({ caller: await keyCaller(mine.userId) })
    const byOwner = await subscribed({ args: { jobId: mine.job_id } })
    await subscribed({ caller: await keyCaller(other.userId) })
    await subscribed()
    expect(await idsListed(mine.userId)).toEqual([byOwner.id, own.id])
    expect(await idsListed('nobody')).toEqual([])
  })

  it('leaves out what has ended: by time, or with its key, its scopes, its sign-in or API_SECRET_KEY', async () => {
    const { userId } = await running()
    const callers = await Promise.all([1, 2, 3].map(() => keyCaller(userId)))
    const app = await appCaller(userId, 'owner')
    const [kept, late, revoked, limited, changed] = [
      await subscribed(),
      await subscribed({ caller: callers[0]! }),
      await subscribed({ caller: callers[1]! }),
      await subscribed({ caller: callers[2]! }),
      await subscribed(),
    ]
    const signedOut = await subscribed({ caller: app })
    expect(await idsListed()).toHaveLength(6)
    await query('update event_subscriptions set expires_at = now() where id = $1', [late.id])
    await revokeRow(callers[1]!.keyId!)
    await query(`update api_keys set scopes = '{usage}' where id = $1`, [callers[2]!.keyId])
    await query(`update event_subscriptions set owner_mark = 'ffffffff' where id = $1`, [changed.id])
    await deleteGrant(app.signIn!.grantId, null)
    expect(await idsListed()).toEqual([kept.id])
    const stored = await Promise.all([late, revoked, limited, changed, signedOut].map(({ id }) => rowOf(id)))
    expect(stored.map((row) => row !== undefined)).toEqual([true, true, true, true, false])
  })

  it('shows as barred the app of a person whom OIDC_ALLOWED does not allow', async () => {
    const { userId } = await running()
    const { id } = await subscribed({ caller: await appCaller(userId, 'outside:eve@example.com') })
    expect(await listed()).toMatchObject([{ subscriptionId: id, state: 'barred' }])
  })
})

describe('endEventSubscription', () => {
  const end = (id: string, caller: Caller) => endEventSubscription.run({ id }, caller)

  it('ends a subscription of another client of the user, and sends nothing that is pending', async () => {
    const { userId, job } = await running()
    const { id } = await subscribed({ caller: await appCaller(userId, 'owner') })
    await settleAttempt(job, completedWith('done'))
    expect(await deliveries(id)).toHaveLength(1)
    const caller = await keyCaller(userId)
    expect(await end(id, caller)).toMatchObject({ status: 200, data: { subscriptionId: id } })
    expect([await deliveries(id), await idsListed()]).toEqual([[], []])
    await expect(end(id, caller)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('lets the client subscribe again under the same id', async () => {
    const { id, request } = await subscribed({ url: receiver.url('confirm') })
    await end(id, owner)
    expect((await subscribed({ url: request.url })).id).toBe(id)
  })

  it('does not know the subscriptions of others, nor those to the jobs of all users', async () => {
    const [mine, other] = [await running(), await running()]
    const caller = await keyCaller(mine.userId)
    for (const { id } of [await subscribed({ caller: await keyCaller(other.userId) }), await subscribed()]) {
      await expect(end(id, caller)).rejects.toMatchObject({ code: 'not_found' })
      expect(await rowOf(id)).toBeDefined()
      await end(id, owner)
    }
  })
})
