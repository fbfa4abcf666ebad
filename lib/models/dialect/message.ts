import { isObject } from '#lib/json'
import type { Json } from '#lib/models/dialect/json'
import { splitThoughts } from '#lib/models/dialect/thoughts'

/** The contents of a message, by kind. */
export type MessageContents = { text: string; thoughts: string; refusal: string; callsTools: boolean }

/** The fields for reasoning outside the text: DeepSeek's, that of OpenRouter, vLLM and Groq, Ollama's, and others. */
const thoughtNames = ['reasoning_content', 'reasoning', 'thinking', 'thoughts', 'reasoning_details']

/** The kinds of message parts, by type. Parts of unknown types are ignored. */
const partKinds: Record<string, 'text' | 'thought' | 'refusal'> = {
  text: 'text',
  output_text: 'text',
  refusal: 'refusal',
  // Mistral, Anthropic, OpenRouter.
  thinking: 'thought',
  reasoning: 'thought',
  thought: 'thought',
  'reasoning.text': 'thought',
  'reasoning.summary': 'thought',
}

/** The contents of a choice of an answer, or of a stream chunk. */
export function contentsOf(choice: unknown): MessageContents {
  const said = messageOf(choice)
  const { text: marked, thoughts } = splitThoughts(partsOf(said.content, 'text'))
  return {
    text: marked,
    thoughts: [separateThoughts(said), partsOf(said.content, 'thought'), thoughts]
      .filter(Boolean)
      .join('\n\n'),
    refusal: partsOf(said.refusal, 'text') || partsOf(said.content, 'refusal'),
    callsTools:
      (Array.isArray(said.tool_calls) && said.tool_calls.length > 0) || isObject(said.function_call),
  }
}

/** The message of a choice of an answer, or of a stream chunk. */
export function messageOf(choice: unknown): Json {
  const { message, delta, text } = Object(choice) as Json
  return [message, delta].find(isObject) ?? { content: text }
}

/** The reasoning outside the text. Servers that fill two of the fields put the same text into both. */
export function separateThoughts(said: Json): string {
  const found = thoughtNames.map((name) => said[name])
  const texts = found.map((value) => (typeof value === 'string' ? value : partsOf(value, 'thought')))
  return texts.find((text) => text !== '') ?? ''
}

/** The parts of one kind, joined. Plain text counts as one part. */
export function partsOf(content: unknown, kind: 'text' | 'thought' | 'refusal'): string {
  const parts = Array.isArray(content) ? content : [content]
  return parts.map((part) => partOf(part, kind)).join('')
}

function partOf(part: unknown, kind: 'text' | 'thought' | 'refusal'): string {
  if (typeof part === 'string') return kind === 'text' ? part : ''
  if (!isObject(part)) return ''
  const isThought = part.thought === true
  const itsKind = isThought ? 'thought' : partKinds[typeof part.type === 'string' ? part.type : 'text']
  if (itsKind !== kind) return ''
  return innerText(part[String(part.type)] ?? part.text ?? part.summary ?? part.content)
}

/** The text of a part, which may contain nested parts. */
function innerText(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(innerText).join('')
  return isObject(value) ? innerText(value.text ?? value.value) : ''
}
