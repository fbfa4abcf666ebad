import { beforeAll, expect, it, vi } from 'vitest'
import { ApiError } from '#lib/api/errors'
import { beginCall } from '#lib/openai-api/repeatable-call'
import { runCall, type TurnCall } from '#lib/openai-api/run-call'
import type { Call } from '#lib/openai-api/serve'
import { useServices } from '#tests/support/lib-services'
import { newUser } from '#tests/support/names'

beforeAll(async () => {
  await useServices()
})

const caller = { kind: 'secret', keyId: null, userId: null } as unknown as Call['caller']

/** The same request of one user, after this many retries. */
const callOf = (userId: string, retries: number, signal = new AbortController().signal): Call => ({
  caller,
  userId,
  path: '/v1/chat/completions',
  params: {},
  query: new URLSearchParams(),
  body: {},
  sent: '{}',
  headers: new Headers({ 'x-stainless-retry-count': String(retries) }),
  signal,
})

it('does not accept a call whose client has disconnected, because its retry may have come first', async () => {
  const userId = newUser()
  const work = vi.fn()
  const turn = { userId, message: 'Hello' }
  const retry = await beginCall(callOf(userId, 1))
  await expect(runCall(callOf(userId, 0, AbortSignal.abort()), turn, work)).rejects.toThrow('disconnected')
  expect(work).not.toHaveBeenCalled()
  // The disconnected call is not found instead of its retry.
  expect((await beginCall(callOf(userId, 2))).idempotencyKey).toBe(retry.idempotencyKey)
})

it('still finds the job of a call whose retry has disconnected', async () => {
  const userId = newUser()
  const first = await beginCall(callOf(userId, 0))
  const leaving = callOf(userId, 1, AbortSignal.abort())
  await expect(runCall(leaving, { userId, message: 'Hello' }, vi.fn())).rejects.toThrow('disconnected')
  expect((await beginCall(callOf(userId, 2))).idempotencyKey).toBe(first.idempotencyKey)
})

it('still finds the job of a call whose retry was rejected, but not a call that was itself rejected', async () => {
  const userId = newUser()
  const turn = { userId, message: 'Hello' }
  const rejecting = () => Promise.reject(new ApiError('conflict', 'Busy.'))
  const first = await beginCall(callOf(userId, 0))
  await expect(runCall(callOf(userId, 1), turn, rejecting)).rejects.toThrow('Busy.')
  expect((await beginCall(callOf(userId, 2))).idempotencyKey).toBe(first.idempotencyKey)

  const other = newUser()
  let rejected: string | undefined
  const noting = ({ input }: TurnCall) => {
    rejected = input.idempotencyKey
    return rejecting()
  }
  await expect(runCall(callOf(other, 0), { ...turn, userId: other }, noting)).rejects.toThrow('Busy.')
  expect((await beginCall(callOf(other, 1))).idempotencyKey).not.toBe(rejected)
})
