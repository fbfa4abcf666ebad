import { readdir, readFile } from 'node:fs/promises'

type Process = { pid: number; parent: number; name: string; seconds: number }

/** CPU seconds so far (user and system) by process name. Undefined without /proc. */
export type CpuSeconds = Record<string, number> | undefined

// Linux reports CPU time in ticks of 10 ms, independent of its own clock: see sysconf(_SC_CLK_TCK).
const ticksPerSecond = 100

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

/** The ids of a process and its running descendants. */
export async function descendants(pid: number): Promise<number[]> {
  if (process.platform !== 'linux') return [pid]
  const processes = await readProcesses()
  const found = [pid]
  for (const each of found)
    found.push(...processes.filter(({ parent }) => parent === each).map((child) => child.pid))
  return found
}

const sum = (processes: Process[]) => processes.reduce((total, { seconds }) => total + seconds, 0)

async function readProcesses(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(pids.map(readProcess))
  return found.filter((each) => each !== undefined)
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name may contain spaces and parentheses. */
async function readProcess(pid: string): Promise<Process | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const [, name, rest] = /^\d+ \((.*)\) (.*)/s.exec(stat) ?? []
  if (name === undefined || rest === undefined) return undefined
  const fields = rest.split(' ')
  const ticks = (...indexes: number[]) => indexes.reduce((total, index) => total + Number(fields[index]), 0)
  // utime and stime. For PostgreSQL also cutime and cstime, which count closed connections.
  const used = name === 'postgres' ? ticks(11, 12, 13, 14) : ticks(11, 12)
  return { pid: Number(pid), parent: Number(fields[1]), name, seconds: used / ticksPerSecond }
}

/** All CPU time except idle and disk wait. https://man7.org/linux/man-pages/man5/proc_stat.5.html */
async function machineSeconds(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n')
  const [user, nice, system, , , irq, softirq, steal] = line.trim().split(/\s+/).slice(1).map(Number)
  return (
    [user, nice, system, irq, softirq, steal].reduce<number>((total, ticks) => total + (ticks ?? 0), 0) /
    ticksPerSecond
  )
}
