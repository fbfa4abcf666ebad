import type { Secrets } from './secrets.ts'

type Vars = Record<string, string | undefined>

export type Stack = {
  /** What the server needs to know to use the local services, under the names it knows them by. */
  vars: Record<string, string>
  /** What each service is, for the person who started it. */
  services: { name: string; text: string }[]
  notices: string[]
  close(): Promise<void>
}

export type StackOptions = {
  /** What is configured; a service that is gets no local one. */
  vars: Vars
  secrets: Secrets
  /** Where the local services keep their data. */
  dataDir: string
  /** The first port to try for them. */
  portBase: number
  /** Where the QStash emulator delivers to. */
  appUrl: string
  database?: string
  /** With emulators of Neon, Upstash and QStash, instead of PostgreSQL and Redis over TCP. */
  hosted?: boolean
}

export type NextPort = (index: number) => Promise<number>

/** Collects what was started, to be closed in the opposite order. */
export class Parts {
  vars: Record<string, string> = {}
  services: Stack['services'] = []
  notices: string[] = []
  #closers: (() => Promise<void>)[] = []

  add(part: { close(): Promise<void>; notice?: string }): void {
    this.#closers.unshift(() => part.close())
    if (part.notice) this.notices.push(part.notice)
  }

  describe(name: string, text: string): void {
    this.services.push({ name, text })
  }

  /** Closes all, also behind one that cannot be closed, and then throws the first error. */
  async close(): Promise<void> {
    const errors: unknown[] = []
    for (const close of this.#closers.splice(0)) await close().catch((error) => errors.push(error))
    if (errors.length > 0) throw errors[0]
  }
}

/** The host of the service at an address. Throws, naming the variable, when that is no URL. */
export function hostOf(name: string, text: string): string {
  if (!URL.canParse(text)) throw new Error(`${name} is not a URL.`)
  return new URL(text).hostname || 'this machine'
}
