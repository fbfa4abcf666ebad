/** Whether a caller takes events, and rather than JSON (RFC 9110, 12.5.1): MCP's and other clients name both. */
export function prefersEvents(headers: Headers): boolean {
  const weights = new Map(
    (headers.get('accept') ?? '').split(',').map((entry) => {
      const [type = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return [type, weight === undefined ? 1 : Number(weight) || 0]
    }),
  )
  const events = weights.get('text/event-stream') ?? 0
  return events > 0 && events > (weights.get('application/json') ?? 0)
}
