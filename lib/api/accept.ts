/** True if the caller accepts this media type and prefers it to JSON (RFC 9110, 12.5.1). MCP's clients name both. */
export function prefers(headers: Headers, type: 'text/event-stream' | 'text/csv'): boolean {
  const weights = new Map(
    (headers.get('accept') ?? '').split(',').map((entry) => {
      const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return [name, weight === undefined ? 1 : Number(weight) || 0]
    }),
  )
  const wanted = weights.get(type) ?? 0
  return wanted > 0 && wanted > (weights.get('application/json') ?? 0)
}
