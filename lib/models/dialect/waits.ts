import { sentenceOf } from '#lib/models/dialect/errors'
import { at } from '#lib/models/dialect/json'
import { retryAfterSeconds } from '#lib/retry-after'

/**
 * The wait that a provider requests, in seconds: from `retry-after`, from the body of the error or, with status 429, from
 * its rate-limit headers or its message. Undefined when there is none.
 */
export function waitSeconds(
  status: number | undefined,
  headers: Headers | undefined,
  error: unknown,
  nowMs = Date.now(),
): number | undefined {
  const asked = retryAfterSeconds(headers) ?? waitInBody(error, nowMs)
  if (asked !== undefined || status !== 429) return asked
  return untilReset(headers, error, nowMs) ?? waitInWords(sentenceOf(error), nowMs)
}

/** OpenAI and Groq: `Please try again in 2m59.56s`. Azure: `Please retry after 45 seconds`. */
function waitInWords(sentence: string, nowMs: number): number | undefined {
  const said =
    /\b(?:retry|try again) (?:after|in) ((?:\d+(?:\.\d+)?(?:ms|[dhms])?)+)(?: (second|minute|hour)s?)?\b/i.exec(
      sentence,
    )
  const seconds = secondsOf(said?.[1], nowMs)
  const unit = { minute: 60, hour: 3_600 }[said?.[2]?.toLowerCase() ?? ''] ?? 1
  return seconds === undefined ? undefined : seconds * unit
}

/** The fields of an error that have the wait: LiteLLM, OpenRouter and others. */
const placesInBody = [
  'retry_after',
  'retry_after_seconds',
  'metadata.retry_after_seconds',
  'metadata.retry_after',
]

function waitInBody(error: unknown, nowMs: number): number | undefined {
  const details = at(error, 'details')
  // Google's RetryInfo.
  const delays = Array.isArray(details) ? details.map((detail) => at(detail, 'retryDelay')) : []
  return [...delays, ...placesInBody.map((place) => at(error, place))]
    .map((value) => secondsOf(value, nowMs))
    .find((seconds) => seconds !== undefined)
}

/**
 * The seconds until the used-up limit resets: the longest if several are used up, or if none says so. A request limit with
 * requests left is not the one that is used up. The headers are
 * `x-ratelimit-reset-requests` (OpenAI, Azure, Groq, xAI), `anthropic-ratelimit-tokens-reset`, `X-RateLimit-Reset`
 * (OpenRouter, which repeats it in the error), `ratelimit-reset` and `RateLimit` (the drafts of the IETF).
 */
function untilReset(headers: Headers | undefined, error: unknown, nowMs: number): number | undefined {
  const repeated = Object.entries(Object(at(error, 'metadata.headers')) as object)
  const all = new Map(
    [...repeated, ...(headers ?? [])].map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
  const limits = [...all]
    .filter(([name]) => /rate-?limit/.test(name))
    .flatMap(([name, value]) => {
      const [, together] = /\b(?:reset|t)=(\d+)/.exec(value) ?? []
      const seconds = secondsOf(name.includes('reset') ? value : together, nowMs)
      const remaining =
        all.get(name.replace('reset', 'remaining')) ?? /\b(?:remaining|r)=(\d+)/.exec(value)?.[1]
      const hasRequestsLeft = name.includes('request') && Number(remaining) >= 1
      if (seconds === undefined || hasRequestsLeft) return []
      return [{ seconds, isUsedUp: remaining !== undefined && Number(remaining) <= 0 }]
    })
  const usedUp = limits.filter(({ isUsedUp }) => isUsedUp)
  const counting = usedUp.length > 0 ? usedUp : limits
  return counting.length > 0 ? Math.max(...counting.map(({ seconds }) => seconds)) : undefined
}

const unitSeconds: Record<string, number> = {
  ...{ d: 86_400, h: 3_600, m: 60, s: 1 },
  ...{ ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 },
}

/** Seconds from now, from a duration such as `6m0s`, a number of seconds, or a time (a date, or s or ms since 1970). */
function secondsOf(value: unknown, nowMs: number): number | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text)
    if (number < 1e9) return number
    return Math.max(0, (number < 1e11 ? number * 1000 - nowMs : number - nowMs) / 1000)
  }
  if (/^(\d+(\.\d+)?(ms|us|µs|ns|[dhms]))+$/.test(text))
    return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|us|µs|ns|[dhms])/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * unitSeconds[unit!]!,
      0,
    )
  const timeMs = /\d{4}/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isFinite(timeMs) ? Math.max(0, (timeMs - nowMs) / 1000) : undefined
}
