import { describe, expect, it } from 'vitest'
import { canonicalResource, resourceOf } from '#lib/auth/challenge'

const addresses = ['http://127.0.0.1:3000', 'https://chat.example']

describe.each(addresses)('a resource at %s in another spelling', (publicUrl) => {
  const own = resourceOf('mcp', publicUrl)
  const spellings = () => {
    const { host, pathname, protocol } = new URL(own)
    return [own, `${own}/`, `${protocol}//${host.toUpperCase()}${pathname}`, own.replace('http', 'HTTP')]
  }
  it('is that of the address: its host in capitals, a slash at its end', () => {
    for (const spelling of spellings()) expect(canonicalResource(spelling, publicUrl)).toBe(own)
  })

  it.each(['https://elsewhere.example/mcp', 'mcp', ''])('of another server stays what it is: %j', (other) => {
    expect(canonicalResource(other, publicUrl)).toBe(other)
  })

  it('is another resource with another path or a query, and that of another address', () => {
    const others = ['/Mcp', '/mcp?x=1', '/mcp/x', '/'].map((end) => own.replace('/mcp', end))
    const elsewhere = addresses.filter((address) => address !== publicUrl).map((url) => `${url}/mcp/`)
    for (const other of [...others, ...elsewhere]) expect(canonicalResource(other, publicUrl)).toBe(other)
  })
})

it('with the port of its scheme is the one without', () => {
  expect(canonicalResource('https://chat.example:443/api', 'https://chat.example')).toBe(
    'https://chat.example/api',
  )
})
