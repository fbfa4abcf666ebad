import { createHash } from 'node:crypto'

/**
 * The mock model's answer to a conversation (messages in order, newest last). It repeats the question with the turn number
 * and a digest of all earlier messages, so a mixed-up, lost or doubled message changes the answer.
 */
export function answerTo(contents: string[]): string {
  const digest = createHash('sha1').update(contents.join('\n')).digest('base64url')
  return `Turn ${(contents.length + 1) / 2}, ${digest}. You said: ${contents.at(-1)}`
}
