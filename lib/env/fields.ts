import { z } from 'zod'

/** An empty variable counts as not set. */
const blankAsUnset = (value: unknown) => (value === '' ? undefined : value)

/** A variable that may be missing. An empty value counts as missing. */
export const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsUnset, schema.optional())

/** A variable that must be set, unless its schema has a default. An empty value counts as missing. */
export const required = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsUnset, schema)
export const text = z.string('is missing').trim().min(1)
/** The zod error for a value: `is missing` without one, otherwise `fault`. */
export const missingOr =
  (fault: string) =>
  ({ input }: { input?: unknown }) =>
    input === undefined ? 'is missing' : fault
export const url = z
  .url({ protocol: /^https?$/, error: missingOr('is not an http(s) URL') })
  .transform((value) => value.replace(/\/+$/, ''))

/** An amount of money with at most six decimals, as decimal text. */
const amount = z
  .union([z.number(), z.string()], { error: missingOr('is not an amount with at most six decimals') })
  .transform(String)
  .pipe(z.string().regex(/^\d{1,6}(\.\d{1,6})?$/, 'is not an amount with at most six decimals'))
const rates = { input: amount, cachedInput: amount.optional(), output: amount }
export const modelPrices = z.record(
  z.string().min(1),
  z.strictObject({
    ...rates,
    longContext: z.strictObject({ aboveTokens: z.int().positive(), ...rates }).optional(),
  }),
  'is not an object of prices by model',
)
/** The prices of models, by name: US dollars per million tokens. */
export type ModelPrices = z.infer<typeof modelPrices>

export const tokensPerMinute = z.record(
  z.string().min(1),
  z.int({ error: 'is not a whole number' }).min(60, 'is less than 60'),
  'is not an object of numbers by model',
)
export const json = z.string().transform((value, context): unknown => {
  try {
    return JSON.parse(value)
  } catch {
    context.addIssue('is not JSON')
    return z.NEVER
  }
})

/** Splits the value of a variable at its commas. Drops empty entries. */
export const splitList = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)

/** A whole number between two bounds, both inclusive. */
export const wholeNumber = (least: number, most: number) => {
  const error = `is not a whole number from ${least} to ${most}`
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error })
}
