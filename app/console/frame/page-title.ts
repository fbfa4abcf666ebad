import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { languageOf, type TextKey, textsOf } from '../text/index.ts'

/** The title of a page in the reader's language, as its `generateMetadata`. */
export function titled(key: TextKey): () => Promise<Metadata> {
  return async () => {
    const chosen = (await cookies()).get('console-language')?.value
    const language = languageOf(chosen, (await headers()).get('accept-language'))
    return { title: textsOf(language)[key] }
  }
}
