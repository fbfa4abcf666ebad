import { readFile } from 'node:fs/promises'
import { commonErrors, errorCodes } from '#lib/api/errors'
import { policies } from '#lib/api/limits'
import { scopes } from '#lib/auth/caller'
import { scopeSentences } from '#lib/auth/scopes'
import { openapiDocument, tagOf } from '#lib/openapi/document'
import { operations } from '#lib/operations'
import { root } from '../server.ts'
import { fieldTable, listFields } from './fields.ts'
import { inLanguage } from './korean/index.ts'
import { generatedNotice, type Language, table } from './markdown.ts'
import { operationText } from './operation.ts'
import { words } from './words.ts'

/** Returns docs/api.md: `api.<language>.template`, with each placeholder replaced by text from the operations. */
export async function apiPage(language: Language): Promise<string> {
  const template = `local/docs/api.${language}.template`
  const text = await readFile(`${root}/${template}`, 'utf8')
  const left = new Set(operations.map(tagOf))
  const filled = text.replace(/^<!-- ([\w ]+)(?:: ([\w -]+))? -->$/gm, (_, name: string, tags = '') => {
    if (name === 'operations') return operationsText(tags.split(' '), left, language)
    return parts[name]!(language)
  })
  if (left.size > 0) throw new Error(`${template} has no placeholder for: ${[...left].join(', ')}`)
  return filled.replace('\n', `\n\n${generatedNotice(`the operations and ${template}`)}\n`)
}

const parts: Record<string, (language: Language) => string> = {
  scopes: (language) =>
    table(
      [words.scope[language], words.allows[language]],
      scopes.map((scope) => [`\`${scope}\``, inLanguage(scopeSentences[scope], language)]),
    ),
  policies: (language) =>
    table(
      [words.policy[language], words.times[language]],
      Object.entries(policies).map(([policy, times]) => [
        `\`${policy}\``,
        `${times} × \`RATE_LIMIT_PER_HOUR\``,
      ]),
    ),
  'list fields': (language) => fieldTable(listFields(language), language),
  'common errors': (language) =>
    table(
      [words.status[language], words.code[language], words.title[language]],
      commonCodes.map((code) => {
        const { status, title } = errorCodes[code]
        return [String(status), `\`${code}\``, inLanguage(title, language)]
      }),
    ),
}

/** The errors of every operation that needs a key and has a body. */
export const commonCodes = commonErrors({ access: ['read'], body: true })

const { paths } = openapiDocument(operations, 'https://example.com')

/** The reference of the operations with these tags. Removes the tags from `left`, so each tag is used exactly once. */
function operationsText(tags: string[], left: Set<string>, language: Language): string {
  return tags
    .flatMap((tag) => {
      if (!left.delete(tag))
        throw new Error(`No operation has the tag ${tag}, or the template names the tag twice.`)
      return operations.filter((operation) => tagOf(operation) === tag)
    })
    .map((operation) => {
      const described = paths[operation.path]![operation.method.toLowerCase()]!
      return operationText({ operation, described, commonCodes, language })
    })
    .join('\n\n')
}
