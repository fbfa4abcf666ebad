import { answer } from '#lib/api/answer'
import { ApiError } from '#lib/api/errors'
import { env } from '#lib/env'
import { pluginAddressFault } from '#lib/plugin/address'
import { pluginName } from '#lib/plugin/name'
import { pluginFiles, zipFiles } from '#lib/plugin/package'
import { publicUrlOf } from '#lib/public-url'
import { tunables } from '#lib/tunables'

const made = new Map<string, Uint8Array<ArrayBuffer>>()

/** The handler of `/plugin.zip`, for anybody: 404 at an address that clients load no plugin from. */
export const servePlugin = (request: Request): Promise<Response> =>
  answer(request, async () => {
    const publicUrl = publicUrlOf(request.headers)
    const fault = pluginAddressFault(publicUrl)
    if (fault) throw new ApiError('not_found', `There is no plugin of this server. ${fault}`)
    const plugin = made.get(publicUrl) ?? zipFiles(pluginFiles(publicUrl))
    made.set(publicUrl, plugin)
    return new Response(plugin, {
      headers: {
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${pluginName(publicUrl)}.zip"`,
        'cache-control': `public, max-age=${tunables.pluginCacheSeconds}`,
      },
    })
  })

/** The handler of the path at which OpenAI checks that a plugin's owner has the domain, before it lists the plugin. */
export const serveChallenge = (request: Request): Promise<Response> =>
  answer(request, async () => {
    const token = env().OPENAI_APPS_CHALLENGE
    if (!token) throw new ApiError('not_found', 'OPENAI_APPS_CHALLENGE is not set.')
    return new Response(token, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
  })
