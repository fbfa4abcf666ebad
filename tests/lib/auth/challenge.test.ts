import { describe, expect, it } from 'vitest'
import { canonicalResource, resourceOf } from '#lib/auth/challenge'

const addresses = ['http://127.0.0.1:3000', 'https://chat.example']

describe.each(addresses)('a resource at %s, written differently', (publicUrl) => {
  const own = resourceOf('mcp', publicUrl)
  const spellings = () => {
    const { host, pathname, protocol } = new URL(own)
    return [own, `${own}/`, `${protocol}//${host.toUpperCase()}${pathname}`, own.replace('http', 'HTTP')]
  }
  it('is the same with its scheme or host in capitals or a trailing slash', () => {
    for (const spelling of spellings()) expect(canonicalResource(spelling, publicUrl)).toBe(own)
  })

  it.each(['https://elsewhere.example/mcp', 'mcp', ''])(
    'is unchanged when it is of another server: %j',
    (other) => {
      expect(canonicalResource(other, publicUrl)).toBe(other)
    },
  )

  it('is a different resource with another path, a query or another address', () => {
    const others = ['/Mcp', '/mcp?x=1', '/mcp/x', '/'].map((end) => own.replace('/mcp', end))
    const elsewhere = addresses.filter((address) => address !== publicUrl).map((url) => `${url}/mcp/`)
    for (const other of [...others, ...elsewhere]) expect(canonicalResource(other, publicUrl)).toBe(other)
  })
})

it('a resource with the default port of its scheme is the one without it', () => {
  expect(canonicalResource('https://chat.example:443/api', 'https://chat.example')).toBe(
    'https://chat.example/api',
  )
})
