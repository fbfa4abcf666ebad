import type { Metadata } from 'next'
import { readerLanguage } from '#app/reader-language'
import { type TextKey, textsOf } from '../text/index.ts'

/** A `generateMetadata` function with the page's title in the reader's language. */
export const titled = (key: TextKey) => async (): Promise<Metadata> => ({
  title: textsOf(await readerLanguage())[key],
})
