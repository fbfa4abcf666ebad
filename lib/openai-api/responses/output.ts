import type { FunctionCall, MessageItem } from '#lib/items/types'
import type { JobView } from '#lib/jobs/schema'
import { callItemId, messageId } from '#lib/openai-api/responses/item-ids'
import type { TextVersion } from '#lib/openai-api/responses/sequence'

type ItemStatus = 'in_progress' | 'completed' | 'incomplete'
type Part =
  | { type: 'output_text'; text: string; annotations: never[]; logprobs: never[] }
  | { type: 'refusal'; refusal: string }

export type OutputMessage = {
  type: 'message'
  id: string
  status: ItemStatus
  role: 'assistant'
  content: Part[]
}
export type OutputCall = FunctionCall & { id: string; status: ItemStatus }
export type OutputItem = OutputMessage | OutputCall

export const textPart = (text: string): Part => ({
  type: 'output_text',
  text,
  annotations: [],
  logprobs: [],
})

/** The message of an attempt, with its parts so far. */
export const outputMessage = (
  jobId: string,
  { attempt, isRevised }: TextVersion,
  status: ItemStatus,
  content: Part[],
): OutputMessage => ({
  type: 'message',
  id: messageId(jobId, attempt, isRevised),
  status,
  role: 'assistant',
  content,
})

const partsOf = ({ content }: MessageItem): Part[] =>
  content.flatMap((part) => {
    if (part.type === 'output_text') return textPart(part.text)
    return part.type === 'refusal' ? { type: 'refusal', refusal: part.refusal } : []
  })

type Answer = Pick<JobView, 'response' | 'items'>

/** Returns the output items of an answer; none before the answer. */
export function outputOf(
  jobId: string,
  { response, items }: Answer,
  place: TextVersion,
  isIncomplete: boolean,
): OutputItem[] {
  if (response === undefined) return []
  const status = isIncomplete ? 'incomplete' : 'completed'
  if (!items) return [outputMessage(jobId, place, status, [textPart(response)])]
  return items.flatMap((item, index): OutputItem[] => {
    // In an incomplete answer only the last item is incomplete.
    const itemStatus = index === items.length - 1 ? status : 'completed'
    if (item.type === 'message') return [outputMessage(jobId, place, itemStatus, partsOf(item))]
    return item.type === 'function_call' ? [outputCall(jobId, index, itemStatus, item)] : []
  })
}

/** A function call. `index` is its index among the items of the answer. */
export const outputCall = (
  jobId: string,
  index: number,
  status: ItemStatus,
  item: FunctionCall,
): OutputCall => ({ id: callItemId(jobId, index), ...item, status })
