import { expect, it } from 'vitest'
import { serveLive, serveReady } from '#lib/health/probes'
import { useServices } from '#tests/support/lib-services'

it('a server without its database is not ready, but live', async () => {
  await useServices('hosted')
  // Nothing listens on this port.
  process.env.NEON_PROXY_URL = 'http://127.0.0.1:1'
  const ask = ({ GET }: typeof serveLive) => GET(new Request('http://host/'), { params: Promise.resolve({}) })
  const ready = await ask(serveReady)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ code: 'database_unavailable', success: false })
  expect((await ask(serveLive)).status).toBe(200)
})
