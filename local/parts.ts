import type { Secrets } from './secrets.ts'

type Vars = Record<string, string | undefined>

export type Stack = {
  /** The environment variables with which the server uses the local services. */
  vars: Record<string, string>
  /** A short text about each service, for the start message. */
  services: { name: string; text: string }[]
  notices: string[]
  close(): Promise<void>
}

export type StackOptions = {
  /** The configured environment. A configured service gets no local one. */
  vars: Vars
  secrets: Secrets
  /** The data folder of the local services. */
  dataDir: string
  /** The first port to try for the local services. */
  portBase: number
  /** The URL to which the QStash emulator delivers. */
  appUrl: string
  database?: string
  /** Use emulators of Neon, Upstash and QStash, instead of PostgreSQL and Redis over TCP. */
  hosted?: boolean
}

/** Starts a service on its port, counted from the base, or on a free one above it. */
export type OnPort = <T>(index: number, start: (port: number) => Promise<T>) => Promise<T>

/** Collects the started parts, and closes them in reverse order. */
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

  /** Closes all parts even if one fails, then throws the first error. */
  async close(): Promise<void> {
    const errors: unknown[] = []
    for (const close of this.#closers.splice(0)) await close().catch((error) => errors.push(error))
    if (errors.length > 0) throw errors[0]
  }
}

/** The host of a service's URL. Throws an error with the variable's name if the text is not a URL. */
export function hostOf(name: string, text: string): string {
  if (!URL.canParse(text)) throw new Error(`${name} is not a URL.`)
  return new URL(text).hostname || 'this machine'
}
