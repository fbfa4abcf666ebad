import { sendMessageExamples } from '#lib/chat/examples'

const conversationId = 42

/** A curl command for this server. The caller's shell fills in `$API_SECRET_KEY`. */
function curl(url: string, body?: Record<string, unknown>): string {
  const lines = [`curl "${url}"`, `-H "Authorization: Bearer $API_SECRET_KEY"`]
  if (body) lines.push(`-H "Content-Type: application/json"`, `-d '${JSON.stringify(body)}'`)
  return lines.join(' \\\n  ')
}

const json = (value: unknown) => JSON.stringify(value, null, 2)

/** Example commands for the server at `serverUrl`. */
export function commands(serverUrl: string) {
  const chat = (body: Record<string, unknown>) => curl(`${serverUrl}/api/chat`, { userId: 'ada', ...body })
  return {
    first: chat({ message: 'What is the highest mountain?' }),
    poll: curl(`${serverUrl}/api/jobs/$JOB_ID?wait=20`),
    byConversation: chat({ conversationId, message: 'And the second highest?' }),
    bySession: chat({ sessionId: 'mountains', message: 'And the third?' }),
  }
}

/** The responses to the first command: 200 in time, 202 when the answer takes longer. */
export function answers(model: string) {
  const [answered, accepted] = sendMessageExamples.map(({ reply: { message, data } }) => ({
    success: true,
    message,
    data: data as Record<string, unknown>,
  }))
  return { answered: json({ ...answered, data: { ...answered!.data, model } }), accepted: json(accepted) }
}
