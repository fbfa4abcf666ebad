import { describe, expect, it } from 'vitest'
import { inSpan, traceContext, traceFields, traceOf } from '#lib/telemetry/trace'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${traceId}-b7ad6b7169203331-01`

describe('the trace context of a caller', () => {
  it('is accepted with its state', () => {
    expect(traceOf(new Headers({ traceparent, tracestate: 'a=1,b=2' }))).toEqual({
      traceparent,
      tracestate: 'a=1,b=2',
    })
    expect(traceOf(new Headers({ traceparent }))).toEqual({ traceparent })
    expect(traceOf(new Headers({ traceparent, tracestate: 'a'.repeat(513) }))).toEqual({ traceparent })
  })

  it.each([
    '',
    'nonsense',
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId}-b7ad6b7169203331-01-more`,
    traceparent.toUpperCase(),
  ])('is ignored when it is not valid: %j', (wrong) => {
    expect(traceOf(new Headers({ traceparent: wrong }))).toBeUndefined()
  })
})

describe('without OpenTelemetry', () => {
  it('the trace context is still passed on, and its id is in the log', async () => {
    await inSpan({ name: 'POST', kind: 'server', parent: { traceparent } }, async () => {
      await inSpan({ name: 'statement', kind: 'client' }, async () => {
        expect(traceContext()).toEqual({ traceparent })
        expect(traceFields()).toEqual({ traceId })
      })
    })
    expect(traceContext()).toBeUndefined()
    expect(traceFields()).toEqual({})
  })
})
