import { cookies, headers } from 'next/headers'
import { type Language, languageCookie, languageOf } from '#app/languages'

/** The reader's language for the current request. */
export async function readerLanguage(): Promise<Language> {
  const chosen = (await cookies()).get(languageCookie)?.value
  return languageOf(chosen, (await headers()).get('accept-language'))
}
