import { type ErrorCode, errorCodes } from '#lib/api/errors'
import { type JsonSchema, outputSchema } from '#lib/api/json-schema'
import type { Operation } from '#lib/api/operation'
import type { Access } from '#lib/auth/caller'
import { fieldsOf } from '#lib/openapi/fields'
import type { describeOperation } from '#lib/openapi/operation'
import { errorsOf } from '#lib/openapi/responses'
import { curlLine } from './curl.ts'
import { fieldTable, isOfLists } from './fields.ts'
import { inLanguage } from './korean/index.ts'
import type { Language } from './markdown.ts'
import { typeWords, words } from './words.ts'

type Described = ReturnType<typeof describeOperation>
type Input = { operation: Operation; described: Described; commonCodes: ErrorCode[]; language: Language }

/** Returns the reference of one operation as Markdown. */
export function operationText({ operation, described, commonCodes, language }: Input): string {
  const { id, method, path, summary } = operation
  return [
    `### ${inLanguage(described.summary, language)}`,
    [
      `\`${method} ${path}\``,
      `\`${id}\``,
      ...accessOf(operation, language),
      ...limitOf(operation, language),
    ].join(' · '),
    inLanguage(summary, language),
    ...fieldsPart(operation, described, language),
    answersOf(operation, language),
    errorLine(operation, commonCodes, language),
    `\`\`\`sh\n${curlLine(operation)}\n\`\`\``,
  ].join('\n\n')
}

function accessOf({ access, accessToAll = access, accessToApps = access }: Operation, language: Language) {
  const keys = (needed: Access) => {
    if (needed === 'anyone') return words.noKey[language]
    if (needed === 'owner') return words.owner[language]
    return `${words.scope[language]} ${needed.map((scope) => `\`${scope}\``).join(words.or[language])}`
  }
  return [
    keys(access),
    ...(accessToAll === access ? [] : [`${words.forAll[language]}: ${keys(accessToAll)}`]),
    ...(accessToApps === access ? [] : [`${words.forApps[language]}: ${keys(accessToApps)}`]),
  ]
}

const limitOf = ({ limit }: Operation, language: Language) =>
  limit ? [`${words.limit[language]} \`${limit}\``] : []

function fieldsPart(operation: Operation, described: Described, language: Language): string[] {
  const all = fieldsOf(described, typeWords[language])
  const own = all.filter((field) => !isOfLists(operation, field))
  return [
    ...(own.length > 0 ? [fieldTable(own, language)] : []),
    ...(own.length < all.length ? [words.ofLists[language]] : []),
  ]
}

/** The members of `data` by status, and the other media type of an answer, if it has one. */
function answersOf({ responses, text }: Operation, language: Language): string {
  const byStatus = Object.entries(responses).map(([status, data]) => {
    const names = membersOf(outputSchema(data)).join(', ')
    return `\`${status}\` ${names || words.noData[language]}`
  })
  const also = text ? `; ${words.also[language]} \`${text}\`` : ''
  return `${words.answers[language]}: ${byStatus.join('; ')}${also}.`
}

/** The names of an object's members. For a list, also the names of its items' members. */
function membersOf(schema: JsonSchema, depth = 0): string[] {
  const alternatives = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as JsonSchema[] | undefined
  if (alternatives) return [...new Set(alternatives.flatMap((one) => membersOf(one, depth)))]
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)
  return properties.map(([name, { items }]) => {
    const inner = depth === 0 && items ? membersOf(items as JsonSchema, depth + 1) : []
    return inner.length > 0 ? `\`${name}\` (${inner.join(', ')})` : `\`${name}\``
  })
}

function errorLine(operation: Operation, commonCodes: ErrorCode[], language: Language): string {
  const own = errorsOf(operation)
    .filter((code) => !commonCodes.includes(code))
    .toSorted((a, b) => errorCodes[a].status - errorCodes[b].status)
    .map((code) => `${errorCodes[code].status} \`${code}\``)
  return `${words.errors[language]}: ${[...own, words.common[language]].join(', ')}.`
}
