import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { operationPlan } from './new/operation.ts'
import { errorPlan, tablePlan } from './new/others.ts'
import { consolePagePlan, pagePlan } from './new/page.ts'
import { applyPlan, PlanError } from './new/plan.ts'

const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'))
const kinds = {
  operation: operationPlan,
  error: errorPlan,
  table: tablePlan,
  page: pagePlan,
  'console-page': consolePagePlan,
}
const usage = `usage: npm run new -- operation <id> [<folder in lib>]    such as listNotes, or endEventSubscription subscriptions
       npm run new -- error <code> <status> "<title>"     such as note_too_long 422 "The note is too long"
       npm run new -- table <name>                        such as user_notes
       npm run new -- page <name>                         such as terms
       npm run new -- console-page <name>                 such as notes`

/**
 * `npm run new`: writes the files of a new part into the current folder, and adds it to the lists of such parts in the code
 * and the tests. It never overwrites a file. Prints what is left to do by hand.
 */
async function main([kind = '', name = '', ...rest]: string[]): Promise<void> {
  if (!Object.hasOwn(kinds, kind) || !name) throw new PlanError(usage)
  const root = process.cwd()
  const plan = kinds[kind as keyof typeof kinds](root, name, rest)
  const written = await applyPlan(root, plan)
  const formatted = written.filter((file) => /\.tsx?$/.test(file))
  if (formatted.length > 0)
    await promisify(execFile)(process.execPath, [biome, 'check', '--write', ...formatted], { cwd: root })
  const steps = plan.left.map((step, index) => `  ${index + 1}. ${step}`)
  process.stdout.write(`Written:\n  ${written.join('\n  ')}\n\nLeft to do:\n${steps.join('\n')}\n`)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof PlanError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
