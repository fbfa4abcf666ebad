/** A text that no other test has. */
export const unique = (name: string) => `${name} ${crypto.randomUUID()}`

/** A unique user id. */
export const newUser = () => `user-${crypto.randomUUID()}`
