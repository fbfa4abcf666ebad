import { composer } from './composer.ts'
import { conversation } from './conversation.ts'
import { conversations } from './conversations.ts'
import { jobs } from './jobs.ts'
import { type Language, languages } from './languages.ts'
import { shell } from './shell.ts'

/** Every sentence of the console, in English and Korean. `{name}` is filled in; "one | several" is chosen by `count`. */
const all = { ...shell, ...conversations, ...conversation, ...composer, ...jobs }

export type TextKey = keyof typeof all
export type Texts = Record<TextKey, string>

/** The sentences of one language, as the page sends them to the browser. */
export function textsOf(language: Language): Texts {
  const index = language === 'en' ? 0 : 1
  return Object.fromEntries(Object.entries(all).map(([key, pair]) => [key, pair[index]])) as Texts
}

/** The language that the reader chose, or else the one that the browser asks for first. */
export function languageOf(chosen: string | undefined, acceptLanguage: string | null): Language {
  if (isLanguage(chosen)) return chosen
  const wanted = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().split(';')
    const quality = rest.map((item) => /^\s*q=([\d.]+)\s*$/.exec(item)?.[1]).find(Boolean)
    return { tag: tag.split('-')[0]!.toLowerCase(), quality: Number(quality ?? 1) }
  })
  const best = wanted.filter(({ tag }) => isLanguage(tag)).toSorted((a, b) => b.quality - a.quality)
  const tag = best[0]?.tag
  return isLanguage(tag) ? tag : 'en'
}

const isLanguage = (tag: string | undefined): tag is Language =>
  tag !== undefined && Object.hasOwn(languages, tag)
