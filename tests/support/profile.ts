/**
 * The adapters that a test run uses. `self-hosted`: our Node server from the sources, PostgreSQL and Redis over TCP, the
 * queue in PostgreSQL. `hosted`: Next's production build, and the emulators of Neon, Upstash and QStash.
 */
export type Profile = 'self-hosted' | 'hosted'

const profiles: readonly string[] = ['self-hosted', 'hosted'] satisfies Profile[]
const given = process.env.TEST_PROFILE || 'self-hosted'
// Otherwise a misspelt profile would run the self-hosted tests, and pass.
if (!profiles.includes(given)) throw new Error(`TEST_PROFILE is ${given}, not ${profiles.join(' or ')}.`)

export const profile = given as Profile
export const isHosted = profile === 'hosted'

/** The queue of the servers that tests start, unless a test asks for another. */
export type QueueName = 'postgres' | 'qstash' | 'inngest'

const named = process.env.TEST_ENGINE as QueueName | undefined
export const queueName: QueueName = named || (isHosted ? 'qstash' : 'postgres')

/** `TEST_SERVER=dev` runs the server that `npm run dev` starts, with `TEST_PROFILE=hosted` that of `--hosted`. */
export const isDev = process.env.TEST_SERVER === 'dev'
