import { readFile } from 'node:fs/promises'
import { type Process, readProcesses, ticksPerSecond } from '#tests/support/processes'

/** CPU seconds so far (user and system) by process name. Undefined without /proc. */
export type CpuSeconds = Record<string, number> | undefined

/**
 * The CPU used so far by each of `pids` with its children (by name), by PostgreSQL (the children of `servicesPid`), and by all
 * other processes of the machine as `other`.
 */
export async function readCpu(pids: Record<string, number>, servicesPid: number): Promise<CpuSeconds> {
  if (process.platform !== 'linux') return undefined
  const processes = await readProcesses()
  const postmaster = processes.find(({ name, parent }) => name === 'postgres' && parent === servicesPid)
  const isOf = (each: Process, pid: number) =>
    each.pid === pid || (each.parent === pid && each.name !== 'postgres')
  const ofPid = (pid: number) => sum(processes.filter((each) => isOf(each, pid)))
  const named = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, ofPid(pid)]))
  const postgres = sum(
    processes.filter(({ pid, parent }) => pid === postmaster?.pid || parent === postmaster?.pid),
  )
  const used = { ...named, postgres }
  const known = Object.values(used).reduce((total, seconds) => total + seconds, 0)
  return { ...used, other: (await machineSeconds()) - known }
}

/** The CPU used between two readings. */
export function cpuBetween(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
  if (!before || !after) return undefined
  return Object.fromEntries(
    Object.entries(after).map(([name, seconds]) => [name, Math.max(0, seconds - (before[name] ?? 0))]),
  )
}

const sum = (processes: Process[]) => processes.reduce((total, { seconds }) => total + seconds, 0)

/** All CPU time except idle and disk wait. https://man7.org/linux/man-pages/man5/proc_stat.5.html */
async function machineSeconds(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n')
  const [user, nice, system, , , irq, softirq, steal] = line.trim().split(/\s+/).slice(1).map(Number)
  return (
    [user, nice, system, irq, softirq, steal].reduce<number>((total, ticks) => total + (ticks ?? 0), 0) /
    ticksPerSecond
  )
}
