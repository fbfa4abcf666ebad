import { beforeAll, expect, it } from 'vitest'
import { getHealth } from '#lib/health/operations'
import { serve } from '#lib/rest/serve'
import { useServices } from '#tests/support/lib-services'

beforeAll(async () => {
  await useServices('hosted')
  // Nothing listens on this port.
  process.env.NEON_PROXY_URL = 'http://127.0.0.1:1'
})

it('getHealth answers 503 with the checks as its data while the database is down', async () => {
  const { GET } = serve(getHealth)
  const response = await GET(new Request('http://host/api/health'), { params: Promise.resolve({}) })
  expect(response.status).toBe(503)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.json()).toMatchObject({
    success: false,
    status: 503,
    code: 'database_unavailable',
    error: expect.any(String),
    requestId: response.headers.get('x-request-id'),
    data: {
      status: 'down',
      checks: { database: { status: 'down' }, kv: { status: 'ok' }, queue: { status: 'ok' } },
    },
  })
})
