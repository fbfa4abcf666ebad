import type { PagesState } from '#lib/server/pages'

/** What the first process tells the others that serve by its port. */
export type Instruction = { kind: 'pages'; state: PagesState } | { kind: 'stop'; graceMs: number }
