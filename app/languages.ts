/** The languages of the console, and of public pages such as `/connect`, by their BCP 47 tags and their own names. */
export const languages = { en: 'English', ko: '한국어' } as const
export type Language = keyof typeof languages

/** The cookie with the reader's language, one of the tags. */
export const languageCookie = 'language'

/** The language that the reader chose, or else the browser's preferred language. */
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
