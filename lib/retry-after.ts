/** Parses `retry-after-ms`, or `retry-after` (seconds or an HTTP date). Returns undefined without a valid header. */
export function retryAfterSeconds(headers: Headers | undefined): number | undefined {
  const ms = headers?.get('retry-after-ms')
  if (ms && Number.isFinite(Number(ms))) return Math.max(0, Number(ms) / 1000)
  const after = headers?.get('retry-after')
  if (!after) return undefined
  const seconds = Number.isFinite(Number(after)) ? Number(after) : (Date.parse(after) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined
}
