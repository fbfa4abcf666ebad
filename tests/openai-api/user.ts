/**
 * Headers that name a user of this file's own. Requests that name nobody are all those of one user, whose rate limit the
 * tests of a whole run would use up.
 */
export const ownUser = { 'x-openwebui-user-id': `user-${crypto.randomUUID()}` }
