import { ApiError } from '#lib/api/errors'
import { handleRequest } from '#lib/api/handle-request'
import { env } from '#lib/env'
import { pluginAddressProblem } from '#lib/plugin/address'
import { pluginName } from '#lib/plugin/name'
import { pluginFiles, zipFiles } from '#lib/plugin/package'
import { publicUrlOf } from '#lib/public-url'
import { tunables } from '#lib/tunables'

const cached = new Map<string, Uint8Array<ArrayBuffer>>()

/** Serves `/plugin.zip` without authentication. Answers 404 at an address from which clients load no plugin. */
export const servePlugin = (request: Request): Promise<Response> =>
  handleRequest(request, async () => {
    const publicUrl = publicUrlOf(request.headers)
    const fault = pluginAddressProblem(publicUrl)
    if (fault) throw new ApiError('not_found', `This server has no plugin. ${fault}`)
    const plugin = cached.get(publicUrl) ?? zipFiles(pluginFiles(publicUrl))
    cached.set(publicUrl, plugin)
    return new Response(plugin, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${pluginName(publicUrl)}.zip"`,
        'cache-control': `public, max-age=${tunables.pluginCacheSeconds}`,
      },
    })
  })

/** Serves the challenge by which OpenAI checks that the plugin's owner controls the domain, before it lists the plugin. */
export const serveChallenge = (request: Request): Promise<Response> =>
  handleRequest(request, async () => {
    const token = env().OPENAI_APPS_CHALLENGE
    if (!token) throw new ApiError('not_found', 'OPENAI_APPS_CHALLENGE is not set.')
    return new Response(token, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  })
