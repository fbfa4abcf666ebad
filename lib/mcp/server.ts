import { ProtocolError, ProtocolErrorCode, Server, type Tool } from '@modelcontextprotocol/server'
import { CfWorkerJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker'
import { accessOf } from '#lib/api/authorize'
import type { Operation } from '#lib/api/operation'
import { type Caller, isOffered } from '#lib/auth/caller'
import { type CallContext, callTool, toErrorResult } from '#lib/mcp/call'
import { eventsCapability, serveEvents } from '#lib/mcp/events'
import { callKnowledge, describeKnowledge, knowledgeOf } from '#lib/mcp/knowledge'
import { listResources, readResource, resourceTemplates } from '#lib/mcp/resources'
import { securitySchemes } from '#lib/mcp/security'
import { isSkillUri, readSkill, serveSkills, skillsCapability } from '#lib/mcp/skills'
import { describeTool } from '#lib/mcp/tools'
import { apiName, apiVersion } from '#lib/openapi/document'
import { shorten } from '#lib/shorten'
import { tunables } from '#lib/tunables'

const forAll = 'Name the person by the same userId in every call.'
const forOne = 'You act for one person: leave userId out.'

const instructionsFor = ({ userId }: Caller) =>
  `Sends messages to a model, which knows the earlier messages of the conversation. ${userId === null ? forAll : forOne} sendMessage waits for the answer. If it returns a jobId and no response, call getJob with that id and wait 20 until the job has ended. Never send the same message again.`

/**
 * Creates a server for one request. Its tools are search, fetch and the operations that the caller may call or could ask
 * the person for. Its resources are the conversations and the skill. Its events are the ends of jobs.
 */
export function mcpServer(operations: Operation[], context: CallContext): Server {
  const server = new Server(
    { name: 'gpts-api-server', title: apiName, version: apiVersion },
    {
      capabilities: { tools: {}, resources: {}, extensions: skillsCapability, ...eventsCapability },
      instructions: instructionsFor(context.caller),
      cacheHints: {
        'tools/list': { ttlMs: tunables.mcpCacheMs, cacheScope: 'private' },
        'resources/templates/list': { ttlMs: tunables.mcpCacheMs, cacheScope: 'public' },
        'server/discover': { ttlMs: tunables.mcpCacheMs, cacheScope: 'private' },
      },
      // The default validator compiles code at run time, which the Edge runtime forbids.
      jsonSchemaValidator: new CfWorkerJsonSchemaValidator(),
    },
  )
  server.setRequestHandler('tools/list', () => ({
    tools: [
      ...operations.map((operation) => ({ operation, tool: describeTool(operation) })),
      ...knowledgeOf(context.caller).map((known) => ({
        operation: known.operation,
        tool: describeKnowledge(known),
      })),
    ]
      .filter(({ operation }) => isOffered(context.caller, accessOf(operation, context.caller)))
      .map(({ operation, tool }) => withSecurity(tool, operation, context.caller)),
  }))
  server.setRequestHandler('tools/call', async ({ params }, call) => {
    const known = knowledgeOf(context.caller).find(({ operation }) => operation.id === params.name)
    if (known)
      return callKnowledge(known, params.arguments ?? {}, context).catch((error) =>
        toErrorResult(error, known.operation, context),
      )
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
  server.setRequestHandler('resources/read', ({ params: { uri } }) =>
    isSkillUri(uri) ? readSkill(uri, context.publicUrl) : readResource(uri, context),
  )
  serveSkills(server, context.publicUrl)
  serveEvents(server, context)
  return server
}

/** Adds the authentication to a tool: where ChatGPT reads it now, and where it read it before. */
function withSecurity(tool: Tool, operation: Operation, caller: Caller): Tool {
  const schemes = { securitySchemes: securitySchemes(operation, caller) }
  return { ...tool, ...schemes, _meta: schemes }
}
