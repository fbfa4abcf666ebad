import { randomUUID } from 'node:crypto'

/** A new unique id such as `msg_…` or `scd_…`. */
export function newId(prefix: 'msg' | 'scd'): string {
  return `${prefix}_${randomUUID().replaceAll('-', '')}`
}
