import type { Example } from '#lib/api/operation'

const keyId = 'key_01a209f9335dc1a2b3c4d5e6f7a8b9c0'
const active = {
  keyId,
  name: "Ada's GPT",
  prefix: 'gpts_7Qm2x',
  scopes: ['chat'],
  userId: 'ada',
  requestsPerHour: null,
  models: null,
  state: 'active',
  createdAt: '2026-11-24T09:12:55.031Z',
  lastUsedAt: null,
  expiresAt: '2027-02-22T09:12:55.030Z',
  revokedAt: null,
}
const usage = {
  month: { requests: 12, answers: 11, failures: 1, totalTokens: 7_514, cost: '0.0163', currency: 'USD' },
  budgets: [{ period: 'day', unit: 'tokens', spent: '92500', limit: '100000', isHard: true, share: 0.925 }],
}
const used = { ...active, lastUsedAt: '2026-11-24T09:14:03.120Z' }

/** An example of `createKey`. */
export const createKeyExamples: Example[] = [
  {
    title: 'A key for one user, for 90 days',
    input: { name: "Ada's GPT", scopes: ['chat'], userId: 'ada', expiresInDays: 90 },
    reply: {
      status: 201,
      message: 'Keep the key: it is not shown again.',
      data: { ...active, key: 'gpts_7Qm2x…' },
    },
  },
]

/** An example of `listKeys`. */
export const listKeysExamples: Example[] = [
  {
    title: 'The keys of a user',
    input: { userId: 'ada', limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '1 key.',
      data: { keys: [{ ...used, ...usage }], limit: 50, offset: 0, nextOffset: null },
    },
  },
]

/** An example of `revokeKey`. */
export const revokeKeyExamples: Example[] = [
  {
    title: 'The key is rejected from now on',
    input: { id: keyId },
    reply: {
      status: 200,
      message: 'The key is revoked.',
      data: { ...used, state: 'revoked', revokedAt: '2026-12-01T18:30:12.604Z' },
    },
  },
]
