import { env } from '#lib/env'
import { newId } from '#lib/ids'

/** The id of this process. */
export const processId = newId('proc')

/**
 * The process that a claim names, so that others can free the leases of one that died: this one when the queue is
 * Postgres, else none.
 */
export const claimingProcess = (): string | null => (env().QUEUE === 'postgres' ? processId : null)
