import { isList, type Operation } from '#lib/api/operation'
import { listJobs } from '#lib/jobs/operations'
import { type Field, fieldsOf } from '#lib/openapi/fields'
import { describeOperation } from '#lib/openapi/operation'
import { inLanguage } from './korean/index.ts'
import { type Language, table } from './markdown.ts'
import { typeWords, words } from './words.ts'

/** Returns a table of fields, with the place, type and description of each. */
export function fieldTable(fields: Field[], language: Language): string {
  const rows = fields.map(({ name, place, required, type, description }) => [
    `\`${name}\``,
    words[place as 'path'][language] + (required ? `, ${words.required[language]}` : ''),
    `${type} ${inLanguage(description, language)}`.trim(),
  ])
  return table(
    [words.field, words.place, words.what].map((text) => text[language]),
    rows,
  )
}

const paging = ['offset', 'after', 'before', 'total']

/** The fields that every list has, with their descriptions. */
export const listFields = (language: Language) =>
  fieldsOf(describeOperation(listJobs, ''), typeWords[language]).filter(({ name }) => paging.includes(name))

/** True if a field of an operation is one of `listFields`, with the same description. */
export const isOfLists = (operation: Operation, { name, description }: Field) =>
  isList(operation) &&
  listFields('en').some((field) => field.name === name && field.description === description)
