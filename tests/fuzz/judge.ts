import { contractFaults } from '#tests/support/contract'
import type { Described } from './operations.ts'
import type { Answer } from './send.ts'
import { tidied, type Wire } from './wire.ts'

/** What an answer has to be, besides documented and no failure of the server. */
export type Expected = {
  /** The document rules the request out. */
  refused: boolean
  /** This status and no other. */
  status?: number | undefined
}

/** What is wrong with an answer over REST. */
export function judge({ method, target }: Wire, { refused, status }: Expected, answer: Answer): string[] {
  const { pathname } = new URL(target, 'http://any')
  const faults = failureFaults(answer.status)
  if (answer.status === 308) return isTidying(target, answer) ? [] : ['It leads elsewhere.']
  if (status !== undefined && answer.status !== status) faults.push(`It should be ${status}.`)
  if (refused && answer.status < 400) faults.push('It was taken although the document rules it out.')
  return [...faults, ...contractFaults(method, pathname, answer)]
}

const isTidying = (target: string, { headers }: Answer) =>
  headers.get('location')?.split('?')[0] === tidied(target) && tidied(target) !== target.split('?')[0]

const failureFaults = (status: number) => (status >= 500 ? ['The server failed.'] : [])

/** What MCP answers to the call of a tool. */
export type ToolAnswer = {
  error?: { code: number; message: string }
  result?: {
    isError?: boolean
    content: { text: string }[]
    structuredContent?: { message: string; data: unknown }
  }
}

/** Not of a request, but of the server. */
const mcpInternalError = -32603

/** What is wrong with the answer of a tool: it gives what REST would, problems as text. */
export function judgeTool(operation: Described, { refused }: Expected, answer: Answer): string[] {
  const { error, result } = answer.body as ToolAnswer
  if (error) return error.code === mcpInternalError ? ['The server failed.'] : failureFaults(answer.status)
  if (answer.status !== 200 || !result) return [`A tool was answered with ${answer.status}.`]
  if (!result.isError) {
    const taken = refused ? ['It was taken although the document rules it out.'] : []
    return [
      ...taken,
      ...successFaults(operation, result.structuredContent ?? JSON.parse(result.content[0]!.text)),
    ]
  }
  const problem = JSON.parse(result.content[0]!.text)
  return [...failureFaults(problem.status), ...asRest(operation, problem.status, problem)]
}

/** A tool does not tell its status, so one of those that the operation has must fit. */
function successFaults(operation: Described, content: object | undefined): string[] {
  const found = [200, 201, 202].map((status) => asRest(operation, status, { success: true, ...content }))
  return found.toSorted((a, b) => a.length - b.length)[0]!
}

function asRest({ method, path }: Described, status: number, body: unknown): string[] {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  const headers = new Headers({ 'content-type': type, 'x-request-id': 'none' })
  return contractFaults(method, path.replace(/\{\w+\}/g, 'x'), { status, headers, body })
}
