import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { errorCodes } from '#lib/api/errors'
import { titleOf } from '#lib/api/title'
import { scopeSentences } from '#lib/auth/scopes'
import { fieldsOf } from '#lib/openapi/fields'
import { describeOperation } from '#lib/openapi/operation'
import { operations } from '#lib/operations'
import { commonCodes } from '#local/docs/api'
import { korean } from '#local/docs/korean/index'
import { root } from '#local/server'

/** Every English sentence that the generated parts of docs/api.md take from the code. */
const sentences = new Set([
  ...Object.values(scopeSentences),
  ...commonCodes.map((code) => errorCodes[code][1]),
  ...operations.flatMap((operation) => [
    titleOf(operation.id),
    operation.summary,
    ...fieldsOf(describeOperation(operation, '')).map(({ description }) => description),
  ]),
])

it('has the Korean of every sentence in local/docs/korean/, and no entry that nothing uses', () => {
  expect([...sentences].filter((sentence) => sentence !== '' && !korean.has(sentence))).toEqual([])
  expect([...korean.keys()].filter((sentence) => !sentences.has(sentence))).toEqual([])
})

it('names the same fields, operations and values in both languages', () => {
  const codeOf = (text: string) => new Set(text.match(/`[^`]+`|\b[a-z]+[A-Z]\w*|\b\d\d+\b/g))
  const faults = [...korean].filter(([english, text]) => {
    const inText = codeOf(text)
    return [...codeOf(english)].some((code) => !inText.has(code) && !text.includes(code.replaceAll('`', '')))
  })
  expect(faults).toEqual([])
})

it('has only Korean sentences on the Korean page of the API', () => {
  const prose = readFileSync(join(root, 'docs/ko/api.md'), 'utf8')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/<!--.*?-->|`[^`]*`/g, '')
  const english = prose.split('\n').filter((line) => /[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+/.test(line))
  expect(english).toEqual([])
})
