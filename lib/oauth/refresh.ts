import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sha256Hex } from '#lib/hash'
import { isObject, parseJson } from '#lib/json'
import { claimReply, deleteReply, findReply, keepReply } from '#lib/oauth/refresh-store'
import { tunables } from '#lib/tunables'

/**
 * Uses a refresh token. The same request within `oauthRefreshGraceSeconds` gets the same new tokens: two windows of an
 * editor refresh at once, or a response gets lost. A later use counts as theft and ends the grant.
 */
export async function refreshOnce(
  { issuer, form, authorization }: { issuer: string; form: URLSearchParams; authorization: string },
  use: () => Promise<Response>,
): Promise<Response> {
  const token = form.get('refresh_token') ?? ''
  // Only the same client with the same secret sends the same request to the same issuer.
  const request = JSON.stringify([issuer, authorization, [...form].toSorted(([a], [b]) => (a < b ? -1 : 1))])
  const id = sha256Hex(`refresh:${request}`)
  const key = createHash('sha256').update(`reply:${request}`).digest()
  const deadlineMs = Date.now() + tunables.oauthRefreshWaitMs
  while (Date.now() < deadlineMs) {
    if (await claimReply(id, sha256Hex(token))) return answerAndKeep(id, key, use)
    const kept = await findReply(id)
    // The token is unknown, or the first request failed. The provider returns the error.
    if (!kept) break
    if (kept.sealed) return tokenResponse(unseal(kept.sealed, key))
    await sleep(tunables.oauthRefreshPollMs)
  }
  return use()
}

/** Stores the new tokens for a repeat, encrypted with a key from the used token. Deletes the claim after a failure. */
async function answerAndKeep(id: string, key: Buffer, use: () => Promise<Response>): Promise<Response> {
  let isKept = false
  try {
    const response = await use()
    const body = await response.clone().text()
    if (response.ok && isObject(parseJson(body))) {
      await keepReply(id, seal(body, key))
      isKept = true
    }
    return response
  } finally {
    if (!isKept) await deleteReply(id)
  }
}

const tokenResponse = (body: string) =>
  new Response(body, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } })

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

function seal(text: string, key: Buffer): string {
  const iv = randomBytes(ivBytes)
  const sealing = createCipheriv(cipher, key, iv)
  const parts = [iv, sealing.update(text, 'utf8'), sealing.final()]
  return Buffer.concat([...parts, sealing.getAuthTag()]).toString('base64')
}

function unseal(sealed: string, key: Buffer): string {
  const bytes = Buffer.from(sealed, 'base64')
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes))
  opening.setAuthTag(bytes.subarray(-tagBytes))
  return opening.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8') + opening.final('utf8')
}
