import { createExecutionReader } from './executions.ts'
import type { Killer, Step } from './kills.ts'
import type { OnClose } from './services.ts'
import { stepsOfStatement } from './steps.ts'
import { startTcpKillPoint } from './tcp-kill-point.ts'

type Address = { host: string; port: number }

/** A proxy in front of PostgreSQL that recognizes statements by their prepared names. */
export async function startPostgresKillPoints(
  name: string,
  target: Address,
  killer: () => Killer | undefined,
  onClose: OnClose,
): Promise<{ port: number }> {
  const tap = await startTcpKillPoint(target, () => {
    const read = createExecutionReader()
    let after: Step | undefined
    return {
      async onRequest(chunk) {
        const found = read(chunk).map((execution) => stepsOfStatement(execution.name, execution.parameters))
        after = found.find((steps) => steps.after)?.after
        return !(await reached(killer(), found.find((steps) => steps.before)?.before, name))
      },
      async onReply() {
        const step = after
        after = undefined
        await reached(killer(), step, name)
        return true
      },
    }
  })
  onClose(() => tap.close())
  return tap
}

/** A proxy in front of Redis that recognizes an announcement by its command. */
export async function startRedisKillPoints(
  name: string,
  target: Address,
  killer: () => Killer | undefined,
  onClose: OnClose,
): Promise<{ port: number }> {
  const tap = await startTcpKillPoint(target, () => ({
    async onRequest(chunk) {
      const isAnnouncement = /\r\npublish\r\n/i.test(chunk.toString('latin1'))
      return !(isAnnouncement && (await reached(killer(), 'before the announcement', name)))
    },
    onReply: async () => true,
  }))
  onClose(() => tap.close())
  return tap
}

/** True if the server was killed at the step. */
const reached = async (killer: Killer | undefined, step: Step | undefined, name: string) =>
  step !== undefined && ((await killer?.at(step, name)) ?? false)
