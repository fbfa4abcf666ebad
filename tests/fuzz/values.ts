import fc from 'fast-check'
import { generateSync } from 'json-schema-faker'
import { eachSchema, type JsonSchema } from '#lib/api/json-schema'

/** Most texts are short. The edge values include the longest ones. */
const textMax = 200

/** A valid value for the schema, chosen by the seed. */
export function fitting(schema: JsonSchema, seed: number): unknown {
  const short = structuredClone(schema)
  eachSchema(short, (inner) => {
    if (typeof inner.maxLength === 'number') inner.maxLength = Math.min(inner.maxLength, textMax)
  })
  return generateSync(short, { seed })
}

const oddTexts = [
  '',
  ' ',
  '\0',
  '\ud800',
  'a\udc00',
  '\u202e\u200b',
  '\ufeff',
  'é',
  '👩‍👩‍👧‍👦',
  '..',
  '.',
  '%00',
  '%2f',
]
const oddNumbers = [0, -0, -1, 0.5, 1e-7, 2 ** 31, 2 ** 53, 1e308, -1e308]
const oddValues = [null, true, false, [], {}, [[]], { a: 1 }, ...oddNumbers, ...oddTexts]

/** Values just inside and just outside the bounds of a schema, and some that are unusual for every schema. */
export function edges(schema: JsonSchema): unknown[] {
  const alternatives = (schema.anyOf ?? []) as JsonSchema[]
  return [
    ...alternatives.flatMap(edges),
    ...((schema.enum ?? []) as string[]).flatMap((name) => [name, name.toUpperCase(), `${name} `]),
    ...atBounds(schema.minimum, schema.maximum).flatMap((number) => [number, number + 0.5, String(number)]),
    ...atBounds(schema.minLength, schema.maxLength).flatMap((length) =>
      ['x', '가', '👋', ' '].map((letter) => letter.repeat(Math.max(0, length))),
    ),
    ...atBounds(schema.minItems, schema.maxItems).map((length) =>
      Array.from({ length }, (_, i) => fitting(schema.items as JsonSchema, i)),
    ),
    ...(schema.format === 'uri' ? badUrls : []),
    ...oddValues,
  ]
}

/** URLs that are not allowed as callbacks, so that no request leaves the machine. */
const badUrls = [
  'ftp://localhost/',
  'javascript:alert(1)',
  'http://',
  'http://[::1',
  'https://a:b@localhost/',
  '//',
]

function atBounds(least: unknown, most: unknown): number[] {
  return [least, most].flatMap((bound) => (typeof bound === 'number' ? [bound - 1, bound, bound + 1] : []))
}

/** Any JSON value, and texts of all code units. The excluded name is one that Zod drops. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('"__proto__"')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 })
    .map((codes) => String.fromCharCode(...codes)),
)
