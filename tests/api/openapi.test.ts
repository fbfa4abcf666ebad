import { describe, expect, inject, it } from 'vitest'
import { openapiDocument } from '#lib/openapi/document'
import { gptDocument } from '#lib/openapi/gpt'
import { operations } from '#lib/operations'
import { call } from '#tests/support/api'

describe('GET /openapi.json', () => {
  it('returns the document of all operations at the public address, without a key', async () => {
    const answer = await call('GET', '/openapi.json', { key: null })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.body).toEqual(
      JSON.parse(JSON.stringify(openapiDocument(operations, inject('appVars').PUBLIC_URL!))),
    )
  })

  it('returns the document for GPT Actions with profile=gpt', async () => {
    const { body } = await call('GET', '/openapi.json?profile=gpt', { key: null })
    expect(body).toEqual(JSON.parse(JSON.stringify(gptDocument(operations, inject('appVars').PUBLIC_URL!))))
  })
})
