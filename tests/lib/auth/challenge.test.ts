import { beforeAll, describe, expect, it } from 'vitest'
import { canonicalResource, resourceOf } from '#lib/auth/challenge'
import { useServices } from '#tests/lib/support'

beforeAll(async () => {
  await useServices()
})

describe('a resource in another spelling', () => {
  const spellings = (own: string) => {
    const { host, pathname, protocol } = new URL(own)
    return [own, `${own}/`, `${protocol}//${host.toUpperCase()}${pathname}`, own.replace(protocol, 'HTTP:')]
  }
  it('is that of this server: its host in capitals, a slash at its end', () => {
    for (const spelling of spellings(resourceOf('mcp')))
      expect(canonicalResource(spelling)).toBe(resourceOf('mcp'))
  })

  it.each(['https://elsewhere.example/mcp', 'mcp', ''])('of another server stays what it is: %j', (other) => {
    expect(canonicalResource(other)).toBe(other)
  })

  it('is another resource with another path or a query', () => {
    for (const other of ['/Mcp', '/mcp?x=1', '/mcp/x', '/'].map((end) =>
      resourceOf('mcp').replace('/mcp', end),
    ))
      expect(canonicalResource(other)).toBe(other)
  })
})
