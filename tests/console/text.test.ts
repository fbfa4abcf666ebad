import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fillIn, formatsOf } from '#app/console/frame/format'
import { textsOf } from '#app/console/text/index'
import { languageOf } from '#app/languages'

describe('the chosen language', () => {
  it.each([
    ['ko', 'en', 'ko'],
    [undefined, 'ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
    [undefined, 'en;q=0.5, ko', 'ko'],
    [undefined, 'fr, de;q=0.5', 'en'],
    ['__proto__', '*', 'en'],
    [undefined, null, 'en'],
  ])('for the stored choice %s and Accept-Language %s is %s', (chosen, accepted, language) => {
    expect(languageOf(chosen, accepted)).toBe(language)
  })
})

it('each sentence has the same placeholders in both languages', () => {
  const holesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted()
  const [en, ko] = [textsOf('en'), textsOf('ko')]
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(holesOf(ko[key]), key).toEqual(holesOf(en[key]))
    expect(ko[key], key).not.toBe('')
  }
})

it('each sentence is used', () => {
  const files = globSync('app/console/**/*.{ts,tsx}').filter((file) => !file.startsWith('app/console/text/'))
  const source = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  const words = new Set(source.match(/[\w.]+/g))
  // A template such as `jobs.status.${status}` uses all keys that begin as it does.
  const beginnings = [...source.matchAll(/`([\w.]+\.)\$\{/g)].map(([, beginning]) => beginning!)
  const isUsed = (key: string) => words.has(key) || beginnings.some((beginning) => key.startsWith(beginning))
  expect(Object.keys(textsOf('en')).filter((key) => !isUsed(key))).toEqual([])
})

it('a count selects the plural, and is formatted for the language', () => {
  const text = '{count} job | {count} jobs'
  expect(fillIn(text, { count: 1 }, 'en')).toBe('1 job')
  expect(fillIn(text, { count: 1_200 }, 'en')).toBe('1,200 jobs')
  expect(fillIn('작업 {count}개', { count: 1 }, 'ko')).toBe('작업 1개')
})

it('numbers have only the digits they need', () => {
  const { money, duration, ago } = formatsOf('en')
  expect([money(0), money(0.000123), money(12.345)]).toEqual(['$0.00', '$0.00012', '$12.35'])
  expect([duration(340), duration(2_540), duration(300_000)]).toEqual(['340 ms', '2.5 sec', '5 min'])
  expect(ago('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:05:10Z'))).toBe('5 minutes ago')
})
