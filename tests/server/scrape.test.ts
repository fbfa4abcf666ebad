import { describe, expect, it } from 'vitest'
import type { Instruction } from '#lib/server/messages'
import { Scrapes, type Source } from '#lib/server/scrape'
import type { MetricJson } from '#lib/telemetry/prometheus'

const counted = (value: number): MetricJson[] => [
  { name: 'turns_total', help: 'Turns.', type: 'counter', values: [{ labels: {}, value }] },
]
const state: MetricJson[] = [
  { name: 'jobs', help: 'Jobs.', type: 'gauge', values: [{ labels: {}, value: 7 }] },
]

/** A process that is asked, and answers later. */
function source(id: number, number = id) {
  const asked: Extract<Instruction, { kind: 'collect' }>[] = []
  const send = (instruction: Instruction) => void (instruction.kind === 'collect' && asked.push(instruction))
  return { asked, given: { id, number, send } satisfies Source }
}

const samples = (text: string) => text.split('\n').filter((line) => line && !line.startsWith('#'))

describe('a scrape of several processes', () => {
  it('waits for all of them, and asks only one for the shared state', async () => {
    const scrapes = new Scrapes()
    const [a, b] = [source(11, 1), source(12, 2)]
    const text = scrapes.gather([a.given, b.given], 'prometheus')
    expect([a.asked, b.asked]).toEqual([
      [{ kind: 'collect', scrape: 1, withState: true }],
      [{ kind: 'collect', scrape: 1, withState: false }],
    ])
    scrapes.collected(12, { kind: 'collected', scrape: 1, metrics: counted(4) })
    scrapes.collected(11, { kind: 'collected', scrape: 1, metrics: counted(3), state })
    expect(samples(await text)).toEqual([
      'turns_total{process="1"} 3',
      'turns_total{process="2"} 4',
      'jobs 7',
    ])
  })

  it('keeps two concurrent scrapes separate', async () => {
    const scrapes = new Scrapes()
    const { given } = source(1)
    const both = [scrapes.gather([given], 'prometheus'), scrapes.gather([given], 'prometheus')]
    scrapes.collected(1, { kind: 'collected', scrape: 2, metrics: counted(5), state })
    scrapes.collected(1, { kind: 'collected', scrape: 1, metrics: counted(5), state })
    for (const text of await Promise.all(both))
      expect(samples(text)).toEqual(['turns_total{process="1"} 5', 'jobs 7'])
  })

  it('finishes without a process that has died, and drops its numbers', async () => {
    const scrapes = new Scrapes()
    const [a, b] = [source(1), source(2)]
    const first = scrapes.gather([a.given, b.given], 'prometheus')
    scrapes.collected(2, { kind: 'collected', scrape: 1, metrics: counted(9) })
    scrapes.collected(1, { kind: 'collected', scrape: 1, metrics: counted(1), state })
    expect(samples(await first)).toContain('turns_total{process="2"} 9')
    const second = scrapes.gather([a.given, b.given], 'prometheus')
    scrapes.collected(1, { kind: 'collected', scrape: 2, metrics: counted(2), state })
    scrapes.forget(2)
    expect(samples(await second)).toEqual(['turns_total{process="1"} 2', 'jobs 7'])
  })

  it('uses the last numbers of a process that does not answer in time', async () => {
    const scrapes = new Scrapes(1)
    const { given } = source(1)
    const first = scrapes.gather([given], 'prometheus')
    scrapes.collected(1, { kind: 'collected', scrape: 1, metrics: counted(8), state })
    await first
    expect(samples(await scrapes.gather([given], 'prometheus'))).toEqual(['turns_total{process="1"} 8'])
  })

  it('is empty before any process serves', async () => {
    expect(samples(await new Scrapes().gather([], 'prometheus'))).toEqual([])
  })
})
