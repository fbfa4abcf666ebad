import { answer } from '#lib/api/answer'
import type { Operation } from '#lib/api/operation'
import { env } from '#lib/env'
import { openapiDocument } from '#lib/openapi/document'
import { gptDocument } from '#lib/openapi/gpt'

/** The handler of `/openapi.json`: the whole document, or with `?profile=gpt` the one for GPT Actions. */
export function serveDocument(operations: Operation[]) {
  return (request: Request): Promise<Response> =>
    answer(request, async () => {
      const isForGpt = new URL(request.url).searchParams.get('profile') === 'gpt'
      const build = isForGpt ? gptDocument : openapiDocument
      return Response.json(build(operations, env().PUBLIC_URL))
    })
}
