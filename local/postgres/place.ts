import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { type Account, canRead } from './account.ts'

/** Where the data is; `notice` says so when that is not where it was asked for. */
export type Place = { dataDir: string; notice?: string }

/** How a program is told of the data: the value of `-D`, and the folder it is started in. */
export type DataArguments = { argument: string; cwd: string }

/**
 * Where the data can live so that the account reaches it. Linux reaches any folder (see `dataArguments`);
 * elsewhere root's private folders are out of reach and the data goes below /var/tmp, named after the wish.
 */
export async function choosePlace(dataDir: string, account: Account | undefined): Promise<Place> {
  if (process.platform === 'linux' || (await canRead(dirname(dataDir), account))) return { dataDir }
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const reachable = join('/var/tmp', `${basename(dataDir)}-${digest}`)
  return {
    dataDir: reachable,
    notice: `PostgreSQL's user cannot reach ${dataDir}: its data is in ${reachable}.`,
  }
}

/**
 * A program that starts in the data folder can name it /proc/self/cwd, which Linux resolves without searching
 * the folders above. So data below a folder of mode 0700, such as /root, serves an unprivileged account.
 */
export async function dataArguments(dataDir: string, account: Account | undefined): Promise<DataArguments> {
  const argument = (await canRead(dataDir, account)) ? dataDir : '/proc/self/cwd'
  return { argument, cwd: dataDir }
}
