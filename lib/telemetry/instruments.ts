import type { Instrument } from '#lib/telemetry/metrics'

/** Keeps the attribute names in the type. */
const instrument = <const A extends string>(definition: Instrument<A>): Instrument<A> => definition

const requestSeconds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40]
const statementSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10]
/** The bounds that the semantic conventions recommend. */
const modelSeconds = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84,
]
const tokens = [1, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576]
const turnSeconds = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600]

const ofModel = ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model'] as const

export const instruments = {
  requestDuration: instrument({
    kind: 'histogram',
    name: 'http.server.request.duration',
    unit: 's',
    description: 'Duration of HTTP requests by route, including streams and waits for an answer.',
    attributes: ['http.request.method', 'http.route', 'http.response.status_code'],
    bounds: requestSeconds,
  }),
  requestsWaiting: instrument({
    kind: 'level',
    name: 'gpts.requests.waiting',
    unit: '{request}',
    description: 'Requests that are waiting for the end of a job.',
    attributes: [],
  }),
  streamsOpen: instrument({
    kind: 'level',
    name: 'gpts.streams.open',
    unit: '{stream}',
    description: 'Open event streams.',
    attributes: [],
  }),
  jobsAccepted: instrument({
    kind: 'counter',
    name: 'gpts.jobs.accepted',
    unit: '{job}',
    description: 'Messages stored with a new job.',
    attributes: [],
  }),
  jobsEnded: instrument({
    kind: 'counter',
    name: 'gpts.jobs.ended',
    unit: '{job}',
    description: 'Ended jobs by final status: completed, failed or cancelled.',
    attributes: ['status'],
  }),
  turnDuration: instrument({
    kind: 'histogram',
    name: 'gpts.turn.duration',
    unit: 's',
    description: 'Time from the acceptance of a message to the end of its job, by the database clock.',
    attributes: ['status'],
    bounds: turnSeconds,
  }),
  attempts: instrument({
    kind: 'counter',
    name: 'gpts.attempts',
    unit: '{attempt}',
    description:
      'Attempts by outcome: completed, retried, failed, deferred, skipped, rejected, released or overtaken. error_type has the reason.',
    attributes: ['outcome', 'error.type'],
  }),
  leaseLosses: instrument({
    kind: 'counter',
    name: 'gpts.lease.losses',
    unit: '{lease}',
    description:
      'Attempts that lost their lease: abandoned (found by the next attempt) or overtaken (detected by the worker itself).',
    attributes: ['reason'],
  }),
  modelDuration: instrument({
    kind: 'histogram',
    name: 'gen_ai.client.operation.duration',
    unit: 's',
    description: 'Duration of model calls. Failed calls have an error_type.',
    attributes: [...ofModel, 'error.type'],
    bounds: modelSeconds,
  }),
  modelFirstText: instrument({
    kind: 'histogram',
    name: 'gen_ai.client.operation.time_to_first_chunk',
    unit: 's',
    description: 'Time to the first piece of text of a streamed model call.',
    attributes: ofModel,
    bounds: modelSeconds,
  }),
  modelTokens: instrument({
    kind: 'histogram',
    name: 'gen_ai.client.token.usage',
    unit: '{token}',
    description: 'Tokens of a model call, by type: input or output.',
    attributes: [...ofModel, 'gen_ai.token.type'],
    bounds: tokens,
  }),
  circuitOpenings: instrument({
    kind: 'counter',
    name: 'gpts.circuit.openings',
    unit: '{opening}',
    description: 'Circuit openings that this process has seen, by model.',
    attributes: ['gen_ai.request.model'],
  }),
  webhookAttempts: instrument({
    kind: 'counter',
    name: 'gpts.webhook.attempts',
    unit: '{attempt}',
    description: 'Webhook delivery attempts by event and outcome: delivered, retried or failed.',
    attributes: ['event', 'outcome'],
  }),
  webhookDuration: instrument({
    kind: 'histogram',
    name: 'gpts.webhook.duration',
    unit: 's',
    description: 'Duration of the calls to webhook receivers.',
    attributes: ['outcome'],
    bounds: requestSeconds,
  }),
  databaseDuration: instrument({
    kind: 'histogram',
    name: 'db.client.operation.duration',
    unit: 's',
    description: 'Duration of SQL statements and KV commands, including the wait for a connection.',
    attributes: ['db.system.name', 'db.operation.name', 'error.type'],
    bounds: statementSeconds,
  }),
}
