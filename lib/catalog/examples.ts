import type { Example } from '#lib/api/operation'

/** A response of `listModels`. */
export const listModelsExamples: Example[] = [
  {
    title: 'A model whose provider is down, as an administrator sees it',
    input: { query: 'luna' },
    reply: {
      status: 200,
      message: '1 of 1 models.',
      data: {
        models: [
          {
            model: 'gpt-6-luna',
            name: 'gpt-6-luna',
            provider: 'default',
            aliases: [],
            isDefault: true,
            fallbackOrder: null,
            isConfigured: true,
            price: {
              ...{ input: '0.1', cachedInput: '0.01', output: '0.5' },
              ...{ currency: 'USD', perTokens: 1_000_000, source: 'genai-prices' },
            },
            contextTokens: null,
            historyTokens: null,
            tokensPerMinute: null,
            timeoutSeconds: 120,
            circuit: {
              state: 'open',
              since: '2026-11-24T09:00:00.000Z',
              retryAt: '2026-11-24T09:00:15.000Z',
              lastError: {
                code: 'model_unavailable',
                message: 'The model is unavailable (status 503).',
                at: '2026-11-24T09:00:00.000Z',
              },
            },
          },
        ],
        providers: [
          {
            name: 'default',
            baseUrl: 'https://api.openai.com/v1',
            hasOwnList: false,
            timeoutSeconds: 120,
            refuses: [],
            check: {
              status: 'down',
              latencyMs: 180,
              reason: 'The provider answered with status 503.',
              checkedAt: '2026-11-24T09:00:10.000Z',
            },
          },
        ],
        allowedModels: null,
        keyModels: null,
        ...{ total: 1, limit: 100, offset: 0, nextOffset: null },
      },
    },
  },
]
