import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Identifies a process. `machine` and `pidStarted` are null where processes with one pid cannot be distinguished. */
export type ProcessIdentity = { host: string; machine: string | null; pid: number; pidStarted: string | null }

/** Returns the address of this process. */
export function ownProcess(): ProcessIdentity {
  const { pid } = process
  return { host: hostname(), machine: machineId(), pid, pidStarted: pidStarted(pid) }
}

/** True when a process of this machine has ended: its pid is free, or belongs to a process with another start time. */
export function hasExited({
  pid,
  pidStarted: started,
}: Pick<ProcessIdentity, 'pid' | 'pidStarted'>): boolean {
  const startedNow = pidStarted(pid)
  return startedNow === null ? !isHidden(pid) : startedNow !== started
}

/** True when a process is alive although /proc hides it, as with `hidepid` and systemd's ProtectProc. */
function isHidden(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  // The process is visible but has no start time in /proc, so it is a zombie.
  return false
}

/** Returns the boot id and the pid namespace: two containers on one machine may use the same pid. */
function machineId(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return null
  }
}

/** Returns the start of a process in clock ticks since boot; null without this pid or without /proc. */
function pidStarted(pid: number): string | null {
  try {
    // proc_pid_stat(5): the second field is the name in parentheses, which may contain spaces. The start is the 22nd.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' || state === 'X' ? null : (fields[18] ?? null)
  } catch {
    return null
  }
}
