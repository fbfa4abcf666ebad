import { z } from 'zod'
import { outputSchema } from '#lib/api/json-schema'
import { webhookEvents } from '#lib/webhooks/events'

const headers = {
  'webhook-id': 'The id of the event for this endpoint. It is the same in every attempt.',
  'webhook-timestamp': 'The time of this attempt, in seconds since 1970.',
  'webhook-signature':
    '`v1,` followed by the signature in base64. During a secret rotation there are two signatures.',
}

/** Describes the requests that this server sends to webhook endpoints, by event. */
export const describeWebhooks = () =>
  Object.fromEntries(
    Object.entries(webhookEvents).map(([event, { summary, data }]) => [
      event,
      {
        post: {
          operationId: `on${event.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
          summary,
          // Receivers verify the signature. OpenAPI has no security scheme for that.
          security: [],
          parameters: Object.entries(headers).map(([name, description]) => ({
            name,
            in: 'header',
            required: true,
            description,
            schema: { type: 'string' },
          })),
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: outputSchema(
                  z.object({
                    type: z.literal(event),
                    timestamp: z.iso.datetime().describe('The time of the event.'),
                    data,
                  }),
                ),
              },
            },
          },
          responses: {
            '2XX': { description: 'The receiver accepted the event.' },
            '410': { description: 'The receiver wants no more events. The server disables the endpoint.' },
            default: { description: 'The server retries the delivery.' },
          },
        },
      },
    ]),
  )
