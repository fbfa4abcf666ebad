import type { FakeModel } from '#tests/support/model'
import { secrets } from '#tests/support/secrets'
import { foreignSecret } from './judge.ts'
import type { OpenaiFact } from './known.ts'

/** The records for requests of `/v1`: those of the default user, and those of another user. */
export type OpenaiStage = {
  own: OpenaiFact[]
  foreign: OpenaiFact[]
  /** A new key for a new user without records. */
  bindKey(): Promise<string>
  /** The number of prompts that have the other user's text, except that user's own. */
  leaks(): number
}

const another = 'fuzz-another'
const ownResponses = 4
const foreignResponses = 6

/** Creates a few background responses, since few valid requests would. */
export async function prepareOpenai(url: string, model: FakeModel): Promise<OpenaiStage> {
  const respond = (body: object) => post(`${url}/v1/responses`, { ...body, background: true })
  const own = await Promise.all(
    Array.from({ length: ownResponses }, async (): Promise<OpenaiFact> => {
      const { id } = await respond({ input: 'Hello' })
      return { response: id as string, background: id as string, model: 'soak-model' }
    }),
  )
  const foreign = await Promise.all(Array.from({ length: foreignResponses }, () => askAsAnother(url)))
  const told = () => model.calls('').filter((call) => JSON.stringify(call).includes(foreignSecret)).length
  return { own, foreign, bindKey: () => bindKey(url), leaks: () => told() - foreign.length }
}

async function bindKey(url: string): Promise<string> {
  const userId = `fuzz-bound-${crypto.randomUUID()}`
  await post(`${url}/api/users`, { userId })
  const { data } = await post(`${url}/api/keys`, { name: 'Fuzz', userId })
  return (data as { key: string }).key
}

/** Creates a response of another user in that user's conversation. */
async function askAsAnother(url: string): Promise<OpenaiFact> {
  const { id: conversation } = await post(`${url}/v1/conversations`, { user: another })
  const { id, output } = await post(`${url}/v1/responses`, {
    user: another,
    conversation,
    input: foreignSecret,
  })
  const item = (output as { id: string }[])[0]!.id
  return { response: id as string, background: id as string, conversation: conversation as string, item }
}

async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${secrets.apiKey}`, 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return response.json() as Promise<Record<string, unknown>>
}
