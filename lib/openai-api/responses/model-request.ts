import type { ModelRequest } from '#lib/items/types'
import type { CountTokens, CreateResponse } from '#lib/openai-api/responses/request'
import { toModelTool, toModelToolChoice } from '#lib/openai-api/responses/tools'

/** The parts of a request that are passed on to the model, under the names of chat completions. */
export function toModelRequest(body: CreateResponse | CountTokens): ModelRequest {
  const { tools, tool_choice, parallel_tool_calls, text, reasoning } = body
  const given: ModelRequest = {
    tools: tools?.length ? tools.map(toModelTool) : undefined,
    tool_choice: tool_choice === undefined ? undefined : toModelToolChoice(tool_choice),
    parallel_tool_calls,
    response_format: toResponseFormat(text?.format),
    verbosity: text?.verbosity ?? undefined,
    reasoning_effort: reasoning?.effort ?? undefined,
    ...('top_p' in body && { top_p: body.top_p }),
    ...('presence_penalty' in body && { presence_penalty: body.presence_penalty }),
    ...('frequency_penalty' in body && { frequency_penalty: body.frequency_penalty }),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

type Format = NonNullable<CreateResponse['text']>['format']

/** Text is the default, and not every model server knows the format `text`. */
function toResponseFormat(format: Format): ModelRequest['response_format'] {
  if (!format || format.type === 'text') return undefined
  if (format.type === 'json_object') return format
  const { name, schema, description, strict } = format
  return {
    type: 'json_schema',
    json_schema: {
      name,
      schema,
      ...(description != null && { description }),
      ...(strict != null && { strict }),
    },
  }
}
