import { beforeAll, expect, it, vi } from 'vitest'
import { beginCall } from '#lib/openai-api/repeatable-call'
import { runCall } from '#lib/openai-api/run-call'
import type { Call } from '#lib/openai-api/serve'
import { useServices } from '#tests/lib/support'
import { newUser } from '#tests/support/api'

beforeAll(async () => {
  await useServices()
})

const caller = { kind: 'secret', keyId: null, userId: null } as unknown as Call['caller']

/** The same request of one user, made for so many times. */
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

it('accepts nothing of a call whose client has left, since its retry may have come first', async () => {
  const userId = newUser()
  const work = vi.fn()
  const turn = { userId, message: 'Hello' }
  const retry = await beginCall(callOf(userId, 1))
  await expect(runCall(callOf(userId, 0, AbortSignal.abort()), turn, work)).rejects.toThrow('disconnected')
  expect(work).not.toHaveBeenCalled()
  // The one that has left is not found in place of its retry.
  expect((await beginCall(callOf(userId, 2))).idempotencyKey).toBe(retry.idempotencyKey)
})

it('still finds the job of a call whose retry has left', async () => {
  const userId = newUser()
  const first = await beginCall(callOf(userId, 0))
  const leaving = callOf(userId, 1, AbortSignal.abort())
  await expect(runCall(leaving, { userId, message: 'Hello' }, vi.fn())).rejects.toThrow('disconnected')
  expect((await beginCall(callOf(userId, 2))).idempotencyKey).toBe(first.idempotencyKey)
})
