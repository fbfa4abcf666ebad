import { z } from 'zod'

const inputText = z.object({ type: z.literal('input_text'), text: z.string() })
const inputImage = z.object({
  type: z.literal('input_image'),
  image_url: z.string(),
  detail: z.enum(['auto', 'low', 'high']).optional(),
})
const outputText = z.object({ type: z.literal('output_text'), text: z.string() })
const refusal = z.object({ type: z.literal('refusal'), refusal: z.string() })

const messageItem = z.object({
  type: z.literal('message'),
  role: z.enum(['user', 'assistant', 'system', 'developer']),
  content: z.array(z.discriminatedUnion('type', [inputText, inputImage, outputText, refusal])),
})
const functionCall = z.object({
  type: z.literal('function_call'),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
})
const functionCallOutput = z.object({
  type: z.literal('function_call_output'),
  call_id: z.string(),
  output: z.union([z.string(), z.array(z.discriminatedUnion('type', [inputText, inputImage]))]),
})

/** One item of a turn: a message in parts, a function call, or the output of a function call. */
export const item = z.discriminatedUnion('type', [messageItem, functionCall, functionCallOutput])

/** The reason why a model stopped, as in chat completions. */
export const finishReason = z.enum(['stop', 'length', 'content_filter', 'tool_calls'])
export type FinishReason = z.infer<typeof finishReason>
