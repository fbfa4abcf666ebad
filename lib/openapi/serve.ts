import { answer } from '#lib/api/answer'
import type { Operation } from '#lib/api/operation'
import { env } from '#lib/env'
import { openapiDocument } from '#lib/openapi/document'
import { gptDocument } from '#lib/openapi/gpt'

/** The handler of `/openapi.json`: the whole document, or with `?profile=gpt` the one for GPT Actions. */
export function serveDocument(operations: Operation[]) {
  // Anybody may ask for them, and each takes as long to make as many answers.
  const made = new Map<boolean, string>()
  return (request: Request): Promise<Response> =>
    answer(request, async () => {
      const isForGpt = new URL(request.url).searchParams.get('profile') === 'gpt'
      const build = isForGpt ? gptDocument : openapiDocument
      const document = made.get(isForGpt) ?? JSON.stringify(build(operations, env().PUBLIC_URL))
      made.set(isForGpt, document)
      return new Response(document, { headers: { 'content-type': 'application/json' } })
    })
}
