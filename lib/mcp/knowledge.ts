import type { CallToolResult, Tool } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { Faults } from '#lib/api/faults'
import { inputSchema, outputSchema } from '#lib/api/json-schema'
import type { Operation } from '#lib/api/operation'
import { perform } from '#lib/api/perform'
import { type Caller, mayListConversations } from '#lib/auth/caller'
import { exportConversation } from '#lib/conversations/export'
import type { ConversationView } from '#lib/conversations/schema'
import { searchConversations } from '#lib/conversations/search'
import { noteLogFields } from '#lib/log-scope'
import type { CallContext } from '#lib/mcp/call'
import { estimateTokensMax, mcpSizeLimit } from '#lib/mcp/size-limit'
import { cutText } from '#lib/text'
import { tunables } from '#lib/tunables'

/**
 * The two tools that ChatGPT's company knowledge and deep research need, over the caller's conversations: `search` finds
 * them, `fetch` returns a text (developers.openai.com/apps-sdk/build/mcp-server, "Company knowledge compatibility").
 * Each runs an operation of the API, with its permissions and limits.
 */
const searchKnowledge = {
  ...searchConversations,
  id: 'search',
  summary:
    'Finds conversations that contain all words of query. Returns the id, title and URL of each. fetch returns the text.',
}
const fetchConversation = {
  ...exportConversation,
  id: 'fetch',
  summary:
    'Returns the text of a conversation from search, from its beginning. listMessages returns the rest of a long text.',
}

const searchInput = z.strictObject({ query: z.string().min(1).max(200).describe('The words to search for.') })
const searchOutput = z.object({
  results: z.array(z.object({ id: z.string(), title: z.string(), url: z.string() })),
})
const fetchInput = z.strictObject({ id: z.string().min(1).max(10).describe('The id from search.') })
const fetchOutput = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string(),
  metadata: z.object({ userId: z.string(), updatedAt: z.string(), isCut: z.enum(['true', 'false']) }),
})

type Fields = Record<string, unknown>

/** `run` takes fields that the schema `input` has parsed. */
type KnowledgeTool<I = unknown> = {
  operation: Operation
  title: string
  input: z.ZodType<I>
  output: z.ZodObject
  run: (fields: I, context: CallContext) => Promise<Fields>
}

/** Infers the type of a tool's fields from its schema. */
const tool = <I>(definition: KnowledgeTool<I>) => definition as KnowledgeTool

const knowledgeTools: KnowledgeTool[] = [
  tool({
    operation: searchKnowledge,
    title: 'Search',
    input: searchInput,
    output: searchOutput,
    run: search,
  }),
  tool({
    operation: fetchConversation,
    title: 'Fetch',
    input: fetchInput,
    output: fetchOutput,
    run: fetchText,
  }),
]

/** The operations behind these tools. Their ids are the names of the tools. */
export const knowledgeOperations: Operation[] = knowledgeTools.map(({ operation }) => operation)

/** The tools of a caller. They have no user field, so they are only for callers that need not name a user. */
export const knowledgeOf = (caller: Caller): KnowledgeTool[] =>
  mayListConversations(caller) ? knowledgeTools : []

/** Describes one of these tools. */
export const describeKnowledge = ({ operation, title, input, output }: KnowledgeTool): Tool => ({
  name: operation.id,
  title,
  description: operation.summary,
  inputSchema: inputSchema(input) as Tool['inputSchema'],
  outputSchema: outputSchema(output) as Tool['outputSchema'],
  annotations: {
    title,
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
})

/** Runs one of these tools. Throws ApiError. */
export async function callKnowledge(
  { operation, input, run }: KnowledgeTool,
  fields: Fields,
  context: CallContext,
): Promise<CallToolResult> {
  noteLogFields({ operation: operation.id })
  const parsed = input.safeParse(fields)
  const faults = new Faults()
  faults.addIssues(parsed.error?.issues ?? [])
  faults.throwIfAny()
  const structuredContent = await run(parsed.data!, context)
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent }
}

async function search({ query }: z.infer<typeof searchInput>, { caller, requestId, publicUrl }: CallContext) {
  const raw = { params: {}, query: { query } }
  const reply = await perform(searchConversations, raw, caller, requestId, mcpSizeLimit(searchConversations))
  const { conversations } = reply.data as { conversations: ConversationView[] }
  return { results: conversations.map((conversation) => referenceOf(conversation, publicUrl)) }
}

async function fetchText({ id }: z.infer<typeof fetchInput>, { caller, requestId, publicUrl }: CallContext) {
  const reply = await perform(exportConversation, { params: { id }, query: {} }, caller, requestId)
  const { conversation } = reply.data as { conversation: ConversationView }
  const { text, isCut } = await beginningOf(reply.text!.body)
  const { userId, updatedAt } = conversation
  return {
    ...referenceOf(conversation, publicUrl),
    text,
    metadata: { userId, updatedAt, isCut: String(isCut) },
  }
}

/** Returns the id, the title and the console URL of a conversation. */
const referenceOf = ({ conversationId, title }: ConversationView, publicUrl: string) => ({
  id: String(conversationId),
  title: title ?? `Conversation ${conversationId}`,
  url: `${publicUrl}/console/conversations/${conversationId}`,
})

/** The longest beginning of a text that a client accepts twice: as text and as structured content. */
async function beginningOf(body: string | ReadableStream<Uint8Array>) {
  const text = typeof body === 'string' ? body : await readBeginning(body)
  let [kept, cut] = [0, Math.min(text.length, charactersMax) + 1]
  // A binary search, because the tokens of a character differ tenfold within a text.
  while (cut - kept > 1) {
    const middle = (kept + cut) >> 1
    if (estimateTokensMax(JSON.stringify(text.slice(0, middle))) <= tokensMax) kept = middle
    else cut = middle
  }
  return { text: cutText(text, kept), isCut: kept < text.length }
}

const tokensMax = tunables.mcpTokensMax / 2
/** `estimateTokensMax` counts at most five characters as a token: four of a word and one space. */
const charactersMax = tokensMax * 5

/** Reads until the text is long enough to need a cut. */
async function readBeginning(body: ReadableStream<Uint8Array>): Promise<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (text.length <= charactersMax) {
    const { value, done } = await reader.read()
    if (done) return text
    text += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return text
}
