import { describe, expect, it } from 'vitest'
import { addressProblem, isPublic } from '#lib/http-client/address'

const publicAddresses = [
  ['8.8.8.8', 'public'],
  ['93.184.215.14', 'public'],
  ['172.32.0.1', 'just above 172.16.0.0/12'],
  ['100.128.0.1', 'just above shared space'],
  ['2606:4700:4700::1111', 'public'],
  ['::ffff:8.8.8.8', 'mapped'],
  ['64:ff9b::8.8.8.8', 'NAT64'],
  ['2002:808:808::1', '6to4'],
]

const otherAddresses = [
  ['0.0.0.0', 'this host'],
  ['10.1.2.3', 'private'],
  ['100.64.0.1', 'shared'],
  ['100.100.100.200', "Alibaba's metadata"],
  ['127.0.0.1', 'loopback'],
  ['127.8.9.10', 'loopback'],
  ['168.63.129.16', "Azure's metadata"],
  ['169.254.169.254', 'metadata'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.0.0.192', "Oracle's metadata"],
  ['192.0.2.1', 'documentation'],
  ['192.168.1.1', 'private'],
  ['198.18.0.1', 'benchmarking'],
  ['224.0.0.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::127.0.0.1', 'IPv4-compatible, long deprecated'],
  ['::808:808', 'IPv4-compatible, long deprecated'],
  ['::ffff:127.0.0.1', 'mapped loopback'],
  ['::ffff:a9fe:a9fe', 'mapped metadata'],
  ['::ffff:0:127.0.0.1', 'translated'],
  ['64:ff9b::7f00:1', 'loopback behind NAT64'],
  ['64:ff9b::a9fe:a9fe', 'metadata behind NAT64'],
  ['64:ff9b:1::808:808', 'local NAT64'],
  ['2002:7f00:1::', 'loopback behind 6to4'],
  ['2002:a9fe:a9fe::1', 'metadata behind 6to4'],
  ['2001::1', 'Teredo'],
  ['2001:db8::1', 'documentation'],
  ['4000::1', 'unassigned'],
  ['fc00::1', 'unique local'],
  ['fd00:ec2::254', "Amazon's metadata"],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local with a zone'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['', 'nothing'],
  ['receiver.example', 'a name'],
]

describe('isPublic', () => {
  it.each(publicAddresses)('allows %s (%s)', (address) => {
    expect(isPublic(address)).toBe(true)
  })

  it.each(otherAddresses)('denies %s (%s)', (address) => {
    expect(isPublic(address)).toBe(false)
  })
})

const localUrls = [
  'https://127.0.0.1/',
  'https://127.0.0.1./',
  'https://127.1/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://2130706433/',
  'https://0/',
  'https://１２７.0.0.1/',
  'https://127。0。0。1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[0:0:0:0:0:ffff:a9fe:a9fe]/',
  'https://localhost/',
  'https://LOCALHOST:8443/',
  'https://localhost./',
  'https://app.localhost/',
  'https://printer.local/',
  'https://metadata.google.internal/',
  'https://router.home.arpa./',
  'https://postgres/',
]

describe('addressProblem', () => {
  it.each(localUrls)('denies %s', (url) => {
    expect(addressProblem(url, false)).toBe('Must not lead to a private, loopback or link-local address')
  })

  it('denies plain http', () => {
    expect(addressProblem('http://receiver.example/', false)).toBe('Must be an https URL')
  })

  it.each([
    'https://receiver.example/',
    'https://receiver.example.:8443/hook?a=b',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://localhost.example/',
    'https://internal.example/',
  ])('allows %s', (url) => {
    expect(addressProblem(url, false)).toBeUndefined()
  })

  it('denies nothing when private addresses are allowed', () => {
    for (const url of [...localUrls, 'http://127.0.0.1:3000/'])
      expect(addressProblem(url, true)).toBeUndefined()
  })
})
