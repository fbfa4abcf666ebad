import { readFile } from 'node:fs/promises'
import { commonErrors, errorCodes } from '#lib/api/errors'
import { policies } from '#lib/api/limits'
import { type Scope, scopes } from '#lib/auth/caller'
import { scopeSentences } from '#lib/auth/scopes'
import { openapiDocument, tagOf } from '#lib/openapi/document'
import { operations } from '#lib/operations'
import { root } from '../server.ts'
import { fieldTable, listFields } from './fields.ts'
import { generatedNotice, type Language, table } from './markdown.ts'
import { operationText } from './operation.ts'
import { words } from './words.ts'

const scopesInKorean: Record<Scope, string> = {
  chat: '메시지를 보내고 답변을 받으며, 대화를 시작하고 삭제합니다',
  read: '대화와 메시지, 그 밖에 보관된 것을 읽습니다',
  usage: '답변에 든 비용을 봅니다',
  admin: '서버를 관리합니다: 작업과 웹훅 재시도, 사용자 삭제, 예산 설정',
}

/** docs/api.md: the text of `api.<language>.template` with what the operations say in its places. */
export async function apiPage(language: Language): Promise<string> {
  const template = `local/docs/api.${language}.template`
  const text = await readFile(`${root}/${template}`, 'utf8')
  const left = new Set(operations.map(tagOf))
  const filled = text.replace(/^<!-- ([\w ]+)(?:: ([\w -]+))? -->$/gm, (_, name: string, tags = '') => {
    if (name === 'operations') return ofTags(tags.split(' '), left, language)
    return parts[name]!(language)
  })
  if (left.size > 0) throw new Error(`${template} has no place for: ${[...left].join(', ')}`)
  return filled.replace('\n', `\n\n${generatedNotice(`the operations and ${template}`)}\n`)
}

const parts: Record<string, (language: Language) => string> = {
  scopes: (language) =>
    table(
      [words.scope[language], words.allows[language]],
      scopes.map((scope) => [
        `\`${scope}\``,
        language === 'ko' ? scopesInKorean[scope] : scopeSentences[scope],
      ]),
    ),
  policies: (language) =>
    table(
      [words.policy[language], words.times[language]],
      Object.entries(policies).map(([policy, times]) => [
        `\`${policy}\``,
        `${times} × \`RATE_LIMIT_PER_HOUR\``,
      ]),
    ),
  'list fields': (language) => fieldTable(listFields, language),
  'common errors': (language) =>
    table(
      [words.status[language], words.code[language], words.title[language]],
      commonCodes.map((code) => [String(errorCodes[code][0]), `\`${code}\``, errorCodes[code][1]]),
    ),
}

/** The errors of every operation that needs a key and has a body. */
const commonCodes = commonErrors({ access: ['read'], body: true })

const { paths } = openapiDocument(operations, 'https://example.com')

/** The operations whose paths begin with these nouns, which are taken off what is left. */
function ofTags(tags: string[], left: Set<string>, language: Language): string {
  return tags
    .flatMap((tag) => {
      if (!left.delete(tag)) throw new Error(`There is no operation, or a second place, for ${tag}.`)
      return operations.filter((operation) => tagOf(operation) === tag)
    })
    .map((operation) => {
      const described = paths[operation.path]![operation.method.toLowerCase()]!
      return operationText({ operation, described, commonCodes, language })
    })
    .join('\n\n')
}
