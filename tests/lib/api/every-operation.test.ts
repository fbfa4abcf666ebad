import { beforeAll, describe, expect, it, vi } from 'vitest'
import { commonErrors } from '#lib/api/errors'
import { toRawInput } from '#lib/api/input'
import { rateLimit, rateLimitSubject } from '#lib/api/limits'
import { perform } from '#lib/api/perform'
import { anyone, type Caller, owner } from '#lib/auth/caller'
import { newId } from '#lib/ids'
import { operations } from '#lib/operations'
import { freezeAtHalfPast } from '#tests/support/hour'
import { useServices } from '#tests/support/lib-services'

beforeAll(async () => {
  await useServices()
})

const named = operations
  .filter(({ access }) => access !== 'anyone')
  .map((operation) => [operation.id, operation] as const)

describe.each(named)('%s', (_, operation) => {
  /** The documented error that this caller gets, and whether the operation has run. */
  async function ask(caller: Caller) {
    const run = vi.fn(operation.run)
    const raw = toRawInput(operation, operation.examples![0]!.input)
    const error = await perform({ ...operation, run }, raw, caller, 'req_test').then(
      () => undefined,
      (thrown) => thrown,
    )
    expect([...commonErrors(operation), ...(operation.errors ?? [])]).toContain(error?.code)
    return { code: error?.code, headers: error?.extras.headers, hasRun: run.mock.calls.length > 0 }
  }

  it('does nothing for a caller without a key', async () => {
    expect(await ask(anyone)).toMatchObject({ code: 'unauthorized', hasRun: false })
  })

  it('does nothing for a key without a scope', async () => {
    const key = { kind: 'key', keyId: newId('key'), scopes: [] } as const
    for (const userId of [null, 'ada'])
      expect(await ask({ ...key, userId })).toMatchObject({ code: 'insufficient_scope', hasRun: false })
  })

  it('does nothing for a caller over the rate limit, and says when to try again', async () => {
    freezeAtHalfPast()
    const caller = { ...owner, keyId: newId('key'), requestsPerHour: 1 }
    expect((await rateLimit('read', rateLimitSubject(caller, undefined))).exceeded).toBeUndefined()
    expect(await ask(caller)).toEqual({
      code: 'rate_limited',
      headers: expect.objectContaining({ 'retry-after': expect.stringMatching(/^[1-9]\d*$/) }),
      hasRun: false,
    })
  })
})
