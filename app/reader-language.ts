import { cookies, headers } from 'next/headers'
import { type Language, languageCookie, languageOf } from '#app/languages'

/** The language of the request that a page answers. */
export async function readerLanguage(): Promise<Language> {
  const chosen = (await cookies()).get(languageCookie)?.value
  return languageOf(chosen, (await headers()).get('accept-language'))
}
