import type { Language } from '../markdown.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { keys } from './keys.ts'
import { shared } from './shared.ts'
import { usage } from './usage.ts'
import { webhooks } from './webhooks.ts'

const parts = [shared, chat, conversations, webhooks, keys, usage]

/** The sentences of the operations in Korean, by their English. `tests/docs/korean.test.ts` names what is missing. */
export const korean = new Map(parts.flatMap((part) => Object.entries(part)))

/** A sentence of an operation in a language. Without an entry in the table it stays English. */
export const inLanguage = (sentence: string, language: Language): string =>
  (language === 'ko' && korean.get(sentence)) || sentence
