import type { CommandError, Reply } from './reply.ts'

/** A command as the REST API got it: the upper-case name, and arguments as text or raw bytes. */
export interface RedisCommand {
  name: string
  args: (string | Buffer)[]
}

export type SubscriptionKind = 'subscribe' | 'psubscribe'
export type MessageListener = (channel: string, message: string) => void
export type Unsubscribe = () => void

/** The Redis behind the REST front. A failed command is a `CommandError` value, never a rejection. */
export interface Backend {
  run(command: RedisCommand): Promise<Reply>
  /** In order, each with its own reply; other clients' commands may come between. */
  pipeline(commands: RedisCommand[]): Promise<Reply[]>
  /** All or none, with nothing between. A `CommandError` in place of the list: nothing was run. */
  transaction(commands: RedisCommand[]): Promise<Reply[] | CommandError>
  /** Resolves once messages are sure to arrive. The channel given to the listener is the one published to. */
  subscribe(kind: SubscriptionKind, name: string, listener: MessageListener): Promise<Unsubscribe>
  close(): Promise<void>
}
