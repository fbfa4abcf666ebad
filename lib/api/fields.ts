import { z } from 'zod'
import { filledIn } from '#lib/api/json-schema'
import { tunables } from '#lib/tunables'

/** A number written as text in a path or a query, in JSON's syntax. The schema checks the number. */
export const numeric = <T extends z.ZodType<number, number>>(schema: T) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/, 'Must be a number')
    .transform(Number)
    .pipe(schema)

/** A boolean written as text in a query. */
const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .pipe(z.boolean())

/** The milliseconds of the years 1 to 9999, in UTC. */
const [firstMs, lastMs] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** A time with its offset, converted to UTC: PostgreSQL accepts neither the year 0 nor offsets of 16 hours and more. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= firstMs && Date.parse(text) <= lastMs, 'Not in the years 1 to 9999')
  .transform((text) => new Date(text).toISOString())

/** PostgreSQL's integer keys. */
export const integerId = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)

const cursor = z
  .string()
  .regex(/^[\w-]{1,200}$/, 'Is not a cursor')
  .optional()

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
  after: cursor.describe(
    'The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page.',
  ),
  before: cursor.describe('The previousCursor of a page: returns the page before it.'),
  total: flag
    .default(false)
    .describe(`true counts all items, up to ${tunables.listCountMax}. Counting a long list takes time.`),
}

/** One page of a list that counts its total by default, as its first version did. */
export const countedPage = {
  ...page,
  total: flag
    .optional()
    .describe(
      `true counts all items, up to ${tunables.listCountMax}; false does not. The default is true for a page without a cursor, and false for a page with one.`,
    ),
}

/** Control, format, private and unassigned characters, and letters that have no visible form (UAX 44). */
const invisible = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u

/** The id of an existing user. Old ids may hold invisible characters, which `userId` rejects. */
export const existingUserId = z
  .string({
    error: ({ input }) => (input === undefined ? 'Required, unless the key is bound to a user' : undefined),
  })
  // The same letters in another composition are the same user (UAX 15).
  .normalize('NFC')
  .min(1)
  .max(128)
  .regex(/^\S+$/, 'Must not contain spaces')
  .refine((id) => id !== '.' && id !== '..', 'Must not be . or .., which a path cannot hold')

/** The owner of the data, by the caller's own id of its user. */
export const userId = existingUserId
  .refine((id) => !invisible.test(id), 'Must not contain invisible or control characters')
  .describe(
    'Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user.',
  )

/** The user of an operation: required, unless the caller acts for one user only. */
export const actingUserId = userId.meta({ [filledIn]: true })

/** The id of a job in a path or a body. */
export const jobId = z
  .string()
  .regex(/^job_[0-9a-f]{32}$/, 'Not a job id: it looks like job_ and 32 hexadecimal digits')
  .describe('The id of the job, from sendMessage.')

/** A URL for this server to call. `addressProblem` (lib/http-client/address.ts) checks if it may call the address. */
export const receiverUrl = z
  .url({ protocol: /^https?$/, error: 'Must be an http(s) URL' })
  .max(2048, 'At most 2048 characters')
  .refine((url) => !hasCredentials(url), 'Must not contain a user name or a password')

/** False for a text that is not a URL: the URL check rejects it. */
function hasCredentials(text: string): boolean {
  try {
    const { username, password } = new URL(text)
    return username !== '' || password !== ''
  } catch {
    return false
  }
}
