import { expect, it } from 'vitest'
import { excerptOf } from '#lib/excerpt'

it.each([
  ['a short text', 'short', 'a short text'],
  ['two\n\nlines  here', 'LINES', 'two lines here'],
  ['nothing of it', 'else', 'nothing of it'],
])('an excerpt is the text around the searched word: %j', (text, query, excerpt) => {
  expect(excerptOf(text, query)).toBe(excerpt)
})

it('an excerpt of a long text begins with a whole word', () => {
  const excerpt = excerptOf(`${'before '.repeat(60)}Seoul${' after'.repeat(200)}`, 'seoul')
  expect(excerpt).toMatch(/^…(before )+Seoul( after)+ .*…$/)
  expect(excerpt.length).toBeLessThan(210)
})

it('an excerpt never cuts a character in half', () => {
  const excerpt = excerptOf(`${'👩‍🚀'.repeat(50)}서울${'👩‍🚀'.repeat(100)}`, '서울')
  expect(excerpt).toMatch(/^…(👩‍🚀)+서울(👩‍🚀)+…$/u)
})
