import { schemaFields } from '#lib/env/schema'
import { variableGroups } from '#lib/env/variables'
import { needs, type Text, type Variable } from '#lib/env/variables/types'
import { generatedNotice, type Language, linkTo, table } from './markdown.ts'

const words = {
  title: { en: 'Configuration', ko: '설정' },
  intro: {
    en: 'The server reads these variables from the environment, or from `.env.local` in its folder. You can copy [env.example](../env.example). `npm run dev` and `npm run local` start a local service for each service that you leave empty. `npm start` and Vercel need all variables that are marked as required. If a variable is missing or wrong, they name it. Secrets have no defaults. An empty variable counts as not set.',
    ko: '서버는 환경 변수 또는 서버 폴더의 `.env.local` 파일에서 다음 변수를 읽습니다. [env.example](../../env.example)을 복사해서 사용하세요. `npm run dev`와 `npm run local`은 설정하지 않은 서비스를 로컬에서 실행합니다. `npm start`와 Vercel에서는 필수로 표시된 변수를 모두 설정해야 합니다. 누락되었거나 잘못된 변수가 있으면 그 이름을 알려 줍니다. 시크릿에는 기본값이 없습니다. 값이 비어 있으면 설정하지 않은 것으로 처리합니다.',
  },
  variable: { en: 'variable', ko: '변수' },
  required: { en: 'required', ko: '필수 여부' },
  preset: { en: 'default', ko: '기본값' },
  text: { en: 'description', ko: '설명' },
  example: { en: 'Example:', ko: '예:' },
  more: { en: 'More:', ko: '자세한 내용:' },
} satisfies Record<string, Text>

/** Returns docs/configuration.md: a table of the variables of each group. */
export function configurationPage(language: Language): string {
  const said = (text: Text) => text[language]
  const sections = variableGroups.flatMap(({ title, text, variables }) => [
    `## ${said(title)}`,
    ...(text ? [said(text)] : []),
    table(
      [words.variable, words.required, words.preset, words.text].map(said),
      variables.map((variable) => [
        `\`${variable.name}\``,
        variable.required ? said(needs[variable.required]) : '',
        defaultOf(variable, language),
        [said(variable.text), ...detailsOf(variable, language)].join(' '),
      ]),
    ),
  ])
  return `${[`# ${said(words.title)}`, generatedNotice('lib/env/variables/'), said(words.intro), ...sections].join('\n\n')}\n`
}

function detailsOf({ example, see }: Variable, language: Language): string[] {
  return [
    ...(example ? [`${words.example[language]} \`${example}\``] : []),
    ...(see ? [`${words.more[language]} ${linkTo(see, language)}.`] : []),
  ]
}

/** The default of a variable: the text in its description, or else the value in the schema. */
function defaultOf({ name, default: described }: Variable, language: Language): string {
  if (described) return described[language]
  const preset = schemaFields[name]?.safeParse(undefined).data
  const isNone = preset === undefined || (Array.isArray(preset) && preset.length === 0)
  return isNone ? '' : `\`${preset}\``
}

const envIntro =
  'Copy this file to .env.local and fill it in. `npm run dev` and `npm run local` start a local service for each service that you leave empty. `npm start` and Vercel need all variables that are marked as required. `npm run docs` generates this file from lib/env/variables/.'

/** Returns env.example: every variable, with its description as a comment. */
export function envExample(): string {
  const groups = variableGroups.map(({ title, text, variables }) =>
    [
      comment(`=== ${title.en} ===`),
      ...(text ? [comment(plain(text.en))] : []),
      ...variables.flatMap((variable) => ['', ...commentsOf(variable), `${variable.name}=`]),
    ].join('\n'),
  )
  return `${[comment(envIntro), ...groups].join('\n\n')}\n`
}

function commentsOf(variable: Variable): string[] {
  const { required, text, see, example } = variable
  const need = required && needs[required].en
  const preset = defaultOf(variable, 'en')
  const sentences = [
    text.en,
    ...(need ? [need === 'yes' ? 'Required.' : `Required: ${need}.`] : []),
    ...(preset ? [`Default: ${preset}.`] : []),
    ...(see ? [`See docs/${see}.`] : []),
  ]
  return [comment(plain(sentences.join(' '))), ...(example ? [`# ${example}`] : [])]
}

/** Removes the backticks around code, except around commands. */
const plain = (text: string) =>
  text.replaceAll(/`([^`]+)`/g, (marked, code: string) => (code.startsWith('npm ') ? marked : code))

const lineCharacters = 118

/** Wraps a text to lines of comment. */
function comment(text: string): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`
    if (longer.length > lineCharacters) lines.push(` ${word}`)
    else lines[lines.length - 1] = longer
  }
  return lines.map((line) => `#${line}`).join('\n')
}
