import { errorFields, log } from '#lib/log'

type Chores = Record<string, () => Promise<unknown>>
type Results<C extends Chores> = { [name in keyof C]: Awaited<ReturnType<C[name]>> | null }

/**
 * Runs the chores of a scheduled worker one after another. A failed chore does not stop the others. Returns the result of
 * each. If any failed, throws the first error after all have run, so that the engine sees the failure.
 */
export async function runChores<C extends Chores>(worker: string, chores: C): Promise<Results<C>> {
  const results: Record<string, unknown> = {}
  const errors: unknown[] = []
  for (const [chore, run] of Object.entries(chores))
    results[chore] = await run().catch((error) => {
      errors.push(error)
      log('error', 'chore.failed', { worker, chore, ...errorFields(error) })
      return null
    })
  if (errors.length > 0) throw errors[0]
  return results as Results<C>
}
