import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions'

/** The items of a turn, in the shapes of OpenAI's Responses API, without ids. */
export type InputText = { type: 'input_text'; text: string }
/** An image, by its URL or as a `data:` URL. */
export type InputImage = { type: 'input_image'; image_url: string; detail?: 'auto' | 'low' | 'high' }
type OutputText = { type: 'output_text'; text: string }
type Refusal = { type: 'refusal'; refusal: string }
export type Content = InputText | InputImage | OutputText | Refusal

export type MessageItem = {
  type: 'message'
  role: 'user' | 'assistant' | 'system' | 'developer'
  content: Content[]
}
/** A function call. Its arguments are JSON as the model wrote it. */
export type FunctionCall = { type: 'function_call'; call_id: string; name: string; arguments: string }
/** The client's result of a function call. */
export type FunctionCallOutput = {
  type: 'function_call_output'
  call_id: string
  output: string | (InputText | InputImage)[]
}
export type Item = MessageItem | FunctionCall | FunctionCallOutput

/** Parameters that are passed to the provider unchanged, named as in chat completions. */
export type ModelRequest = Pick<
  ChatCompletionCreateParams,
  | 'tools'
  | 'tool_choice'
  | 'parallel_tool_calls'
  | 'response_format'
  | 'top_p'
  | 'stop'
  | 'seed'
  | 'frequency_penalty'
  | 'presence_penalty'
  | 'reasoning_effort'
  | 'verbosity'
>
