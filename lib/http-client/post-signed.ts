import { addressProblem, isPublic } from '#lib/http-client/address'
import { type CallResult, checkedLookup, post, type Resolve } from '#lib/http-client/send'
import { signedHeaders } from '#lib/http-client/sign'

type Signed = { id: string; at: Date; body: string; secrets: string[]; headers?: Record<string, string> }

/**
 * Posts a JSON body, signed as Standard Webhooks defines, to a receiver as `post` does. A private address is called only
 * if `allowPrivate` is set; otherwise the error is `refused_address`.
 */
export async function postSigned(
  url: string,
  { id, at, body, secrets, headers }: Signed,
  { resolve, allowPrivate }: { resolve: Resolve; allowPrivate: boolean },
): Promise<CallResult> {
  if (addressProblem(url, allowPrivate)) return { error: 'refused_address' }
  const all = {
    ...signedHeaders(id, at, body, secrets),
    ...headers,
    'content-type': 'application/json',
    'user-agent': 'gpts-api-server',
  }
  return post(url, all, body, checkedLookup(resolve, allowPrivate ? () => true : isPublic))
}
