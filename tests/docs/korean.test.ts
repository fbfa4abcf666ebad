import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { textsOf } from '#app/console/text/index'
import { errorCodes } from '#lib/api/errors'
import { titleOf } from '#lib/api/title'
import { scopeSentences } from '#lib/auth/scopes'
import { fieldsOf } from '#lib/openapi/fields'
import { describeOperation } from '#lib/openapi/operation'
import { operations } from '#lib/operations'
import { commonCodes } from '#local/docs/api'
import { korean as dictionary } from '#local/docs/korean/index'
import { root } from '#local/server'

const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Every English sentence that the generated parts of docs/api.md take from the code. */
const sentences = new Set([
  ...Object.values(scopeSentences),
  ...commonCodes.map((code) => errorCodes[code].title),
  ...operations.flatMap((operation) => [
    titleOf(operation.id),
    operation.summary,
    ...fieldsOf(describeOperation(operation, '')).map(({ description }) => description),
  ]),
])

it('has the Korean of every sentence in local/docs/korean/, and no entry that nothing uses', () => {
  expect([...sentences].filter((sentence) => sentence !== '' && !dictionary.has(sentence))).toEqual([])
  expect([...dictionary.keys()].filter((sentence) => !sentences.has(sentence))).toEqual([])
})

it('names the same fields, operations and values in both languages', () => {
  const namesOf = (text: string) => new Set(text.match(/`[^`]+`|\b[a-z]+[A-Z]\w*|\b\d\d+\b/g))
  const faults = [...dictionary].filter(([english, text]) => {
    const inText = namesOf(text)
    return [...namesOf(english)].some((code) => !inText.has(code) && !text.includes(code.replaceAll('`', '')))
  })
  expect(faults).toEqual([])
})

it('has only Korean sentences on the Korean page of the API', () => {
  const prose = read('docs/ko/api.md')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/<!--.*?-->|`[^`]*`/g, '')
  const english = prose.split('\n').filter((line) => /[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+/.test(line))
  expect(english).toEqual([])
})

it('uses the Korean terms of docs/glossary.md', () => {
  const pages = [
    'README.ko.md',
    ...['api', 'configuration', 'self-hosting'].map((page) => `docs/ko/${page}.md`),
  ]
  const texts = [...pages.flatMap((page) => read(page).split('\n')), ...Object.values(textsOf('ko'))]
  // "돌려주다" for return, "끝내다" for end, the Korean of session fixation, and a space before an ellipsis.
  const words = /돌려[주준줍]|끝[내낼냅]|세션 고정|[가-힣] …/
  const wrong = texts.flatMap((text) => (words.test(text) ? [`"${words.exec(text)![0]}" in: ${text}`] : []))
  expect(wrong, 'Use the words of the glossary, such as 반환하다 for return and 종료하다 for end.').toEqual(
    [],
  )
})

/** The blocks of code of a page, without comments and the texts that people would write. */
const codeOf = (page: string) =>
  [...page.matchAll(/^ *```(?!mermaid)(\w+)\n([\s\S]*?)^ *```$/gm)].map(([, language, code]) => [
    language,
    code!
      .replace(/(^| +)(#|\/\/) .*$/gm, '')
      .replace(/"(message|title|name)": ?"[^"]*"/g, '$1')
      .trimEnd(),
  ])

const levelsOf = (page: string) =>
  page
    .replace(/^ *```[\s\S]*?^ *```$/gm, '')
    .match(/^#+ /gm)
    ?.join('')

describe.each([
  ['README.md', 'README.ko.md'],
  ['docs/self-hosting.md', 'docs/ko/self-hosting.md'],
  ['docs/configuration.md', 'docs/ko/configuration.md'],
  ['docs/api.md', 'docs/ko/api.md'],
])('%s and %s', (english, korean) => {
  it('have the same commands and examples', () => {
    expect(codeOf(read(korean))).toEqual(codeOf(read(english)))
  })

  it('have the same sections', () => {
    expect(levelsOf(read(korean))).toBe(levelsOf(read(english)))
  })
})
