import { newId } from '#lib/ids'

/**
 * The id of this process. Claims carry it when the queue is Postgres, so that other processes can free the leases of
 * one that died.
 */
export const processId = newId('proc')
