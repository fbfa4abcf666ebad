import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Where a process runs. `machine` and `pidStarted` are null where nothing tells two processes of one pid apart. */
export type ProcessAddress = { host: string; machine: string | null; pid: number; pidStarted: string | null }

/** Where this process runs. */
export function ownAddress(): ProcessAddress {
  const { pid } = process
  return { host: hostname(), machine: machineId(), pid, pidStarted: pidStarted(pid) }
}

/** Whether a process of this machine has ended: its pid is free, or belongs to a process that began at another time. */
export function isGone({ pid, pidStarted: started }: Pick<ProcessAddress, 'pid' | 'pidStarted'>): boolean {
  const startedNow = pidStarted(pid)
  return startedNow === null ? !isHidden(pid) : startedNow !== started
}

/** Whether a process lives although /proc does not show it, as with `hidepid` and systemd's ProtectProc. */
function isHidden(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  // It may be seen: what /proc has no start of is dead, and waits for its parent.
  return false
}

/** The boot and the pid namespace: two containers of one machine may use the same pid for different processes. */
function machineId(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return null
  }
}

/** The start of a process in ticks since the boot; null when there is none of this pid, or no /proc. */
function pidStarted(pid: number): string | null {
  try {
    // proc_pid_stat(5): the second field is the name in parentheses and may hold spaces; the start is the 22nd.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' || state === 'X' ? null : (fields[18] ?? null)
  } catch {
    return null
  }
}
