import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { type Account, canRead } from './account.ts'

/** The data folder. `notice` says so if it is not the requested folder. */
export type DataFolder = { dataDir: string; notice?: string }

/** The arguments for a program: the value of `-D`, and its working directory. */
export type DataArguments = { argument: string; cwd: string }

/**
 * Chooses a data folder that the account can reach. On Linux any folder works (see `dataArguments`). Elsewhere root's
 * private folders do not, so the data goes below /var/tmp under a name derived from the requested folder.
 */
export async function chooseDataFolder(dataDir: string, account: Account | undefined): Promise<DataFolder> {
  if (process.platform === 'linux' || (await canRead(dirname(dataDir), account))) return { dataDir }
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const reachable = join('/var/tmp', `${basename(dataDir)}-${digest}`)
  return {
    dataDir: reachable,
    notice: `PostgreSQL's user cannot reach ${dataDir}: its data is in ${reachable}.`,
  }
}

/**
 * A program that starts in the data folder can address it as /proc/self/cwd, which Linux resolves without searching the
 * parent folders. So an unprivileged account can use data below a folder of mode 0700, such as /root.
 */
export async function dataArguments(dataDir: string, account: Account | undefined): Promise<DataArguments> {
  const argument = (await canRead(dataDir, account)) ? dataDir : '/proc/self/cwd'
  return { argument, cwd: dataDir }
}
