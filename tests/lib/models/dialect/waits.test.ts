import { describe, expect, it } from 'vitest'
import { waitSeconds } from '#lib/models/dialect/waits'

const now = Date.parse('2026-11-20T12:00:00Z')

describe('waitSeconds', () => {
  it.each<[string, Record<string, string>, number | undefined]>([
    ['OpenAI, requests', { 'x-ratelimit-reset-requests': '6m0s' }, 360],
    ['OpenAI, milliseconds', { 'x-ratelimit-reset-tokens': '250ms' }, 0.25],
    ['OpenAI, days', { 'x-ratelimit-reset-requests': '1d2h3m4.5s' }, 93_784.5],
    ['Azure, seconds', { 'x-ratelimit-reset-requests': '27' }, 27],
    ['Azure, with a hyphen', { 'x-rate-limit-reset-tokens': '55' }, 55],
    ['Azure, unknown', { 'x-ratelimit-remaining-tokens': '-1', 'x-ratelimit-reset-tokens': '0' }, 0],
    ['an exact header', { 'retry-after-ms': '1500', 'x-ratelimit-reset-requests': '6m0s' }, 1.5],
    ['the standard header', { 'retry-after': '7', 'x-ratelimit-reset-requests': '6m0s' }, 7],
    [
      'Groq, tokens used up',
      {
        ...{ 'x-ratelimit-remaining-requests': '14370', 'x-ratelimit-reset-requests': '2m59.56s' },
        ...{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '7.66s' },
      },
      7.66,
    ],
    [
      'OpenAI, tokens that are too few',
      {
        ...{ 'x-ratelimit-remaining-requests': '150', 'x-ratelimit-reset-requests': '7m12s' },
        ...{ 'x-ratelimit-remaining-tokens': '300', 'x-ratelimit-reset-tokens': '6s' },
      },
      6,
    ],
    [
      'two limits without remaining counts',
      { 'x-ratelimit-reset-requests': '12ms', 'x-ratelimit-reset-tokens': '45s' },
      45,
    ],
    ['OpenRouter, milliseconds since 1970', { 'X-RateLimit-Reset': String(now + 240_000) }, 240],
    ['seconds since 1970', { 'X-RateLimit-Reset': String(now / 1000 + 240) }, 240],
    ['a date', { 'x-rate-limit-reset': '2026-11-20T12:04:00Z' }, 240],
    ['an HTTP date', { 'x-ratelimit-reset': 'Fri, 20 Nov 2026 12:04:00 GMT' }, 240],
    ['a time that has passed', { 'x-ratelimit-reset': '2026-11-20T11:04:00Z' }, 0],
    [
      'Anthropic',
      {
        ...{
          'anthropic-ratelimit-requests-remaining': '49',
          'anthropic-ratelimit-requests-reset': '2026-11-20T12:00:01Z',
        },
        ...{
          'anthropic-ratelimit-tokens-remaining': '0',
          'anthropic-ratelimit-tokens-reset': '2026-11-20T12:00:30Z',
        },
      },
      30,
    ],
    ['Mistral', { 'ratelimitbysize-reset': '53', 'ratelimitbysize-remaining': '0' }, 53],
    [
      'Cerebras',
      { 'x-ratelimit-reset-tokens-minute': '13.4', 'x-ratelimit-remaining-tokens-minute': '0' },
      13.4,
    ],
    ['the older draft', { ratelimit: 'limit=100, remaining=0, reset=30' }, 30],
    ['the newer draft', { ratelimit: '"default";r=0;t=30', 'ratelimit-policy': '"default";q=100;w=60' }, 30],
    ['no time', { 'x-ratelimit-reset-requests': 'soon', 'x-ratelimit-limit-requests': '60' }, undefined],
    ['none', {}, undefined],
  ])('reads the headers of %s', (_, headers, seconds) => {
    expect(waitSeconds(429, new Headers(headers), undefined, now)).toBe(seconds)
  })

  it.each<[string, object, number]>([
    [
      'Google',
      {
        code: 429,
        details: [{ '@type': 'type.googleapis.com/google.rpc.QuotaFailure' }, { retryDelay: '34.5s' }],
      },
      34.5,
    ],
    [
      'OpenRouter',
      { metadata: { headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(now + 9_000) } } },
      9,
    ],
    ['OpenRouter, newer', { metadata: { retry_after_seconds: 12 } }, 12],
    ['a gateway', { retry_after: 5 }, 5],
    [
      'OpenAI, in words',
      { message: 'Rate limit reached for gpt in org-x. Please try again in 2m59.56s. Visit …' },
      179.56,
    ],
    ['Azure, in words', { code: '429', message: 'Please retry after 45 seconds. Please go here: …' }, 45],
    ['Google, in words', { message: 'You exceeded your current quota. Please retry in 34.5s.' }, 34.5],
    ['minutes, in words', { message: 'Slow down. Try again in 5 minutes' }, 300],
  ])('reads the error of %s', (_, error, seconds) => {
    expect(waitSeconds(429, new Headers(), error, now)).toBe(seconds)
    expect(waitSeconds(429, new Headers({ 'retry-after': '1' }), error, now)).toBe(1)
  })

  it('ignores the reset of a limit that is not exceeded', () => {
    const headers = new Headers({ 'x-ratelimit-reset-requests': '6m0s' })
    for (const status of [200, 402, 500, 503])
      expect(waitSeconds(status, headers, undefined, now)).toBeUndefined()
    expect(waitSeconds(503, new Headers({ 'retry-after': '3' }), undefined, now)).toBe(3)
  })
})
