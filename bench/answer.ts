import { createHash } from 'node:crypto'

/**
 * What the mock model says to a conversation (its messages in order, the newest last): the question repeated, with
 * the turn and a digest of everything before it. So a mixed-up, lost or doubled message shows in the answer.
 */
export function answerTo(contents: string[]): string {
  const digest = createHash('sha1').update(contents.join('\n')).digest('base64url')
  return `Turn ${(contents.length + 1) / 2}, ${digest}. You said: ${contents.at(-1)}`
}
