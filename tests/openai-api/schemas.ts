import { expect } from 'vitest'
import { eventSchemas, faultsOf } from '#tests/support/openai-schemas'

/** Expects a value to match OpenAI's schema of this name. */
export function expectSchema(name: string, value: unknown): void {
  expect(faultsOf(name, value), `${name}: ${JSON.stringify(value)}`).toEqual([])
}

/** The fields that Open Responses requires in every response, except those that this server lacks. */
const required =
  'id object created_at completed_at status incomplete_details model previous_response_id instructions output error tools tool_choice truncation parallel_tool_calls text top_p presence_penalty frequency_penalty top_logprobs temperature reasoning usage max_output_tokens max_tool_calls store background service_tier metadata safety_identifier prompt_cache_key'.split(
    ' ',
  )

/** Expects a response with every field of OpenAI and Open Responses. */
export function expectResponse(value: unknown): void {
  expectSchema('Response', value)
  const keys = Object.keys(value as object)
  expect(required.filter((key) => !keys.includes(key))).toEqual([])
}

/** Expects an event of a stream to match OpenAI's schema for its type. */
export function expectEvent(event: unknown): void {
  const { type, response } = event as { type: string; response?: unknown }
  const name = eventSchemas[type]
  expect(name, `no schema for ${type}`).toBeDefined()
  expectSchema(name!, event)
  if (response !== undefined) expectResponse(response)
}

type OrderedEvent = { type: string; sequence_number: number; item_id?: unknown; item?: unknown }

/** Expects the order that Open Responses requires: increasing numbers, and every item added before its other events. */
export function expectOrder(given: unknown[]) {
  const events = given as OrderedEvent[]
  const numbers = events.map((event) => event.sequence_number)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  expect(new Set(numbers).size).toBe(numbers.length)
  const open = new Set<unknown>()
  for (const event of events) {
    const id = event.item_id ?? (event.item as { id?: unknown } | undefined)?.id
    if (event.type === 'response.output_item.added') open.add(id)
    else if (id !== undefined) expect(open.has(id), `${event.type} of ${id}`).toBe(true)
    if (event.type === 'response.output_item.done') open.delete(id)
  }
  return open
}
