import { type Scope, scopes } from '#lib/auth/caller'

export const isScope = (name: string): name is Scope => (scopes as readonly string[]).includes(name)

/** Explains each scope to the person who is asked for consent. */
export const scopeSentences: Record<Scope, string> = {
  chat: 'Send messages, get answers, and start and delete conversations',
  read: 'Read conversations, messages and other stored data',
  usage: 'See the costs of the answers',
  admin: 'Manage the server: retry jobs and webhooks, delete users, set budgets',
}
