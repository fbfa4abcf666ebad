import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The unprivileged user that PostgreSQL's programs run as. */
export type Account = { uid: number; gid: number }

const READ_AND_SEARCH = 0o5
const SEARCH = 0o1

/**
 * PostgreSQL does not run as root. So for root this returns the owner of existing data, or else the first of the usual
 * system users. Undefined for an ordinary user. initdb needs an account with a name.
 */
export async function serviceAccount(dataDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(join(dataDir, 'PG_VERSION')).catch(() => undefined)
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', '_postgres', 'nobody', 'daemon']) {
    const user = users.find(([candidate]) => candidate === name)
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) }
  }
  throw new Error(
    'PostgreSQL cannot run as root, and this system has no user "postgres" or "nobody". Add one of them.',
  )
}

/** True if the permission bits let the account read `path` and search every folder above it. */
export async function canRead(path: string, account: Account | undefined): Promise<boolean> {
  if (account === undefined) return true
  let current = await realpath(path).catch(() => undefined)
  if (current === undefined) return false
  let wanted = READ_AND_SEARCH
  for (;;) {
    if (!permits(await stat(current), account, wanted)) return false
    const parent = dirname(current)
    if (parent === current) return true
    current = parent
    wanted = SEARCH
  }
}

function permits(
  entry: { mode: number; uid: number; gid: number },
  account: Account,
  wanted: number,
): boolean {
  const shift = entry.uid === account.uid ? 6 : entry.gid === account.gid ? 3 : 0
  return ((entry.mode >> shift) & wanted) === wanted
}
