import { describe, expect, it } from 'vitest'
import { accessOf } from '#lib/api/authorize'
import type { Operation } from '#lib/api/operation'
import { mayCall, type Scope } from '#lib/auth/caller'
import { operations } from '#lib/operations'
import { chat } from '#tests/support/api'
import { boundKey, newKey } from '#tests/support/keys'
import { connect, eras, structured, textOf } from '#tests/support/mcp'
import { newUser } from '#tests/support/names'
import { useOtherUsersRecords } from '#tests/support/other-users'
import { responsesAbout, unknownIds } from '#tests/support/user-isolation'

describe.each(eras)('a client of %s with an issued key', (_, era) => {
  it.each([[['chat']], [['read']], [['usage', 'admin']]] as [Scope[]][])(
    'sees only the tools of its scopes: %j',
    async (scopes) => {
      const { key } = await newKey({ scopes })
      const { tools } = await (await connect(era, key)).listTools()
      const caller = { kind: 'key', keyId: 'key_1', scopes, userId: null } as const
      const allowed = operations
        .filter((operation) => mayCall(caller, accessOf(operation, caller)))
        .map(({ id }) => id)
      expect(tools.map(({ name }) => name)).toEqual(allowed)
      expect(allowed).not.toContain('createKey')
      expect(allowed.length).toBeLessThan(operations.length)
    },
  )

  it('is refused when it calls a tool that it does not see', async () => {
    const { key } = await newKey({ scopes: ['read'] })
    const client = await connect(era, key)
    for (const [name, fields] of [
      ['sendMessage', { userId: 'u', message: 'hi' }],
      ['createKey', { name: 'mine' }],
    ] as const) {
      const result = await client.callTool({ name, arguments: fields })
      expect([result.isError, textOf(result).code]).toEqual([true, 'insufficient_scope'])
    }
  })

  it('bound to a user acts for that user, without userId', async () => {
    const { userId, key } = await boundKey()
    const client = await connect(era, key)
    expect(client.getInstructions()).toContain('leave userId out')
    const answered = await client.callTool({ name: 'sendMessage', arguments: { message: 'whose am I?' } })
    expect(structured(answered).data).toMatchObject({ response: 'echo: whose am I?', status: 'completed' })
    const found = await client.callTool({ name: 'getUser', arguments: {} })
    expect(structured(found).data.userId).toBe(userId)
    await chat({ userId: newUser(), message: 'somebody else' })
    const { resources } = await client.listResources({ cursor: '0' })
    expect(resources.map(({ title }) => title)).toEqual(['whose am I?'])
    const { contents } = await client.readResource({ uri: resources[0]!.uri })
    expect(JSON.parse((contents[0] as { text: string }).text).messages).toHaveLength(2)
  })

  it('without the scope to read conversations sees no resources', async () => {
    const { key } = await newKey({ scopes: ['usage'] })
    const client = await connect(era, key)
    expect((await client.listResources({ cursor: '0' })).resources).toEqual([])
    await expect(client.readResource({ uri: 'conversation://1/messages' })).rejects.toThrow(/lacks the scope/)
  })
})

describe('over MCP, with a key that is bound to another user', () => {
  const others = useOtherUsersRecords()

  it.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s answers as if the data did not exist',
    async (_, operation) => {
      const client = await connect(eras[0][1], others.key)
      const ask = async ({ id: name }: Operation, fields: Record<string, unknown>) =>
        textOf(await client.callTool({ name, arguments: fields }))
      expect(await responsesAbout(ask, operation, others.ids)).toEqual(
        await responsesAbout(ask, operation, unknownIds),
      )
    },
  )

  it('a conversation is not a resource', async () => {
    const client = await connect(eras[0][1], others.key)
    const read = (id: number) => client.readResource({ uri: `conversation://${id}/messages` })
    const refused = await Promise.all(
      [others.ids, unknownIds].map(({ conversationId }) => read(conversationId).catch((error) => error.code)),
    )
    expect(refused[0]).toBe(refused[1])
    expect((await client.listResources({ cursor: '0' })).resources).toEqual([])
  })
})
