import { afterEach, describe, expect, it } from 'vitest'
import { type Child, startChild } from '#bench/child'
import type { ClientRequest, Measured, Stopped } from '#bench/client'
import { listen, readText, sendJson } from '#tests/support/http'

const closers: (() => Promise<void>)[] = []
const onClose = (close: () => Promise<void>) => void closers.push(close)
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

type Client = Child<undefined, ClientRequest, Measured | Stopped | undefined>
type Chat = { userId: string; sessionId: string; message: string }

/** A server that keeps conversations and asks the model. `change` turns an answer into the response. */
async function startTarget(change: (answer: string, chat: Chat) => { status: number; response?: string }) {
  const model = await startChild<{ url: string }, null, number>('model', { latencyMs: 0 }, onClose)
  const said = new Map<string, string[]>()
  const server = await listen(async (request, response) => {
    const chat = JSON.parse(await readText(request)) as Chat
    const contents = [...(said.get(chat.sessionId) ?? []), chat.message]
    const messages = contents.map((content) => ({ role: 'user', content }))
    const answered = await fetch(`${model.ready.url}/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ messages }),
    })
    const { choices } = (await answered.json()) as { choices: [{ message: { content: string } }] }
    const answer = choices[0].message.content
    said.set(chat.sessionId, [...contents, answer])
    const changed = change(answer, chat)
    sendJson(response, changed.status, { data: { response: changed.response } })
  })
  onClose(server.close)
  return { url: server.url, modelCalls: () => model.ask(null) }
}

async function load(url: string): Promise<{ measured: Measured; turns: number }> {
  const client: Client = await startChild('client', {}, onClose)
  await client.ask({ do: 'start', url, key: 'key', clients: 4, run: 'test', warmUpSeconds: 0.1 })
  const measure = async () => (await client.ask({ do: 'measure', seconds: 0.3 })) as Measured
  let measured = await measure()
  // A busy machine may need longer for the first turns.
  while (measured.latenciesMs.length === 0) measured = await measure()
  return { measured, ...((await client.ask({ do: 'stop' })) as Stopped) }
}

describe('the load client of the benchmark', () => {
  it('counts each turn of a correct server once, including turns after the measured time', async () => {
    const target = await startTarget((response) => ({ status: 200, response }))
    const { measured, turns } = await load(target.url)
    expect(measured.latenciesMs.length).toBeGreaterThan(0)
    expect(turns).toBeGreaterThanOrEqual(measured.latenciesMs.length)
    expect(await target.modelCalls()).toBe(turns)
  })

  it('fails on a wrong answer', async () => {
    const target = await startTarget((answer) => ({ status: 200, response: `${answer}!` }))
    await expect(load(target.url)).rejects.toThrow('A wrong answer: status 200')
  })

  it("fails on another user's answer", async () => {
    let last = ''
    const target = await startTarget((answer) => {
      const mixedUp = { status: 200, response: last }
      last = answer
      return mixedUp
    })
    await expect(load(target.url)).rejects.toThrow('A wrong answer: status 200')
  })

  it('fails on a response without an answer', async () => {
    const target = await startTarget(() => ({ status: 202 }))
    await expect(load(target.url)).rejects.toThrow('A wrong answer: status 202')
  })
})
