/** The languages of the console, by their BCP 47 tags and their own names. */
export const languages = { en: 'English', ko: '한국어' } as const
export type Language = keyof typeof languages
