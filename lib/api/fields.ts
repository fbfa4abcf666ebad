import { z } from 'zod'

/** A number that came as text, in a path or a query, with what JSON allows: checked as the number it stands for. */
export const numeric = <T extends z.ZodType<number, number>>(schema: T) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/, 'Must be a number')
    .transform(Number)
    .pipe(schema)

/** PostgreSQL's integer keys. */
export const integerId = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)

/** One page of a list. */
export const page = {
  limit: numeric(z.int().min(1).max(100)).default(50).describe('How many to return, at most 100.'),
  offset: numeric(
    z
      .int()
      .min(0)
      .max(2 ** 31 - 1),
  )
    .default(0)
    .describe('How many to skip.'),
}
