/** Parses a structured header field such as `"chat";r=59;t=3600` to its members by name. */
function windowsOf(field: string): Map<string, Record<string, number>> {
  const members = field.split(', ').map((member): [string, Record<string, number>] => {
    const [name = '', ...parameters] = member.split(';')
    return [
      name,
      Object.fromEntries(
        parameters.map((parameter) => parameter.split('=')).map(([key, n]) => [key, Number(n)]),
      ),
    ]
  })
  return new Map(members)
}

/**
 * Adds OpenAI's header names to the RateLimit headers, for the window with the fewest remaining requests.
 * https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers
 */
export function withOpenaiLimits(headers: Record<string, string> = {}): Record<string, string> {
  const { ratelimit, 'ratelimit-policy': policy } = headers
  if (ratelimit === undefined || policy === undefined) return headers
  const quotas = windowsOf(policy)
  const [tightest] = [...windowsOf(ratelimit)].toSorted(([, a], [, b]) => a.r! - b.r!)
  if (!tightest) return headers
  const [name, { r, t }] = tightest
  return {
    ...headers,
    'x-ratelimit-limit-requests': String(quotas.get(name)?.q),
    'x-ratelimit-remaining-requests': String(r),
    'x-ratelimit-reset-requests': `${t}s`,
  }
}
