import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { root } from '#local/server'

const read = (file: string) => readFile(join(root, file), 'utf8')
const settings = JSON.parse(await read('package.json')) as {
  license: string
  optionalDependencies: Record<string, string>
}

it('has the licence of package.json', async () => {
  expect(settings.license).toBe('MIT')
  expect(await read('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) \d{4} The GPTs API Server authors\n/)
})

it('names the same Node version everywhere', async () => {
  const version = (await read('.nvmrc')).trim()
  for (const range of Object.values(settings.optionalDependencies)) expect(range).toMatch(`^${version}.`)
  expect(await read('Dockerfile')).toContain(`FROM node:${version}-`)
  expect(await read('.github/workflows/ci.yml')).toContain(`container: node:${version}-`)
})

describe('the workflow', async () => {
  const text = await read('.github/workflows/ci.yml')
  const { permissions, jobs } = parse(text)

  it('runs the checks, with a time limit and read-only permission', () => {
    expect(permissions).toEqual({ contents: 'read' })
    expect(jobs.gate['runs-on']).toBe('ubuntu-latest')
    expect(jobs.gate['timeout-minutes']).toBeGreaterThan(0)
    expect(jobs.gate.steps.at(-1)).toEqual({ run: 'bash .ci/run' })
  })

  it('pins each action to a major version, and passes no secret', () => {
    const used = jobs.gate.steps.flatMap(({ uses }: { uses?: string }) => uses ?? [])
    expect(used).not.toEqual([])
    for (const action of used) expect(action).toMatch(/^actions\/[\w-]+@v\d+$/)
    expect(text).not.toContain('secrets.')
  })
})

it.each(['bug', 'feature'])('has a %s form, with some required fields', async (name) => {
  const form = parse(await read(`.github/ISSUE_TEMPLATE/${name}.yml`))
  expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) })
  const fields = form.body.filter(({ type }: { type: string }) => type !== 'markdown')
  const ids = fields.map(({ id }: { id: string }) => id)
  expect(new Set(ids).size).toBe(fields.length)
  expect(fields.some((field: { validations?: { required?: boolean } }) => field.validations?.required)).toBe(
    true,
  )
  for (const { attributes } of fields) expect(attributes.label).toBeTruthy()
})

it('has each glossary term once, in alphabetical order', async () => {
  const terms = [...(await read('docs/glossary.md')).matchAll(/^- \*\*(.+?)\*\*: \S/gm)].map(
    ([, term]) => term!,
  )
  expect(terms.length).toBeGreaterThan(40)
  expect(terms).toEqual([...new Set(terms)].sort((a, b) => a.localeCompare(b, 'en')))
})
