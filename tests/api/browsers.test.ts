import { describe, expect, inject, it } from 'vitest'
import { call } from '#tests/support/api'

const origin = 'http://localhost:6274'
const at = (path: string) => inject('appUrl') + path

/** The preflight request that a browser sends before a page of this origin may call. */
const ask = (path: string, from = origin) =>
  fetch(at(path), {
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type, mcp-protocol-version',
    },
  })

describe('a page of another origin', () => {
  it.each(['/mcp', '/oauth/register', '/oauth/token', '/.well-known/oauth-protected-resource/mcp'])(
    'may call %s',
    async (path) => {
      const { status, headers } = await ask(path)
      expect([status, headers.get('access-control-allow-origin')]).toEqual([204, origin])
      expect(headers.get('access-control-allow-headers')).toContain('mcp-protocol-version')
    },
  )

  it('can read the response, including errors', async () => {
    for (const [path, init] of [
      ['/mcp', { method: 'POST', body: '{}' }],
      ['/oauth/register', { method: 'POST', body: '{}' }],
      ['/.well-known/oauth-authorization-server', {}],
      ['/.well-known/oauth-protected-resource/mcp', {}],
    ] as const) {
      const { headers } = await fetch(at(path), { ...init, headers: { origin } })
      expect([path, headers.get('access-control-allow-origin')]).toEqual([path, origin])
    }
  })

  it('may not call MCP from any other site', async () => {
    const { headers } = await ask('/mcp', 'https://evil.example')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('a response', () => {
  it('has headers that stop browsers from sniffing its type and framing it', async () => {
    for (const [method, path, options] of [
      ['GET', '/api/health', {}],
      ['GET', '/api/usage', { headers: { accept: 'text/csv' } }],
      ['GET', '/api/nothing', {}],
      ['POST', '/mcp', { body: '{}' }],
      ['GET', '/openapi.json', {}],
      ['GET', '/plugin.zip', {}],
      ['GET', '/oauth/authorize', {}],
    ] as const) {
      const { headers } = await call(method, path, options)
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    }
  })
})
