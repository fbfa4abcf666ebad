import type { Example } from '#lib/api/operation'

const subscriptionId = 'sub_4f1c0de28a7b4c0f9d3e5a6b7c8d9e0f'

/** An example of `listEventSubscriptions`. */
export const listEventSubscriptionsExamples: Example[] = [
  {
    title: 'An app that waits for the answers of a user',
    input: { userId: 'ada', limit: 50, offset: 0 },
    reply: {
      status: 200,
      message: '1 subscription.',
      data: {
        subscriptions: [
          {
            subscriptionId,
            event: 'job.completed',
            url: 'https://receiver.example.com/events/1',
            userId: 'ada',
            conversationId: null,
            jobId: null,
            keyId: null,
            signInId: 'grant_01a209f9335dc1a2b3c4d5e6f7a8b9c0',
            clientId: 'Rr9DNhQ3sGqV0nT1xkzJ7',
            clientName: 'ChatGPT',
            state: 'active',
            createdAt: '2026-11-29T12:00:00.000Z',
            expiresAt: '2026-11-30T12:00:00.000Z',
          },
        ],
        limit: 50,
        offset: 0,
        nextOffset: null,
      },
    },
  },
]

/** An example of `endEventSubscription`. */
export const endEventSubscriptionExamples: Example[] = [
  {
    title: 'The app gets no more events',
    input: { id: subscriptionId },
    reply: { status: 200, message: 'The subscription has ended.', data: { subscriptionId } },
  },
]
