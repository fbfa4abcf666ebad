import { sendMessageExamples } from '#lib/chat/examples'

const conversationId = 42

/** A curl command to this server. `$API_SECRET_KEY` is for the caller's shell to fill in. */
function curl(url: string, body?: Record<string, unknown>): string {
  const lines = [`curl "${url}"`, `-H "Authorization: Bearer $API_SECRET_KEY"`]
  if (body) lines.push(`-H "Content-Type: application/json"`, `-d '${JSON.stringify(body)}'`)
  return lines.join(' \\\n  ')
}

const json = (value: unknown) => JSON.stringify(value, null, 2)

/** The commands, for the server at `serverUrl`. */
export function commands(serverUrl: string) {
  const chat = (body: Record<string, unknown>) => curl(`${serverUrl}/api/chat`, { userId: 'ada', ...body })
  return {
    first: chat({ message: 'What is the highest mountain?' }),
    poll: curl(`${serverUrl}/api/jobs/$JOB_ID?wait=20`),
    byConversation: chat({ conversationId, message: 'And the second highest?' }),
    bySession: chat({ sessionId: 'mountains', message: 'And the third?' }),
  }
}

/** What the server answers to the first command, in time and too late for it. */
export function answers(model: string) {
  const [answered, accepted] = sendMessageExamples.map(({ reply: { message, data } }) => ({
    success: true,
    message,
    data: data as Record<string, unknown>,
  }))
  return { answered: json({ ...answered, data: { ...answered!.data, model } }), accepted: json(accepted) }
}
