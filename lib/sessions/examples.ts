import type { Example } from '#lib/api/operation'

const sessionId = 'session_01a209f9335dc1a2b3c4d5e6f7a8b9c0'

/** An example of `listSessions`. */
export const listSessionsExamples: Example[] = [
  {
    title: 'Where a user is signed in to the console',
    input: { userId: 'ada', limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '1 session.',
      data: {
        sessions: [
          {
            sessionId,
            signedInWith: 'key',
            userId: 'ada',
            keyId: 'key_01a209f9335dc1a2b3c4d5e6f7a8b9c0',
            userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
            isCurrent: false,
            signedInAt: '2026-11-24T09:12:55.031Z',
            lastUsedAt: '2026-11-26T18:40:11.902Z',
            expiresAt: '2026-12-08T09:12:55.031Z',
          },
        ],
        limit: 50,
        offset: 0,
        nextOffset: null,
      },
    },
  },
]

/** An example of `endSession`. */
export const endSessionExamples: Example[] = [
  {
    title: 'The browser has to sign in again',
    input: { id: sessionId },
    reply: { status: 200, message: 'The session has ended.', data: { sessionId, userId: 'ada' } },
  },
]

/** An example of `endAllSessions`. */
export const endAllSessionsExamples: Example[] = [
  {
    title: 'Sign a user out everywhere',
    input: { userId: 'ada' },
    reply: { status: 200, message: '2 sessions have ended.', data: { ended: 2 } },
  },
]
