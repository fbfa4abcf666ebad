import { type Edit, insertBefore, type Plan, PlanError, placeholders } from './plan.ts'

const todo = 'TODO: a sentence.'
const todoKorean = 'TODO: 문장.'

/** The forms of a page's name in kebab-case: `terms-of-use`, "Terms of use", `TermsOfUse` and `termsOfUse`. */
function formsOf(name: string) {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) throw new PlanError('A page is in kebab-case, such as terms.')
  const title = name[0]!.toUpperCase() + name.slice(1).replaceAll('-', ' ')
  const component = name.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase())
  return { name, title, component, key: component[0]!.toLowerCase() + component.slice(1) }
}
type Forms = ReturnType<typeof formsOf>

/** A page for readers at `/<name>` in both languages, with its link in the footer. */
export function pagePlan(_root: string, name: string): Plan {
  const forms = formsOf(name)
  const folder = `app/(site)/${name}`
  const link = `  { place: 'footer', href: '/${name}', text: ['${forms.title}', 'TODO'] },\n`
  return {
    files: { [`${folder}/page.tsx`]: pageText(forms), [`${folder}/text.ts`]: textsText(forms) },
    edits: [{ file: 'app/(site)/layout.tsx', change: insertBefore(/^\]\n\n\/\*\* Header/m, link) }],
    left: [
      `Replace each TODO in ${folder}/text.ts and app/(site)/layout.tsx, and write ${folder}/page.tsx.`,
      'If most of its readers look for it, move its link in app/(site)/layout.tsx from the footer to the header.',
      'If its readers are developers, it may be in English alone: see app/(site)/errors.',
      'Its own test in tests/pages/.',
      `npm run format, npm run verify, then npx vitest run tests/pages/links.test.ts ${placeholders}`,
      `TEST_PROFILE=hosted npx vitest run tests/pages/reading.test.ts -t '/${name}', which first builds Next for minutes.`,
    ],
  }
}

const pageText = ({ component }: Forms) => `import type { Metadata } from 'next'
import { readerLanguage } from '#app/reader-language'
import { BilingualPage, textIn } from '../components/bilingual.tsx'
import { texts } from './text.ts'

export async function generateMetadata(): Promise<Metadata> {
  const language = await readerLanguage()
  return { title: textIn(language, texts.title), description: textIn(language, texts.description) }
}

/** ${todo} */
export default async function ${component}() {
  const language = await readerLanguage()
  return (
    <BilingualPage language={language}>
      <h1>{textIn(language, texts.title)}</h1>
      <p className="lede">{textIn(language, texts.lede)}</p>
    </BilingualPage>
  )
}
`

const textsText = ({ title }: Forms) => `import type { Bilingual } from '../components/bilingual.tsx'

export const texts = {
  title: ['${title}', 'TODO'],
  description: ['${todo}', '${todoKorean}'],
  lede: ['${todo}', '${todoKorean}'],
} as const satisfies Record<string, Bilingual>
`

/** A page of the console at `/console/<name>`, with its texts and its link. */
export function consolePagePlan(_root: string, name: string): Plan {
  const forms = formsOf(name)
  const { title, key } = forms
  const folder = `app/console/${name}`
  const texts = 'app/console/text'
  return {
    files: {
      [`${folder}/page.tsx`]: consolePageText(forms),
      [`${folder}/${name}.tsx`]: clientText(forms),
      [`${texts}/${name}.ts`]: consoleTextsText(forms),
    },
    edits: [
      {
        file: `${texts}/index.ts`,
        change: insertBefore(/^import /m, `import { ${key} } from './${name}.ts'\n`),
      },
      { file: `${texts}/index.ts`, change: insertBefore(/^\}$/m, `  ...${key},\n`) },
      {
        file: `${texts}/shell.ts`,
        change: insertBefore(/^ {2}'nav\.skip'/m, `  'nav.${key}': ['${title}', 'TODO'],\n`),
      },
      { file: 'app/console/frame/pages.ts', change: addToMenu(name, key) },
    ],
    left: [
      `Replace each TODO in ${texts}/${name}.ts and ${texts}/shell.ts. The page's heading is the text of its link.`,
      `Write ${folder}/${name}.tsx. The data comes from an operation: see app/console/models/models.tsx.`,
      'Its place in the menu, and the scopes of the operation that it calls, in app/console/frame/pages.ts.',
      'Its row in docs/console.md, and in the table of updates there if it is updated while it is open.',
      'Its own test in tests/pages/console/.',
      `npm run format, npm run verify, then npx vitest run tests/console ${placeholders}`,
      `TEST_PROFILE=hosted npx vitest run tests/pages/console/every-page.test.ts -t '/${name}', which first builds Next for minutes.`,
    ],
  }
}

const addToMenu = (name: string, key: string): Edit['change'] =>
  insertBefore(
    /^\]\n\n\/\*\* The pages that a session may read/m,
    `  { path: '/console/${name}', text: 'nav.${key}' },\n`,
  )

const consolePageText = ({ name, component, key }: Forms) => `import { titled } from '../frame/page-title.ts'
import { ${component} } from './${name}.tsx'

export const generateMetadata = titled('${key}.title')

export default function Page() {
  return <${component} />
}
`

const clientText = ({ component, key }: Forms) => `'use client'

import { useText } from '../frame/text.tsx'
import { Title } from '../parts/title.tsx'

/** ${todo} */
export function ${component}() {
  const { t } = useText()
  return <Title>{t('${key}.title')}</Title>
}
`

const consoleTextsText = ({ title, key }: Forms) => `/** ${todo} */
export const ${key} = {
  '${key}.title': ['${title}', 'TODO'],
} as const
`
