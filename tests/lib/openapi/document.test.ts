import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { numeric } from '#lib/api/fields'
import { eachSchema } from '#lib/api/json-schema'
import { type Operation, operation } from '#lib/api/operation'
import { type Document, openapiDocument } from '#lib/openapi/document'
import { gptDocument } from '#lib/openapi/gpt'
import { operations } from '#lib/operations'
import { gptFaults } from '#tests/support/gpt-lint'
import { checker } from '#tests/support/schemas'

const url = 'https://gpts.example.com'
const whole = openapiDocument(operations, url)
const forGpt = gptDocument(operations, url)

const widget = operation({
  id: 'makeWidget',
  method: 'POST',
  path: '/api/widgets/{id}',
  summary: 'Makes a widget.',
  consequential: true,
  access: ['read'],
  limit: 'write',
  params: z.strictObject({ id: numeric(z.int().min(1)).describe('Its id.') }),
  query: z.strictObject({ size: numeric(z.number().max(9)).default(3).describe('How large.') }),
  body: z.strictObject({ color: z.email().describe('A colour.'), secret: z.string().optional() }),
  responses: { 201: z.object({ at: z.iso.datetime(), tags: z.record(z.string(), z.unknown()) }) },
  responseHeaders: { 201: ['location'] },
  errors: ['conflict'],
  examples: [
    {
      title: 'One',
      input: { id: 1, color: 'a@b.cd' },
      reply: { status: 201, message: 'Made.', data: { at: '2026-11-24T09:12:55.031Z', tags: {} } },
    },
  ],
  gpt: { without: ['secret', 'size'] },
  run: async () => ({ status: 201, message: '', data: null }),
})
// biome-ignore lint/suspicious/noExplicitAny: tests look into any part of a document
const described = (document: Document): any => document.paths['/api/widgets/{id}']!.post

/** The problems that a common linter finds in a document. */
async function lint(document: Document, off: string[] = []): Promise<string[]> {
  const rules = Object.fromEntries(['no-server-example.com', ...off].map((rule) => [rule, 'off' as const]))
  const config = await createConfig({ extends: ['recommended-strict'], rules })
  const problems = await lintFromString({ source: JSON.stringify(document), config })
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)
}

describe('the document', () => {
  it('has every operation, under its own id, at the public address', () => {
    const ids = Object.values(whole.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(ids.sort()).toEqual(operations.map(({ id }) => id).sort())
    expect(whole.servers).toEqual([{ url }])
  })

  it('passes the strict rules of a linter', async () => {
    expect(await lint(whole)).toEqual([])
  })

  it('describes numbers in a path or a query as numbers, with their limits and defaults', () => {
    const [id, size] = described(openapiDocument([widget], url)).parameters
    expect(id).toEqual({
      name: 'id',
      in: 'path',
      required: true,
      description: 'Its id.',
      schema: { type: 'integer', minimum: 1 },
      example: 1,
    })
    expect(size).toMatchObject({
      in: 'query',
      required: false,
      schema: { type: 'number', maximum: 9, default: 3 },
    })
  })

  it('has each success with envelope, headers and examples, and each error as a problem', () => {
    const { responses, security, requestBody } = described(openapiDocument([widget], url))
    expect(Object.keys(responses)).toEqual([
      '201',
      '400',
      '401',
      '403',
      '408',
      '409',
      '413',
      '429',
      '500',
      '503',
    ])
    expect(Object.keys(responses[201].headers)).toEqual([
      'x-request-id',
      'RateLimit',
      'RateLimit-Policy',
      'Location',
    ])
    expect(Object.keys(responses[429].headers)).toContain('Retry-After')
    const { schema, examples } = responses[201].content['application/json']
    expect(checker(schema)(examples.example1.value)).toEqual([])
    expect(responses[400].content['application/problem+json'].schema.properties.code.enum).toEqual([
      'invalid_json',
      'invalid_input',
    ])
    expect(security).toEqual([{ bearer: [] }, { apiKey: [] }, { oauth2: ['read'] }])
    expect(requestBody.content['application/json'].examples.example1.value).toEqual({ color: 'a@b.cd' })
  })

  it('has examples of problems that fit the schema of a problem', () => {
    const check = checker(whole.components.schemas!.Problem as Record<string, unknown>)
    const examples = Object.entries(whole.components.examples as Record<string, { value: { code: string } }>)
    expect(examples.length).toBeGreaterThan(10)
    for (const [code, { value }] of examples) {
      expect(check(value)).toEqual([])
      expect(value.code).toBe(code)
    }
  })
})

describe('the document for GPT Actions', () => {
  it('keeps every limit of GPT Actions', () => {
    expect(gptFaults(forGpt)).toEqual([])
    expect(gptFaults(gptDocument([widget], url))).toEqual([])
  })

  it('passes a linter too', async () => {
    // It describes all failures once, as the default answer.
    expect(await lint(forGpt, ['operation-4xx-response'])).toEqual([])
  })

  it('omits operations, fields, headers and schemes that a GPT cannot use', () => {
    const { parameters, requestBody, responses, security } = described(gptDocument([widget], url))
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual(['id'])
    const { schema } = requestBody.content['application/json']
    expect(Object.keys(schema.properties)).toEqual(['color'])
    expect(Object.keys(responses)).toEqual(['201', 'default'])
    expect(security).toEqual([{ bearer: [] }])
    const { getHealth } = Object.fromEntries(operations.map((each) => [each.id, each]))
    expect(gptDocument([getHealth!], url).paths).toEqual({})
  })

  it('tells the model how to wait, how to poll, and what not to do', () => {
    const { description } = forGpt.paths['/api/chat']!.post!
    expect(description).toMatch(/getJob/)
    expect(description).toMatch(/Do not send the same message again/)
    expect(forGpt.paths['/api/jobs/{id}']!.get!.description).toMatch(/call it again/)
  })
})

describe('the linter of GPT Actions', () => {
  const broken = (change: Partial<Operation>) => gptFaults(gptDocument([{ ...widget, ...change }], url))

  it.each([
    ['a summary of 301 characters', { summary: 'x'.repeat(301) }],
    ['a missing summary', { summary: '' }],
    ['an invalid id', { id: 'not an id' }],
    [
      'a field described in 701 characters',
      { body: z.strictObject({ a: z.string().describe('x'.repeat(701)) }) },
    ],
  ])('reports %s', (_, change) => {
    expect(broken(change)).toHaveLength(1)
  })

  it('reports the 31st operation, and a repeated id', () => {
    const many = Array.from({ length: 31 }, (_, i) => ({
      ...widget,
      id: `w${i}`,
      path: `/api/w${i}` as const,
    }))
    expect(gptFaults(gptDocument(many, url))).toEqual(['too many operations'])
    const twice = [widget, { ...widget, path: '/api/other/{id}' as const }]
    expect(gptFaults(gptDocument(twice, url))).toEqual(['an operationId comes twice'])
  })

  it('reports the headers and keys of the complete document', () => {
    const faults = gptFaults(whole)
    for (const fault of [
      'a key in a header of its own',
      'sendMessage: a header parameter',
      'headers of an answer',
    ])
      expect(faults).toContain(fault)
    let objects = 0
    eachSchema(forGpt.paths, ({ type }) => {
      if (type === 'object') objects++
    })
    expect(objects).toBeGreaterThan(5)
  })
})
