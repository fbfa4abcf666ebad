import type { Operation } from '#lib/api/operation'
import { componentsFor } from '#lib/openapi/components'
import { describeOperation } from '#lib/openapi/operation'
import { describeWebhooks } from '#lib/openapi/webhooks'

export type Document = {
  openapi: '3.1.0'
  info: {
    title: string
    version: string
    description: string
    license?: { name: string; identifier: string }
  }
  servers: { url: string }[]
  tags?: { name: string; description: string }[]
  paths: Record<string, Record<string, DescribedOperation>>
  webhooks?: ReturnType<typeof describeWebhooks>
  components: Record<string, Record<string, unknown>>
}
type DescribedOperation = ReturnType<typeof describeOperation>

export const apiName = 'GPTs API Server'
export const apiVersion = '1.0.0'
export const license = { name: 'MIT', identifier: 'MIT' }

/** Returns the OpenAPI document of these operations for the server at `serverUrl`. */
export function openapiDocument(operations: Operation[], serverUrl: string): Document {
  return {
    openapi: '3.1.0',
    info: {
      title: apiName,
      version: apiVersion,
      description: [
        'Users, conversations and messages, answered by an OpenAI-compatible model through a durable queue.',
        'Every success has the members `success`, `message` and `data`; every failure is a problem document (RFC 9457) with a `code` to match on.',
        'A chat whose answer takes longer than the wait returns 202 and a job: poll the job until it ends.',
      ].join('\n\n'),
      license,
    },
    servers: [{ url: serverUrl }],
    tags: tagsOf(operations),
    paths: pathsOf(operations, (operation) => describeOperation(operation, tagOf(operation))),
    webhooks: describeWebhooks(),
    components: componentsFor(operations, serverUrl),
  }
}

/** The tag of an operation: the part of its path after `/api`. */
export const tagOf = ({ path }: Operation) => path.split('/')[2]!

/** The tags of the operations, in the order of the operations. */
export const tagsOf = (operations: Operation[]) =>
  [...new Set(operations.map(tagOf))].map((name) => ({
    name,
    description: `Operations under \`/api/${name}\`.`,
  }))

/** Groups the operations by path and method, with a description of each. */
export function pathsOf<T>(operations: Operation[], describe: (operation: Operation) => T) {
  const paths: Record<string, Record<string, T>> = {}
  for (const operation of operations) {
    paths[operation.path] ??= {}
    paths[operation.path]![operation.method.toLowerCase()] = describe(operation)
  }
  return paths
}
