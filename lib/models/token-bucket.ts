import { take } from '#lib/limiter'
import { errorFields, log } from '#lib/log'
import { findModel, settingOf } from '#lib/models/providers'

/**
 * Takes the tokens that a call may need from what its model has for all workers: 0 when they are there, else the seconds
 * after which they may be, and nothing is taken. Without a limit for the model nothing is counted and nobody asked; without KV nobody waits.
 * Nothing is given back later, since providers too count what a call asks for.
 */
export async function takeTokens(model: string, countTokens: () => number): Promise<number> {
  const found = findModel(model)
  const perMinute = found && settingOf(found.provider.tokensPerMinute, found.name)
  if (perMinute === undefined) return 0
  // A call larger than that has to have the whole bucket.
  const rate = Math.min(countTokens(), perMinute)
  // One that fills by the second, as the providers' own do. A call that does not fit says nothing of a smaller one.
  const bucket = { name: 'room', most: perMinute, seconds: 60, as: 'bucket' } as const
  try {
    const { success } = await take(bucket, model, rate)
    return success ? 0 : (60 * rate) / perMinute
  } catch (error) {
    log('warn', 'kv.unavailable', { use: 'room', ...errorFields(error) })
    return 0
  }
}
