import { readdir, readFile } from 'node:fs/promises'

/** A process of this machine. `seconds` is its CPU time so far. */
export type Process = { pid: number; parent: number; name: string; seconds: number }

// Linux reports CPU time in ticks of 10 ms, independent of its own clock: see sysconf(_SC_CLK_TCK).
export const ticksPerSecond = 100

/** The ids of a process and its running descendants. */
export async function descendants(pid: number): Promise<number[]> {
  if (process.platform !== 'linux') return [pid]
  const processes = await readProcesses()
  const found = [pid]
  for (const each of found)
    found.push(...processes.filter(({ parent }) => parent === each).map((child) => child.pid))
  return found
}

/** Every process, on Linux. */
export async function readProcesses(): Promise<Process[]> {
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
