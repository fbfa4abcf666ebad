import { expect, it } from 'vitest'
import type { Caller } from '#lib/auth/caller'
import { knowledgeOperations } from '#lib/mcp/knowledge'
import { challengeScope } from '#lib/mcp/step-up'
import { operations } from '#lib/operations'

const caller: Caller = {
  kind: 'token',
  keyId: null,
  userId: 'ada',
  scopes: ['usage'],
  obtainable: ['chat', 'read'],
}
const context = { caller, requestId: 'req_1', publicUrl: 'https://api.example' }

it.each(knowledgeOperations.map(({ id }) => id))(
  'asks the user for the scope of the tool %s, which is not an operation',
  async (name) => {
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } }
    const response = challengeScope(operations, message, context)
    expect(response?.status).toBe(403)
    expect(response?.headers.get('www-authenticate')).toContain('scope="usage chat"')
  },
)
