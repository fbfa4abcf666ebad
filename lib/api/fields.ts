import { z } from 'zod'
import { filledIn } from '#lib/api/json-schema'
import { tunables } from '#lib/tunables'

/** A number that came as text, in a path or a query, with what JSON allows: checked as the number it stands for. */
export const numeric = <T extends z.ZodType<number, number>>(schema: T) =>
  z
    .string()
    .regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/, 'Must be a number')
    .transform(Number)
    .pipe(schema)

/** A flag that came as text, in a query. */
const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .pipe(z.boolean())

/** The milliseconds of the years 1 to 9999, in UTC. */
const [firstMs, lastMs] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** A moment with its offset, given on in UTC: PostgreSQL takes neither the year 0 nor offsets of 16 hours and more. */
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
    'The nextCursor of a page: asks for the page that follows it. However long the list is, this is as fast as the first page, and rows that are added or change meanwhile never make a page come twice.',
  ),
  before: cursor.describe('The previousCursor of a page: asks for the page before it.'),
  total: flag
    .default(false)
    .describe(
      `true counts how many there are, up to ${tunables.listCountMax}, which a long list takes time for.`,
    ),
}

/** One page of a list that has always told its total. */
export const countedPage = {
  ...page,
  total: flag
    .optional()
    .describe(
      `Whether to count how many there are, up to ${tunables.listCountMax}: true on every page, false on none. A page without a cursor counts unless told.`,
    ),
}

/** Control, format, private and unassigned characters, and letters that are drawn as nothing (UAX 44). */
const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u

/** The id of a user who may have been added before invisible characters were refused. */
export const existingUserId = z
  .string({
    error: ({ input }) => (input === undefined ? 'Needed, unless the key is bound to a user' : undefined),
  })
  // The same letters in another composition are the same user (UAX 15).
  .normalize('NFC')
  .min(1)
  .max(128)
  .regex(/^\S+$/, 'Must not hold spaces')
  .refine((id) => id !== '.' && id !== '..', 'No path could name it')

/** Whose data it is, by the id that the caller gives its users. */
export const userId = existingUserId
  .refine((id) => !unseen.test(id), 'Must not hold invisible or control characters')
  .describe(
    'Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user.',
  )

/** As a field without which nothing can be done, unless the caller acts for one user alone. */
export const actingUserId = userId.meta({ [filledIn]: true })

/** The id of a job in a path or a body. */
export const jobId = z
  .string()
  .regex(/^job_[0-9a-f]{32}$/, 'Not a job id: it looks like job_ and 32 hexadecimal digits')
  .describe('The id of the job, as given by sendMessage.')

/** A URL that this server is asked to call. Whether it may, `addressProblem` tells (lib/http-client/address.ts). */
export const receiverUrl = z
  .url({ protocol: /^https?$/, error: 'Must be an http(s) URL' })
  .max(2048, 'At most 2048 characters')
  .refine((url) => !hasCredentials(url), 'Must not hold a user name or a password')

/** What is no URL has none, and is refused as such. */
function hasCredentials(text: string): boolean {
  try {
    const { username, password } = new URL(text)
    return username !== '' || password !== ''
  } catch {
    return false
  }
}
