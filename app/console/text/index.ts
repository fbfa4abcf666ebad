import type { Language } from '#app/languages'
import { budgets } from './budgets.ts'
import { composer } from './composer.ts'
import { conversation } from './conversation.ts'
import { conversations } from './conversations.ts'
import { jobs } from './jobs.ts'
import { keys } from './keys.ts'
import { models } from './models.ts'
import { overview } from './overview.ts'
import { shell } from './shell.ts'
import { usage } from './usage.ts'
import { users } from './users.ts'
import { webhooks } from './webhooks.ts'

/** Every text of the console in English and Korean. `{name}` is replaced; `count` chooses from "one | several". */
const all = {
  ...shell,
  ...conversations,
  ...conversation,
  ...composer,
  ...jobs,
  ...keys,
  ...users,
  ...webhooks,
  ...usage,
  ...overview,
  ...models,
  ...budgets,
}

export type TextKey = keyof typeof all
export type Texts = Record<TextKey, string>

/** The texts of one language, which the page sends to the browser. */
export function textsOf(language: Language): Texts {
  const index = language === 'en' ? 0 : 1
  return Object.fromEntries(Object.entries(all).map(([key, pair]) => [key, pair[index]])) as Texts
}
