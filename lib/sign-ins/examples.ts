import type { Example } from '#lib/api/operation'

const signIn = {
  signInId: 'grant_01a209f9335dc1a2b3c4d5e6f7a8b9c0',
  clientId: 'Rr9DNhQ3sGqV0nT1xkzJ7',
  userId: 'ada',
}

/** An example of `listSignIns`. */
export const listSignInsExamples: Example[] = [
  {
    title: 'The sign-ins that act for a user',
    input: { userId: 'ada', limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '1 sign-in.',
      data: {
        signIns: [
          {
            ...signIn,
            clientName: 'Claude',
            scopes: ['chat', 'read'],
            state: 'active',
            signedInAt: '2026-11-24T09:12:55.031Z',
            lastTokenAt: '2026-11-26T18:40:11.902Z',
            expiresAt: '2027-01-25T18:40:11.902Z',
          },
        ],
        limit: 50,
        offset: 0,
        nextOffset: null,
      },
    },
  },
]

/** An example of `endSignIn`. */
export const endSignInExamples: Example[] = [
  {
    title: 'The client must ask the person again',
    input: { id: signIn.signInId },
    reply: { status: 200, message: 'The sign-in has ended.', data: signIn },
  },
]
