const unitMs: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

const wholeForm = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d))+$/
const part = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d)/g

/**
 * Milliseconds of a duration in QStash's form: `50s`, `1d10h30m`, or a bare number of seconds.
 * Undefined when the text is not a duration.
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim()
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000
  if (!wholeForm.test(trimmed)) return undefined
  let total = 0
  for (const [, amount, unit] of trimmed.matchAll(part)) total += Number(amount) * (unitMs[unit ?? ''] ?? 0)
  return total
}
