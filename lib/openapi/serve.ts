import { handleRequest } from '#lib/api/handle-request'
import type { Operation } from '#lib/api/operation'
import { openapiDocument } from '#lib/openapi/document'
import { gptDocument } from '#lib/openapi/gpt'
import { publicUrlOf } from '#lib/public-url'

/** Creates the handler of `/openapi.json`: the whole document, or with `?profile=gpt` the document for GPT Actions. */
export function serveDocument(operations: Operation[]) {
  // Cached, because building a document is slow and the endpoint needs no API key.
  const cached = new Map<string, string>()
  return (request: Request): Promise<Response> =>
    handleRequest(request, async () => {
      const isForGpt = new URL(request.url).searchParams.get('profile') === 'gpt'
      const build = isForGpt ? gptDocument : openapiDocument
      const publicUrl = publicUrlOf(request.headers)
      const key = `${isForGpt} ${publicUrl}`
      const document = cached.get(key) ?? JSON.stringify(build(operations, publicUrl))
      cached.set(key, document)
      return new Response(document, { headers: { 'content-type': 'application/json' } })
    })
}
