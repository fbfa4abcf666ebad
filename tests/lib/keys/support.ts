import type { z } from 'zod'
import { perform } from '#lib/api/perform'
import type { Caller } from '#lib/auth/caller'
import { owner } from '#lib/auth/caller'
import { createKey } from '#lib/keys/operations'
import type { createdKey } from '#lib/keys/schema'

/** A key that `createKey` returns, in this process. */
export async function issue(fields: Record<string, unknown> = {}, caller: Caller = owner) {
  const body = { name: 'A test', ...fields }
  const { data } = await perform(createKey, { params: {}, query: {}, body }, caller, 'req_test')
  return data as z.infer<typeof createdKey>
}
