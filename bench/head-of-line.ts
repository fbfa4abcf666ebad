import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { postJson } from '#tests/support/http'
import { type ClientChild, type Run, runLoad, type Target } from './load.ts'
import { slowQuestion } from './model.ts'

/** One conversation, measured alone and again while `heads` other conversations each wait for a slow answer. */
export type HeadOfLine = { heads: number; alone: Run; withOthers: Run }

/** Below the limit of 100 s for a model call. */
const secondsMax = 60
/** The time allowed until all slow answers have started. */
const startSeconds = 15

type Options = {
  client: ClientChild
  target: Target
  heads: number
  seconds: number
  /** The number of calls to the model so far. */
  modelCalls(): Promise<number>
}

/**
 * Measures the turns of one conversation, alone and together with `heads` others. In each of those, the first message
 * occupies the model all the time and the second waits behind it. Returns the figures and the total number of turns.
 */
export async function measureHeadOfLine(options: Options): Promise<{ slowHeads: HeadOfLine; turns: number }> {
  const { client, target, heads } = options
  const seconds = Math.min(options.seconds, secondsMax)
  const alone = await runLoad(client, target, 1, seconds)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  try {
    const before = await options.modelCalls()
    const slow = slowQuestion(1000 * (seconds + startSeconds))
    const jobs = await Promise.all(
      Array.from({ length: heads }, (_, index) => occupy(target, agent, index, slow)),
    )
    while ((await options.modelCalls()) < before + heads) await sleep(50)
    const withOthers = await runLoad(client, target, 1, seconds)
    if ((await statusOf(target, jobs[0]!.head)) !== 'running')
      throw new Error('The slow answers arrived before the end of the measurement.')
    for (const { behind } of jobs) while ((await statusOf(target, behind, 20)) !== 'completed');
    return {
      slowHeads: { heads, alone: alone.run, withOthers: withOthers.run },
      turns: alone.turns + withOthers.turns + 2 * heads,
    }
  } finally {
    agent.destroy()
  }
}

/** Sends a slow question, and a second one that must wait for it. */
async function occupy({ url, key }: Target, agent: Agent, index: number, slow: string) {
  const send = async (message: string) => {
    const body = { userId: `slow-${index}`, sessionId: `slow-${index}`, message, wait: 0 }
    const { status, text } = await postJson(`${url}/api/chat`, body, { agent, key })
    if (status !== 202) throw new Error(`A slow question was answered with status ${status}, ${text}`)
    return (JSON.parse(text) as { data: { jobId: string } }).data.jobId
  }
  return { head: await send(slow), behind: await send('And then?') }
}

async function statusOf({ url, key }: Target, jobId: string, waitSeconds = 0): Promise<string> {
  const response = await fetch(`${url}/api/jobs/${jobId}?wait=${waitSeconds}`, {
    headers: { authorization: `Bearer ${key}` },
  })
  return ((await response.json()) as { data: { status: string } }).data.status
}
