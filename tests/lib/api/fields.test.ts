import { expect, it } from 'vitest'
import { existingUserId, userId } from '#lib/api/fields'

it.each([
  'ada',
  'ada@example.com',
  '한글-이름',
  '\u00c5ngstr\u00f6m',
  'user|auth0:1',
  '漢字',
  'a'.repeat(128),
])('accepts %j as a user id', (id) => expect(userId.parse(id)).toBe(id))

it.each([
  ['a zero-width space', 'ad\u200ba'],
  ['a zero-width joiner', 'ad\u200da'],
  ['a byte order mark', '\ufeffada'],
  ['a direction mark', 'ada\u202e'],
  ['a soft hyphen', 'a\u00adda'],
  ['a control character', 'ada\u0007'],
  ['a C1 control character', 'ada\u0085'],
  ['a Hangul filler', 'ada\u3164'],
  ['a variation selector', 'ada\ufe0f'],
  ['a tag', 'ada\u{e0041}'],
  ['a blank Braille pattern', 'ada\u2800'],
  ['a private-use character', 'ada\ue000'],
  ['a no-break space', 'a\u00a0da'],
])('rejects %s in a user id', (_, id) => expect(userId.safeParse(id).success).toBe(false))

it('treats composed and decomposed letters as the same user id', () => {
  expect(userId.parse('e\u0301ve')).toBe('\u00e9ve')
  expect(userId.parse('\u1112\u1161\u11ab')).toBe('\ud55c')
  expect(userId.safeParse('e\u0301'.repeat(128)).success).toBe(true)
})

it('still finds a user whose id was stored before invisible characters were rejected', () => {
  expect(existingUserId.parse('ad\u200ba')).toBe('ad\u200ba')
})
