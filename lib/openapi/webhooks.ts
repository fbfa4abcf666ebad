import { z } from 'zod'
import { outputSchema } from '#lib/api/json-schema'
import { webhookEvents } from '#lib/webhooks/events'

const headers = {
  'webhook-id': 'The id of the event at this receiver: the same in every attempt.',
  'webhook-timestamp': 'When this attempt was made, in seconds since 1970.',
  'webhook-signature': '`v1,` and the signature in base64; two of them while a secret is exchanged.',
}

/** The requests that this server makes of receivers, by their event. */
export const describeWebhooks = () =>
  Object.fromEntries(
    Object.entries(webhookEvents).map(([event, { summary, data }]) => [
      event,
      {
        post: {
          operationId: `on${event.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
          summary,
          // Receivers check the signature, which no security scheme of OpenAPI describes.
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
                    timestamp: z.iso.datetime().describe('When it happened.'),
                    data,
                  }),
                ),
              },
            },
          },
          responses: {
            '2XX': { description: 'It was received.' },
            '410': { description: 'Send no more: it disables the endpoint.' },
            default: { description: 'It is tried again.' },
          },
        },
      },
    ]),
  )
