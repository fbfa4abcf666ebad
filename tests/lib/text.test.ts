import { describe, expect, it } from 'vitest'
import { cutText } from '#lib/text'

describe('a text that is cut to a length', () => {
  it.each([
    ['a text that fits', 'abc', 3, 'abc'],
    ['letters', 'abcd', 3, 'abc'],
    ['an emoji of two code units', 'ab😀', 3, 'ab'],
    ['a family of several emoji', 'ab👨‍👩‍👧‍👦', 8, 'ab'],
    ['a flag', 'a🇰🇷', 3, 'a'],
    ['a combining accent', 'ae\u0301', 2, 'a'],
    ['a syllable of conjoining jamo', '가\u1100\u1161\u11a8', 3, '가'],
    ['Hangul syllables', '서울여행', 2, '서울'],
    ['nothing', '', 3, ''],
  ])('ends between two grapheme clusters: %s', (_, text, max, cut) => {
    expect(cutText(text, max)).toBe(cut)
  })

  it('ends between two code points when a single cluster is longer than the limit', () => {
    expect(cutText(`a${'\u0301'.repeat(100)}`, 10)).toBe(`a${'\u0301'.repeat(9)}`)
    expect(cutText('👨‍👩‍👧‍👦', 4)).toBe('👨‍')
    expect(cutText('👨‍👩‍👧‍👦'.repeat(2), 4).isWellFormed()).toBe(true)
  })

  it('is cut quickly, however long it is', () => {
    const text = '한국어 👩‍🚀 text '.repeat(20_000)
    const cut = cutText(text, 90_001)
    expect(text.startsWith(cut)).toBe(true)
    expect(cut.length).toBeGreaterThan(89_980)
  })
})
