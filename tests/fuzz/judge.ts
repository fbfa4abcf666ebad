import { openapiDocument } from '#lib/openapi/document'
import { operations } from '#lib/operations'
import { Contract } from '#tests/support/contract'
import type { Described } from './operations.ts'
import type { Answer } from './send.ts'
import { tidied, type Wire } from './wire.ts'

const contract = new Contract(openapiDocument(operations, 'http://any'))

/** Requirements for an answer, in addition to the documentation and to no server error. */
export type Expected = {
  /** The document does not allow the request. */
  refused: boolean
  /** The only allowed status. */
  status?: number | undefined
}

/** The faults of a REST answer. */
export function judge({ method, target }: Wire, { refused, status }: Expected, answer: Answer): string[] {
  const { pathname } = new URL(target, 'http://any')
  const faults = failureFaults(answer.status)
  if (answer.status === 308) return isTidying(target, answer) ? [] : ['It redirects to a wrong path.']
  if (status !== undefined && answer.status !== status) faults.push(`It should be ${status}.`)
  if (refused && answer.status < 400) faults.push('It was accepted although the document does not allow it.')
  return [...faults, ...contract.faults(method, pathname, answer)]
}

const isTidying = (target: string, { headers }: Answer) =>
  headers.get('location')?.split('?')[0] === tidied(target) && tidied(target) !== target.split('?')[0]

const failureFaults = (status: number) => (status >= 500 ? ['The server failed.'] : [])

/** The MCP response to a tool call. */
export type ToolAnswer = {
  error?: { code: number; message: string }
  result?: {
    isError?: boolean
    content: { text: string }[]
    structuredContent?: { message: string; data: unknown }
  }
}

/** A server error, not a fault of the request. */
const mcpInternalError = -32603

/** The faults of a tool's answer. It has the same content as REST, with problems as text. */
export function judgeTool(operation: Described, { refused }: Expected, answer: Answer): string[] {
  const { error, result } = answer.body as ToolAnswer
  if (error) return error.code === mcpInternalError ? ['The server failed.'] : failureFaults(answer.status)
  if (answer.status !== 200 || !result) return [`The answer to a tool call has the status ${answer.status}.`]
  if (!result.isError) {
    const taken = refused ? ['It was accepted although the document does not allow it.'] : []
    return [
      ...taken,
      ...successFaults(operation, result.structuredContent ?? JSON.parse(result.content[0]!.text)),
    ]
  }
  const problem = JSON.parse(result.content[0]!.text)
  return [...failureFaults(problem.status), ...asRest(operation, problem.status, problem)]
}

/** A tool's answer has no status, so it must match one of the operation's success statuses. */
function successFaults(operation: Described, content: object | undefined): string[] {
  const found = [200, 201, 202].map((status) => asRest(operation, status, { success: true, ...content }))
  return found.toSorted((a, b) => a.length - b.length)[0]!
}

function asRest({ method, path }: Described, status: number, body: unknown): string[] {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  const headers = new Headers({ 'content-type': type, 'x-request-id': 'none' })
  return contract.faults(method, path.replace(/\{\w+\}/g, 'x'), { status, headers, body })
}
