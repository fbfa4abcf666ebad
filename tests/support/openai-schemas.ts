import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'

const document = JSON.parse(readFileSync(new URL('openai-schemas.json', import.meta.url), 'utf8'))
const ajv = new Ajv2020({ allErrors: false, strict: false, discriminator: false }).addSchema(
  document,
  'openai',
)

/** The errors of a value by OpenAI's own schema of this name. Empty if there are none. */
export function faultsOf(name: string, value: unknown): unknown[] {
  const validate = ajv.getSchema(`openai#/$defs/${name}`)
  if (!validate) throw new Error(`There is no schema ${name}.`)
  return validate(value) ? [] : (validate.errors ?? [])
}

/** The schema of each event of a response, by its type. */
export const eventSchemas: Record<string, string> = {
  'response.created': 'ResponseCreatedEvent',
  'response.queued': 'ResponseQueuedEvent',
  'response.in_progress': 'ResponseInProgressEvent',
  'response.output_item.added': 'ResponseOutputItemAddedEvent',
  'response.content_part.added': 'ResponseContentPartAddedEvent',
  'response.output_text.delta': 'ResponseTextDeltaEvent',
  'response.output_text.done': 'ResponseTextDoneEvent',
  'response.content_part.done': 'ResponseContentPartDoneEvent',
  'response.output_item.done': 'ResponseOutputItemDoneEvent',
  'response.function_call_arguments.delta': 'ResponseFunctionCallArgumentsDeltaEvent',
  'response.function_call_arguments.done': 'ResponseFunctionCallArgumentsDoneEvent',
  'response.completed': 'ResponseCompletedEvent',
  'response.incomplete': 'ResponseIncompleteEvent',
  'response.failed': 'ResponseFailedEvent',
  error: 'ResponseErrorEvent',
}
