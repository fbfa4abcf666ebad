import type { Metadata } from 'next'
import { readerLanguage } from '#app/reader-language'
import { type TextKey, textsOf } from '../text/index.ts'

/** The title of a page in the reader's language, as its `generateMetadata`. */
export const titled = (key: TextKey) => async (): Promise<Metadata> => ({
  title: textsOf(await readerLanguage())[key],
})
