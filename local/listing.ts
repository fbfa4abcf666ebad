import type { Tool } from '@modelcontextprotocol/server'
import type { Operation } from '#lib/api/operation'
import { owner } from '#lib/auth/caller'
import { describeKnowledge, knowledgeOf } from '#lib/mcp/knowledge'
import { describeTool } from '#lib/mcp/tools'

type TestCase = { prompt: string; tools: string[]; expected: string }

/** OpenAI asks for exactly five and three: developers.openai.com/plugins/deploy/submission-errors, read 2026-11-29. */
export const positiveCases: TestCase[] = [
  {
    prompt: 'Ask my server: name three rivers in Korea.',
    tools: ['sendMessage'],
    expected: 'The answer of the server’s model, word for word or summed up, in a new conversation.',
  },
  {
    prompt: 'Ask it which of them is the longest.',
    tools: ['sendMessage'],
    expected: 'An answer that knows the rivers, in the same conversation.',
  },
  {
    prompt: 'Send "Write a long story about a lighthouse", but don’t wait. Then tell me when it is done.',
    tools: ['sendMessage', 'getJob'],
    expected: 'A job at first, which is asked for until it has ended; the message is sent once.',
  },
  {
    prompt: 'What did I ask about rivers on my server?',
    tools: ['search', 'fetch'],
    expected: 'The question and the answer of the first case, without asking the model again.',
  },
  {
    prompt: 'What have my questions cost this month?',
    tools: ['getUsage'],
    expected: 'Calls, tokens and cost of the month, as the server has them.',
  },
]

export const negativeCases: TestCase[] = [
  {
    prompt: 'Name three rivers in Korea.',
    tools: [],
    expected: 'ChatGPT answers by itself: the person did not ask for the server.',
  },
  {
    prompt: 'What is the weather in Seoul today?',
    tools: [],
    expected: 'No tool of the plugin: the server has no weather.',
  },
  {
    prompt: 'Send an e-mail to my landlord.',
    tools: [],
    expected: 'No tool of the plugin: the server sends messages to models alone.',
  },
]

/** What the form of a public listing asks for beyond the package, as Markdown. */
export function listingText(operations: Operation[], publicUrl: string): string {
  const tools = [
    ...operations.filter(({ access }) => access !== 'owner').map(describeTool),
    ...knowledgeOf(owner).map(describeKnowledge),
  ]
  const rows = tools.map((tool) => hintsOf(tool).map(cell).join(' | '))
  return `# For a public listing of ${publicUrl}

Made by \`npm run plugin\`. \`docs/connect.md\` says what else the form asks for.

## Positive test cases

${positiveCases.map(describe).join('\n')}

## Negative test cases

${negativeCases.map(describe).join('\n')}

## Hints of the tools

| tool | readOnlyHint | destructiveHint | openWorldHint |
| --- | --- | --- | --- |
${rows.map((row) => `| ${row} |`).join('\n')}
`
}

const describe = ({ prompt, tools, expected }: TestCase, at: number) =>
  `${at + 1}. Prompt: ${prompt}\n   Tools: ${tools.join(', ') || 'none'}\n   Expected: ${expected}`

/** The three hints as the MCP server gives them, each with why it is so. */
function hintsOf({ name, annotations = {} }: Tool): string[] {
  const { readOnlyHint, destructiveHint, openWorldHint } = annotations
  const changes = readOnlyHint ? 'it changes nothing' : 'it changes what the server keeps'
  const destroys = destructiveHint
    ? 'it deletes, ends or replaces what was there'
    : 'nothing that was there is deleted or replaced'
  const reaches = openWorldHint
    ? 'it makes the server call a model’s provider or another outside address'
    : 'it is about the server’s own data alone'
  return [
    name,
    `${readOnlyHint}: ${changes}`,
    `${destructiveHint}: ${destroys}`,
    `${openWorldHint}: ${reaches}`,
  ]
}

const cell = (text: string) => text.replaceAll('|', '\\|')
