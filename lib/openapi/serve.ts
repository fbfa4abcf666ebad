import { answer } from '#lib/api/answer'
import type { Operation } from '#lib/api/operation'
import { openapiDocument } from '#lib/openapi/document'
import { gptDocument } from '#lib/openapi/gpt'
import { publicUrlOf } from '#lib/public-url'

/** The handler of `/openapi.json`: the whole document, or with `?profile=gpt` the one for GPT Actions. */
export function serveDocument(operations: Operation[]) {
  // Anybody may ask for them, and each takes as long to make as many answers.
  const made = new Map<string, string>()
  return (request: Request): Promise<Response> =>
    answer(request, async () => {
      const isForGpt = new URL(request.url).searchParams.get('profile') === 'gpt'
      const build = isForGpt ? gptDocument : openapiDocument
      const publicUrl = publicUrlOf(request.headers)
      const key = `${isForGpt} ${publicUrl}`
      const document = made.get(key) ?? JSON.stringify(build(operations, publicUrl))
      made.set(key, document)
      return new Response(document, { headers: { 'content-type': 'application/json' } })
    })
}
