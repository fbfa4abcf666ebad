import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { fuzz } from './run.ts'
import { startStage } from './stage.ts'

const usage = `usage: npm run fuzz -- [options]      (after npm run build)
  --seed N      repeats the faults and values of an earlier run, with new ids (random)
  --requests N  minimum number of requests (20000)`

function optionsOrExit() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
      requests: { type: 'string', default: '20000' },
    },
  })
  const [seed, requests] = [Number(values.seed), Number(values.requests)]
  if (Number.isInteger(seed) && Number.isInteger(requests) && requests > 0) return { seed, requests }
  process.stderr.write(`${usage}\n`)
  process.exit(2)
}

const { seed, requests } = optionsOrExit()
process.stderr.write(`Seed ${seed}\n`)
const stage = await startStage(23_000)
try {
  const started = Date.now()
  const onProgress = (made: number) => {
    if (made % 1_000 === 0)
      process.stderr.write(`${Math.round((Date.now() - started) / 1000)} s  ${made} requests\n`)
  }
  const { answers, violations, ...run } = await fuzz({ ...stage, seed, requests, onProgress })
  for (const [id, counts] of Object.entries(answers)) {
    const parts = Object.entries(counts).map(([outcome, count]) => `${count} × ${outcome}`)
    process.stdout.write(`${id.padEnd(24)} ${parts.join(', ')}\n`)
  }
  process.stdout.write(`${run.requests} requests, ${violations.length} violations, seed ${seed}\n`)
  for (const violation of violations) process.stdout.write(`\n${violation}\n`)
  if (violations.length > 0) {
    const errors = stage.output().match(/^.*"level":"error".*$/gm) ?? []
    process.stdout.write(`\nThe last errors in the server's log:\n${errors.slice(-20).join('\n')}\n`)
    process.exitCode = 1
  }
} finally {
  await stage.close()
}
