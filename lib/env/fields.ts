import { z } from 'zod'

/** A variable that is unset and one that is empty mean the same. */
const blankAsUnset = (value: unknown) => (value === '' ? undefined : value)
export const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsUnset, schema.optional())
export const required = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsUnset, schema)
export const text = z.string('is missing').trim().min(1)
/** What is wrong with a value; one that is not there is missing. */
export const otherwise =
  (fault: string) =>
  ({ input }: { input?: unknown }) =>
    input === undefined ? 'is missing' : fault
export const url = z
  .url({ protocol: /^https?$/, error: otherwise('is not an http(s) URL') })
  .transform((value) => value.replace(/\/+$/, ''))

/** An amount of money with at most six decimals, kept as the decimal text that was written. */
const amount = z
  .union([z.number(), z.string()], { error: otherwise('is no amount with at most six decimals') })
  .transform(String)
  .pipe(z.string().regex(/^\d{1,6}(\.\d{1,6})?$/, 'is no amount with at most six decimals'))
const rates = { input: amount, cachedInput: amount.optional(), output: amount }
export const modelPrices = z.record(
  z.string().min(1),
  z.strictObject({
    ...rates,
    longContext: z.strictObject({ aboveTokens: z.int().positive(), ...rates }).optional(),
  }),
  'is no object of prices by model',
)
/** What a model costs: US dollars for a million tokens, by the model's name. */
export type ModelPrices = z.infer<typeof modelPrices>

export const tokensPerMinute = z.record(
  z.string().min(1),
  z.int({ error: 'is not a whole number' }).min(60, 'is less than 60'),
  'is no object of numbers by model',
)
export const json = z.string().transform((value, context): unknown => {
  try {
    return JSON.parse(value)
  } catch {
    context.addIssue('is no JSON')
    return z.NEVER
  }
})

/** A list in one variable, by commas. */
export const splitList = (list: string): string[] =>
  list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)

/** A whole number, written in digits. */
export const wholeNumber = (least: number, most: number) => {
  const error = `is not a whole number from ${least} to ${most}`
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error })
}
