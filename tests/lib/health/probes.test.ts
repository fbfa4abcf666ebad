import { expect, it } from 'vitest'
import { checkHealth } from '#lib/health/check'
import { serveLive, serveReady } from '#lib/health/probes'
import { useServices } from '#tests/support/lib-services'

const ask = async ({ GET }: typeof serveLive) => {
  const response = await GET(new Request('http://host/'), { params: Promise.resolve({}) })
  return { status: response.status, body: await response.json() }
}

it('a server with its database but without KV is ready and live', async () => {
  await useServices('hosted')
  // Nothing listens on this port.
  process.env.KV_REST_API_URL = 'http://127.0.0.1:1'
  expect((await checkHealth()).checks.kv.status).toBe('down')
  await expect.poll(() => ask(serveReady)).toEqual({ status: 200, body: { status: 'ready' } })
  expect(await ask(serveLive)).toEqual({ status: 200, body: { status: 'live' } })
})
