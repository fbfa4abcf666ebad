import { type Scope, scopes } from '#lib/auth/caller'

export const isScope = (name: string): name is Scope => (scopes as readonly string[]).includes(name)

/** What each scope lets a client do, in words for the person who is asked. */
export const scopeSentences: Record<Scope, string> = {
  chat: 'Send messages, get their answers, and begin and delete conversations',
  read: 'Read conversations, messages and what else is kept',
  usage: 'See what the answers cost',
  admin: 'Manage the server: retry jobs and webhooks, delete users, set budgets',
}
