import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '#local/server'

const folder = join(root, 'docs/decisions')
const files = readdirSync(folder).sort()
const index = readFileSync(join(root, 'docs/decisions.md'), 'utf8')
const rows = [...index.matchAll(/^\| \[(\d{3})\]\(decisions\/([\w.-]+)\) *\| (.+?) *\| (.+?) *\|$/gm)]

it('numbers the decisions from 001, without gaps', () => {
  const numbers = files.map((file) => file.slice(0, 3))
  expect(numbers).toEqual(files.map((_, at) => String(at + 1).padStart(3, '0')))
})

it('lists each decision once in the index, in order', () => {
  expect(rows.map(([, , file]) => file)).toEqual(files)
})

describe.each(files)('docs/decisions/%s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8')

  it('has the number and the title of its row in the index', () => {
    const [, number, , title] = rows.find(([, , name]) => name === file) ?? []
    expect(text.split('\n')[0]).toBe(`# ${number} ${title}`)
    expect(file.startsWith(`${number}-`)).toBe(true)
  })
})
