import { env } from '#lib/env'
import { newId } from '#lib/ids'

/** The id of this process. */
export const processId = newId('proc')

/**
 * Returns the process id for a claim, so that others can free the leases of a dead process. It is null unless the queue
 * is PostgreSQL.
 */
export const claimingProcess = (): string | null => (env().QUEUE === 'postgres' ? processId : null)
