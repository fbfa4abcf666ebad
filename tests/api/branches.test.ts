import { describe, expect, it } from 'vitest'
import { api, ask, call, dataOf, jobEnd, modelCalls } from '#tests/support/api'
import { script } from '#tests/support/model'
import { newUser, unique } from '#tests/support/names'
import { client as openai } from '#tests/support/openai'

const messagesOf = async (id: number) =>
  (await dataOf(api.GET('/api/conversations/{id}/messages', { params: { path: { id } } }))).messages
const textsOf = async (id: number) => (await messagesOf(id)).map(({ content }) => content)
const conversation = (id: number) => dataOf(api.GET('/api/conversations/{id}', { params: { path: { id } } }))

type Fields = Record<string, unknown>
const regenerate = (id: number, body: Fields) => call('POST', `/api/messages/${id}/regenerate`, { body })
const edit = (id: number, body: Fields) => call('POST', `/api/messages/${id}/edit`, { body })

/** A conversation with these user messages, with the ids of the user messages and of the answers. */
async function conversationOf(userId: string, ...texts: string[]) {
  let conversationId: number | undefined
  for (const message of texts) ({ conversationId } = await ask({ userId, message, conversationId, wait: 20 }))
  const messages = await messagesOf(conversationId!)
  const idsOf = (role: string) =>
    messages.filter((message) => message.role === role).map(({ messageId }) => messageId)
  return { conversationId: conversationId!, asked: idsOf('user'), answers: idsOf('assistant') }
}

describe('POST /api/messages/{id}/regenerate', () => {
  it('adds another answer in a branch, and keeps the old one', async () => {
    const userId = newUser()
    const again = script(unique('again'), { answer: 'the old answer' }, { answer: 'the new answer' })
    const { conversationId, asked, answers } = await conversationOf(userId, 'one', again, 'three')
    const { status, body } = await regenerate(answers[1]!, { userId, wait: 20 })
    expect([status, body.data.response]).toEqual([200, 'the new answer'])
    const branch = body.data.conversationId
    expect(branch).not.toBe(conversationId)
    expect(await textsOf(branch)).toEqual(['one', 'echo: one', again, 'the new answer'])
    expect(await textsOf(conversationId)).toEqual([
      'one',
      'echo: one',
      again,
      'the old answer',
      'three',
      'echo: three',
    ])
    expect(await conversation(branch)).toMatchObject({
      title: 'one',
      branchOf: { conversationId, messageId: asked[1] },
    })
    expect(await conversation(conversationId)).not.toHaveProperty('branchOf')
    const [, second] = await modelCalls(again)
    expect(second!.messages.map(({ content }) => content)).toEqual(['one', 'echo: one', again])
  })

  it('repeats the options of the first request, except those that the caller changes', async () => {
    const userId = newUser()
    const message = unique('with options')
    const { conversationId } = await ask({
      userId,
      message,
      temperature: 0.5,
      systemPrompt: 'Be brief.',
      metadata: { from: 'a test' },
      wait: 20,
    })
    const [question] = await messagesOf(conversationId)
    const { data } = (await regenerate(question!.messageId, { userId, temperature: 1, wait: 20 })).body
    const [first, second] = await modelCalls(message)
    expect(first).toMatchObject({ temperature: 0.5 })
    expect(second).toEqual({ ...first, temperature: 1 })
    expect((await messagesOf(data.conversationId))[0]!.metadata).toEqual({ from: 'a test' })
  })

  it('answers a message whose first job failed', async () => {
    const userId = newUser()
    const message = script(unique('failed'), { status: 401 }, { answer: 'now it works' })
    const failed = await call('POST', '/api/chat', { body: { userId, message, wait: 20 } })
    const ended = await jobEnd(failed.body.jobId ?? failed.body.data.jobId)
    const [question] = await messagesOf(ended.body.data.conversationId)
    const { body } = await regenerate(question!.messageId, { userId, wait: 20 })
    expect(body.data.response).toBe('now it works')
  })

  it('creates one branch per idempotency key, however often the request is repeated', async () => {
    const userId = newUser()
    const { asked, answers } = await conversationOf(userId, unique('once'))
    const again = (idempotencyKey?: string) => regenerate(answers[0]!, { userId, idempotencyKey, wait: 20 })
    const first = await again('a')
    const repeated = await again('a')
    expect(repeated.body.data).toEqual(first.body.data)
    expect(repeated.headers.get('idempotent-replayed')).toBe('true')
    const others = await Promise.all([again('b'), again()])
    const branches = [first, ...others].map(({ body }) => body.data.conversationId)
    expect(new Set(branches).size).toBe(3)
    const reused = await edit(asked[0]!, { userId, message: 'else', idempotencyKey: 'a' })
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency_key_reused'])
  })

  it('streams the new answer', async () => {
    const userId = newUser()
    const { answers } = await conversationOf(userId, unique('streamed'))
    const headers = { accept: 'text/event-stream' }
    const path = `/api/messages/${answers[0]}/regenerate`
    const { status, body } = await call('POST', path, { body: { userId }, headers })
    expect(status).toBe(200)
    expect(body).toContain('event: completed')
  })

  it('answers 404 for a message of another user', async () => {
    const userId = newUser()
    const { answers } = await conversationOf(userId, 'mine')
    const answer = await regenerate(answers[0]!, { userId: newUser() })
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found'])
  })
})

describe('POST /api/messages/{id}/edit', () => {
  it('continues from the edited text in a branch, and keeps the old conversation', async () => {
    const userId = newUser()
    const { conversationId, asked } = await conversationOf(userId, 'one', 'two')
    const message = unique('two, edited')
    const { data } = (await edit(asked[1]!, { userId, message, wait: 20 })).body
    expect(await textsOf(data.conversationId)).toEqual(['one', 'echo: one', message, `echo: ${message}`])
    expect(await textsOf(conversationId)).toEqual(['one', 'echo: one', 'two', 'echo: two'])
    // A branch can be branched too, even from its first message.
    const [first] = await messagesOf(data.conversationId)
    const again = (await edit(first!.messageId, { userId, message: 'uno', wait: 20 })).body.data
    expect(await textsOf(again.conversationId)).toEqual(['uno', 'echo: uno'])
    expect((await conversation(again.conversationId)).branchOf).toEqual({
      conversationId: data.conversationId,
      messageId: first!.messageId,
    })
  })

  it('keeps the images of a message', async () => {
    const image = {
      type: 'input_image' as const,
      image_url: 'data:image/png;base64,aGk=',
      detail: 'auto' as const,
    }
    const response = await openai.responses.create({
      input: [{ role: 'user', content: [{ type: 'input_text', text: unique('an image') }, image] }],
    })
    const job = (await call('GET', `/api/jobs/job_${response.id.slice('resp_'.length)}`)).body.data
    const { userId } = await conversation(job.conversationId)
    const [question] = await messagesOf(job.conversationId)
    const message = unique('another question')
    const { data } = (await edit(question!.messageId, { userId, message, wait: 20 })).body
    const [edited] = await messagesOf(data.conversationId)
    expect(edited!.items).toMatchObject([{ content: [{ type: 'input_text', text: message }, image] }])
  })

  it('refuses to edit an answer, and answers 404 for a missing message', async () => {
    const userId = newUser()
    const { answers } = await conversationOf(userId, 'one')
    const answer = await edit(answers[0]!, { userId, message: 'mine' })
    expect([answer.status, answer.body.errors?.[0].path]).toEqual([400, 'id'])
    expect((await edit(2_000_000_000, { userId, message: 'mine' })).status).toBe(404)
  })
})
