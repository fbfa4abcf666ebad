import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import { beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { owner } from '#lib/auth/caller'
import { DatabaseUnavailable } from '#lib/db/index'
import type { CallContext } from '#lib/mcp/call'
import { limited } from '#lib/mcp/limited'
import { freezeAtHalfPast } from '#tests/support/hour'
import { useServices } from '#tests/support/lib-services'

beforeAll(async () => {
  await useServices()
  process.env.RATE_LIMIT_PER_HOUR = '1'
})
beforeEach(() => {
  freezeAtHalfPast()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

const contextOf = (keyId: string): CallContext => ({
  caller: { ...owner, kind: 'key', keyId, userId: keyId },
  requestId: 'req_1',
  publicUrl: 'https://example.com',
  era: 'modern',
  rejectionSubject: 'address:test',
})
const errorOf = (keyId: string, run: () => Promise<unknown>) =>
  limited('resources/list', 'write', contextOf(keyId), run).then(
    () => undefined,
    (error: unknown) => error as ProtocolError,
  )

it('reports a fault in the words of the API, and says nothing of its cause', async () => {
  const error = await errorOf('database', () => Promise.reject(new DatabaseUnavailable('db.internal')))
  expect(error).toBeInstanceOf(ProtocolError)
  expect(error?.data).toEqual({ code: 'database_unavailable' })
  expect(error?.message).not.toContain('db.internal')
})

it('passes on an error of the protocol', async () => {
  const own = new ProtocolError(ProtocolErrorCode.InvalidParams, 'Wrong.')
  expect(await errorOf('protocol', () => Promise.reject(own))).toBe(own)
})

it('rejects a request over the limit without running it', async () => {
  const run = vi.fn(async () => {})
  expect(await errorOf('often', run)).toBeUndefined()
  expect((await errorOf('often', run))?.data).toEqual({ code: 'rate_limited' })
  expect(run).toHaveBeenCalledTimes(1)
})
