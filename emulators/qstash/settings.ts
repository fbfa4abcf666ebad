import { parseDuration } from './duration.ts'
import { badRequest } from './errors.ts'
import { compileRetryDelay, RetryDelaySyntaxError } from './retry-delay.ts'
import type { MessageSettings } from './types.ts'

/** Headers with lower-case names and one value each. */
export type PlainHeaders = Record<string, string | undefined>

const retriesDefault = 3

/**
 * Reads what a publisher asked for from its `upstash-*` headers
 * (https://upstash.com/docs/qstash/api-reference). Throws a 400 ApiError that names the header at fault.
 */
export function parseSettings(headers: PlainHeaders, body: string): MessageSettings {
  return {
    body,
    contentType: headers['content-type'],
    maxRetries: parseRetries(headers['upstash-retries']),
    retryDelayExpression: checkedRetryDelay(headers['upstash-retry-delay']),
  }
}

/** The milliseconds of `Upstash-Delay`, 0 without it. Throws a 400 when it is unreadable. */
export function parseDelay(headers: PlainHeaders): number {
  const text = headers['upstash-delay']
  if (text === undefined) return 0
  const delayMs = parseDuration(text)
  if (delayMs === undefined) throw badRequest(`invalid Upstash-Delay: ${text}`)
  return delayMs
}

/** The destination itself. Throws a 400 when it is no absolute http or https URL. */
export function checkedUrl(destination: string): string {
  if (/^https?:\/\//i.test(destination) && URL.canParse(destination)) return destination
  throw badRequest(
    `invalid destination url: ${destination}, endpoint has invalid scheme, add http:// or https:// in front of the url`,
  )
}

function parseRetries(text: string | undefined): number {
  if (text === undefined) return retriesDefault
  if (!/^\d{1,6}$/.test(text)) throw badRequest(`invalid Upstash-Retries: ${text}`)
  return Number(text)
}

function checkedRetryDelay(expression: string | undefined): string | undefined {
  if (expression === undefined) return undefined
  try {
    compileRetryDelay(expression)
  } catch (error) {
    if (error instanceof RetryDelaySyntaxError)
      throw badRequest(`invalid Upstash-Retry-Delay: ${error.message}`)
    throw error
  }
  return expression
}
