import { z } from 'zod'
import { page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'
import { scopes } from '#lib/auth/caller'

export const listSignInsQuery = z.strictObject({
  userId: userId.optional().describe('Only the sign-ins by which a client acts for this user alone.'),
  ...page,
})

export const signInParams = z.strictObject({
  id: z
    .string()
    .regex(/^grant_[0-9a-f]{32}$/, 'Not the id of a sign-in: it looks like grant_ and 32 hexadecimal digits')
    .describe('The id of the sign-in, as given by listSignIns. It opens nothing.'),
})

const whose = {
  signInId: z.string(),
  clientId: z.string().describe('The id of the client; an address when a document there describes it.'),
  userId: z.string().nullable().describe('For whom alone the client acts; null for all users.'),
}

/** What a person allowed a client, as the owner of the server sees it. */
const signInView = z.object({
  ...whose,
  clientName: z.string().nullable().describe('What the client calls itself, if it has registered.'),
  scopes: z.array(z.enum(scopes)),
  state: z
    .enum(['active', 'barred'])
    .describe('`barred` while OIDC_ALLOWED no longer lets the person in, and the client can do nothing.'),
  signedInAt: z.iso.datetime(),
  lastTokenAt: z.iso
    .datetime()
    .nullable()
    .describe(
      'When the client last got an access token, which it can use for an hour; null before the first.',
    ),
  expiresAt: z.iso.datetime().describe('When it ends unless the client gets another token before.'),
})
export type SignInView = z.infer<typeof signInView>

export const signInList = z.object({ signIns: z.array(signInView), ...pagingFields })

export const endedSignIn = z.object(whose)
