import { parseDuration } from './duration.ts'
import { badRequest } from './errors.ts'
import { compileRetryDelay, RetryDelaySyntaxError } from './retry-delay.ts'
import type { MessageSettings } from './types.ts'

/** Headers with lower-case names and a single value. */
export type PlainHeaders = Record<string, string | undefined>

const retriesDefault = 3

/**
 * Reads a publisher's settings from its `upstash-*` headers (https://upstash.com/docs/qstash/api-reference). Throws a 400
 * ApiError with the name of the invalid header.
 */
export function parseSettings(headers: PlainHeaders, body: string): MessageSettings {
  return {
    body,
    contentType: headers['content-type'],
    maxRetries: parseRetries(headers['upstash-retries']),
    retryDelayExpression: checkedRetryDelay(headers['upstash-retry-delay']),
  }
}

/** The milliseconds of `Upstash-Delay`, or 0 without it. Throws a 400 if it is invalid. */
export function parseDelay(headers: PlainHeaders): number {
  const text = headers['upstash-delay']
  if (text === undefined) return 0
  const delayMs = parseDuration(text)
  if (delayMs === undefined) throw badRequest(`invalid Upstash-Delay: ${text}`)
  return delayMs
}

/** Returns the destination. Throws a 400 if it is not an absolute http or https URL. */
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
