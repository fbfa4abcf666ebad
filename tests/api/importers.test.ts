import { beforeAll, describe, expect, inject, it } from 'vitest'
import type { Document } from '#lib/openapi/document'
import { call } from '#tests/support/api'
import { generatorNames, programWith } from '#tests/support/generators'
import { newUser } from '#tests/support/names'
import { disabledRules, spectralFindings } from '#tests/support/spectral'

const paths = ['/openapi.json', '/openapi.json?profile=gpt']
/**
 * The documents as the server gives them to an importer. They are fetched first: Spectral blocks this thread
 * so long that the server closes an idle connection, and the next request would fail on that connection.
 */
const documents = new Map<string, Document>()
beforeAll(async () => {
  for (const path of paths) documents.set(path, (await call('GET', path, { key: null })).body)
})

describe.each(paths)('%s', (path) => {
  it.each(generatorNames)('becomes a client by %s that gets an answer', async (generator) => {
    const document = documents.get(path)!
    const program = await programWith(generator, document)
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(ids).toContain('sendMessage')
    expect(ids.filter((id) => typeof program[id] !== 'function')).toEqual([])
    const message = { userId: newUser(), message: `hello from ${generator}` }
    expect(await program.ask(inject('appVars').API_SECRET_KEY!, message)).toBe(`echo: ${message.message}`)
    await expect(program.ask('a-wrong-key-of-some-length', message)).rejects.toThrow()
  })

  it('breaks only the Spectral rules that are switched off, and breaks each of those', async () => {
    const findings = await spectralFindings(documents.get(path)!)
    expect(findings.filter(({ rule }) => !(rule in disabledRules))).toEqual([])
    expect([...new Set(findings.map(({ rule }) => rule))].sort()).toEqual(Object.keys(disabledRules).sort())
  })
})
