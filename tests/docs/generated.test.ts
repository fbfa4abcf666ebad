import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { schemaFields } from '#lib/env/schema'
import { variableGroups } from '#lib/env/variables'
import { generatedFiles } from '#local/docs/main'

it('has up-to-date generated pages and env.example: `npm run docs` writes them', async () => {
  for (const [file, text] of Object.entries(await generatedFiles()))
    expect(readFileSync(file, 'utf8') === text ? file : `${file} is outdated`).toBe(file)
})

const described = variableGroups.flatMap(({ variables }) => variables)
const names = described.map(({ name }) => name)
/** Derived from the addresses and keys that are set. */
const derived = ['DATABASE', 'KV']
const inSchema = Object.keys(schemaFields).filter((name) => !derived.includes(name))

const sources = globSync('{lib,local,sql,workers,app}/**/*.{ts,tsx}')
  .filter((file) => !file.startsWith('lib/env/variables/'))
  .map((file) => readFileSync(file, 'utf8'))

/** Set by the platform or a tool, or read by a library that documents them. */
const ofOthers =
  /^(NODE_.*|NEXT_.*|VERCEL.*|PG.*|VITEST_.*|UPSTASH_REDIS_REST_.*|OPENAI_CUSTOM_HEADERS|OTEL_.*)$/

describe('the descriptions of the environment variables', () => {
  it('cover each variable of the schema once: describe a new one in lib/env/variables/', () => {
    expect(names.length).toBe(new Set(names).size)
    expect(inSchema.filter((name) => !names.includes(name))).toEqual([])
  })

  it('cover only variables that the schema or other code reads', () => {
    const text = sources.join('\n')
    const isRead = (name: string) => inSchema.includes(name) || new RegExp(`\\b${name}\\b`).test(text)
    // The exporters read these themselves.
    const ofOtel = ['OTEL_EXPORTER_OTLP_ENDPOINT']
    expect(names.filter((name) => !isRead(name) && !ofOtel.includes(name))).toEqual([])
  })

  it('cover each variable that other code reads: describe a new one in lib/env/variables/', () => {
    const reads = sources.flatMap((text) => [
      ...[...text.matchAll(/\b(?:vars|process\.env)\??\.([A-Z][A-Z\d_]+)/g)].map(([, name]) => name!),
      ...[...text.matchAll(/\{([^{}]*)\} = process\.env\b/g)].flatMap(
        ([, list]) => list!.match(/\b[A-Z][A-Z\d_]+\b/g) ?? [],
      ),
    ])
    expect(reads).toEqual(expect.arrayContaining(['LOCAL_REDIS_URL', 'MIGRATE_PREVIEWS', 'NO_COLOR']))
    expect(reads.filter((name) => !names.includes(name) && !ofOthers.test(name))).toEqual([])
  })

  it('mark as required the variables without which the schema fails', () => {
    const others = ['pooler', 'callbacks', 'provider']
    const required = described.filter((variable) => variable.required && !others.includes(variable.required))
    const needed = inSchema.filter((name) => !schemaFields[name]!.safeParse(undefined).success)
    // The default queue is the one whose keys are set.
    expect(required.map(({ name }) => name).sort()).toEqual(needed.filter((name) => name !== 'QUEUE').sort())
  })
})
