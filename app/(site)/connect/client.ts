import type { Pair } from './text.ts'

/** Where a client's documentation is, and the day on which a way was checked against it, or why it was not. */
export type Documentation = { url: string; checked: string } | { url: string; checked: null; because: Pair }

/** One way to add this server to a client: a link to open, a text to copy, or both. */
export type Way = {
  title?: Pair
  link?: { label: Pair; href: string }
  code?: { caption: Pair; text: string }
  steps?: Pair[]
  documentation?: Documentation
  /** Shown on demand; it then has a title. */
  isFolded?: boolean
  /** It installs the plugin of this server. */
  isPlugin?: boolean
}

/** A client, and the ways to add this server to it, the shortest first. */
export type Client = { id: string; name: string | Pair; ways: Way[] }
