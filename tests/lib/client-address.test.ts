import { expect, it } from 'vitest'
import { clientAddress, isProxyAddress } from '#lib/client-address'

const addressOf = (value: string) => clientAddress(new Headers({ 'x-forwarded-for': value }))

it.each([
  ['203.0.113.8', '203.0.113.8'],
  ['203.0.113.8:41234', '203.0.113.8'],
  ['198.51.100.1, 203.0.113.8:41234', '203.0.113.8'],
  ['::ffff:203.0.113.8', '203.0.113.8'],
  ['[::ffff:203.0.113.8]:1', '203.0.113.8'],
  ['2001:db8::1', '2001:db8::/64'],
  ['[2001:db8::1]', '2001:db8::/64'],
  ['[2001:db8::1]:443', '2001:db8::/64'],
  ['"[2001:db8::1]:443"', '2001:db8::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
])('the client address is without port and brackets: %s', (value, expected) =>
  expect(addressOf(value)).toBe(expected),
)

it.each(['', 'anything', '203.0.113.8:x', '[2001:db8::1', '999.0.0.1', 'a'.repeat(1_000)])(
  'the client address is "unknown" when the header is not valid: %j',
  (value) => expect(addressOf(value)).toBe('unknown'),
)

it('the header is trusted only from a proxy on this machine or its private network', () => {
  for (const near of ['127.0.0.1', '::1', '::ffff:10.0.0.2', '172.17.0.1', '192.168.1.4', 'fd00::1'])
    expect([near, isProxyAddress(near)]).toEqual([near, true])
  for (const far of ['203.0.113.8', '2606:4700::1', 'nonsense'])
    expect([far, isProxyAddress(far)]).toEqual([far, false])
})
