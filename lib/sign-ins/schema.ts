import { z } from 'zod'
import { page, userId } from '#lib/api/fields'
import { pagingFields } from '#lib/api/paging'
import { scopes } from '#lib/auth/caller'

export const listSignInsQuery = z.strictObject({
  userId: userId.optional().describe('Only the sign-ins whose client acts only for this user.'),
  ...page,
})

export const signInParams = z.strictObject({
  id: z
    .string()
    .regex(/^grant_[0-9a-f]{32}$/, 'Not the id of a sign-in: it looks like grant_ and 32 hexadecimal digits')
    .describe('The id of the sign-in, from listSignIns. It is not a secret.'),
})

const identity = {
  signInId: z.string(),
  clientId: z
    .string()
    .describe('The id of the client; a URL if the client is described by a document at that URL.'),
  userId: z.string().nullable().describe('The only user that the client acts for; null for all users.'),
}

/** A sign-in, as the owner of the server sees it. */
const signInView = z.object({
  ...identity,
  clientName: z.string().nullable().describe('The name that the client gave when it registered.'),
  scopes: z.array(z.enum(scopes)),
  state: z
    .enum(['active', 'barred'])
    .describe('`barred` while OIDC_ALLOWED does not allow the person; the client then has no access.'),
  signedInAt: z.iso.datetime(),
  lastTokenAt: z.iso
    .datetime()
    .nullable()
    .describe('When the client last got an access token, which is valid for an hour; null before the first.'),
  expiresAt: z.iso.datetime().describe('When it ends, unless the client gets another token before then.'),
})
export type SignInView = z.infer<typeof signInView>

export const signInList = z.object({ signIns: z.array(signInView), ...pagingFields })

export const endedSignIn = z.object(identity)
