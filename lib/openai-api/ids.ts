/** The id prefixes of the objects whose id contains a job's id. */
type Prefix = 'chatcmpl-' | 'resp_' | 'msg_'

const digits = /^[0-9a-f]{32}$/

/** Derives the id of an OpenAI object from its job's id, so the id needs no table. */
export const toOpenaiId = (prefix: Prefix, jobId: string): string => prefix + jobId.slice('job_'.length)

/** Returns the job id in an OpenAI id; undefined when the id has another form. */
export function jobIdOf(prefix: Prefix, id: string): string | undefined {
  const hex = id.startsWith(prefix) ? id.slice(prefix.length) : ''
  return digits.test(hex) ? `job_${hex}` : undefined
}

/** Returns the creation time in a job's id, in seconds since 1970. */
export const createdSecondsOf = (jobId: string): number =>
  Math.floor(Number.parseInt(jobId.slice('job_'.length, 'job_'.length + 12), 16) / 1_000)

/** Returns a conversation's id in OpenAI's form. */
export const toConversationId = (id: number): string => `conv_${id}`

/** Returns the conversation's number in an OpenAI id; undefined when the id has another form. */
export function conversationIdOf(id: string): number | undefined {
  const [, number] = /^conv_([1-9]\d{0,9})$/.exec(id) ?? []
  return number !== undefined && Number(number) < 2 ** 31 ? Number(number) : undefined
}
