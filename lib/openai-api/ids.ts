/** Each kind of object that has the id of a job behind its own prefix. */
type Prefix = 'chatcmpl-' | 'resp_' | 'msg_'

const digits = /^[0-9a-f]{32}$/

/** The id of an OpenAI object that one job makes: it is known as soon as the job is, and needs no table. */
export const toOpenaiId = (prefix: Prefix, jobId: string): string => prefix + jobId.slice('job_'.length)

/** The job of an OpenAI id; undefined when the id has another form. */
export function jobIdOf(prefix: Prefix, id: string): string | undefined {
  const hex = id.startsWith(prefix) ? id.slice(prefix.length) : ''
  return digits.test(hex) ? `job_${hex}` : undefined
}

/** When a job was made, in seconds since 1970, as its id tells. */
export const createdSecondsOf = (jobId: string): number =>
  Math.floor(Number.parseInt(jobId.slice('job_'.length, 'job_'.length + 12), 16) / 1_000)

/** The id of a conversation in OpenAI's form. */
export const toConversationId = (id: number): string => `conv_${id}`

/** The conversation of an OpenAI id; undefined when the id has another form. */
export function conversationIdOf(id: string): number | undefined {
  const [, number] = /^conv_([1-9]\d{0,9})$/.exec(id) ?? []
  return number !== undefined && Number(number) < 2 ** 31 ? Number(number) : undefined
}
