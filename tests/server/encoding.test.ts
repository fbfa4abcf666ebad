import { expect, it } from 'vitest'
import { chooseEncoding } from '#lib/server/encoding'

it.each([
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['gzip', 'gzip'],
  ['gzip, deflate, br', 'br'],
  ['GZIP;q=0.5', 'gzip'],
  ['br;q=0.1, gzip;q=0.9', 'gzip'],
  ['br;q=0, gzip;q=0', undefined],
  ['*', 'br'],
  ['br;q=0, *', 'gzip'],
  ['*;q=0', undefined],
  ['gzip;q=nonsense', undefined],
] as const)('for Accept-Encoding %o the encoding is %o', (accepted, encoding) => {
  expect(chooseEncoding(accepted)).toBe(encoding)
})
