import type { Bilingual } from '../components/bilingual.tsx'

/** A client's documentation, and the day on which we checked the instructions against it, or why we could not. */
export type Documentation =
  | { url: string; checked: string }
  | { url: string; checked: null; because: Bilingual }

/** One way to add this server to a client: a link to open, a text to copy, or both. */
export type Way = {
  title?: Bilingual
  link?: { label: Bilingual; href: string }
  code?: { caption: Bilingual; text: string }
  steps?: Bilingual[]
  documentation?: Documentation
  /** Folded until the reader opens it. Needs a title. */
  isFolded?: boolean
  /** Installs this server's plugin. */
  isPlugin?: boolean
}

/** A client, and the ways to add this server to it, shortest first. */
export type Client = { id: string; name: string | Bilingual; ways: Way[] }
