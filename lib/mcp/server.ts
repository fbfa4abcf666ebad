import { ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server'
import { CfWorkerJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker'
import type { Operation } from '#lib/api/operation'
import { accessOf } from '#lib/api/permit'
import { type Access, type Caller, mayCall, scopeToAskFor } from '#lib/auth/caller'
import { type CallContext, callTool } from '#lib/mcp/call'
import { listResources, readResource, resourceTemplates } from '#lib/mcp/resources'
import { describeTool } from '#lib/mcp/tools'
import { apiName, apiVersion } from '#lib/openapi/document'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

const forAll = 'Name the person by the same userId in every call.'
const forOne = 'You act for one person: leave userId out.'

const instructionsFor = ({ userId }: Caller) =>
  `Sends messages to a model, which answers with the conversation before in mind. ${userId === null ? forAll : forOne} sendMessage waits for the answer; when it gives a jobId and no response, call getJob with it and wait 20 until the job has ended. Never send the same message again instead.`

/**
 * A server for one request of `context.caller`: every operation that the caller may call, or could ask the person for, is
 * a tool, and conversations are resources.
 */
export function mcpServer(operations: Operation[], context: CallContext): Server {
  const server = new Server(
    { name: 'gpts-api-server', title: apiName, version: apiVersion },
    {
      capabilities: { tools: {}, resources: {} },
      instructions: instructionsFor(context.caller),
      // The other one compiles code at run time, which the Edge runtime forbids.
      jsonSchemaValidator: new CfWorkerJsonSchemaValidator(),
    },
  )
  server.setRequestHandler('tools/list', () => ({
    tools: operations
      .filter((operation) => isOffered(context.caller, accessOf(operation, context.caller)))
      .map(describeTool),
  }))
  server.setRequestHandler('tools/call', async ({ params }, call) => {
    const operation = operations.find(({ id }) => id === params.name)
    if (!operation)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `There is no tool ${shorten(params.name, tunables.faultCharactersMax)}.`,
      )
    return callTool(operations, operation, params.arguments ?? {}, context, call)
  })
  server.setRequestHandler('resources/list', ({ params }) => listResources(params?.cursor, context))
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates }))
  server.setRequestHandler('resources/read', ({ params }) => readResource(params.uri, context))
  return server
}

/** A client that could ask for a tool's scope has to know of the tool, or it never would. */
const isOffered = (caller: Caller, access: Access): boolean =>
  mayCall(caller, access) || scopeToAskFor(caller, access) !== undefined
