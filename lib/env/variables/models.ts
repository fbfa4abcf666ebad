import type { VariableGroup } from '#lib/env/variables/types'

export const modelVariables: VariableGroup[] = [
  {
    title: { en: 'Models', ko: '모델' },
    text: {
      en: 'With `MODEL_PROVIDERS`, all `OPENAI_…` variables may be empty.',
      ko: '`MODEL_PROVIDERS`를 설정하면 `OPENAI_…` 변수는 모두 비워 두어도 됩니다.',
    },
    variables: [
      {
        name: 'OPENAI_API_KEY',
        required: 'openai',
        text: {
          en: "The API key of the model's provider. With `OPENAI_BASE_URL` you may leave it out, if that server needs no key.",
          ko: '모델 제공자의 API 키입니다. `OPENAI_BASE_URL`로 지정한 서버가 키를 요구하지 않으면 생략할 수 있습니다.',
        },
      },
      {
        name: 'OPENAI_BASE_URL',
        text: {
          en: 'The address of any OpenAI-compatible server, such as `http://127.0.0.1:11434/v1` for Ollama.',
          ko: 'OpenAI 호환 서버의 주소입니다. 예를 들어 Ollama는 `http://127.0.0.1:11434/v1`입니다.',
        },
      },
      { name: 'OPENAI_MODEL', text: { en: 'The default model.', ko: '기본 모델입니다.' } },
      {
        name: 'OPENAI_FALLBACK_MODELS',
        text: {
          en: 'Models, separated by commas, to try when the default model fails for good or three times.',
          ko: '기본 모델이 재시도할 수 없는 오류로 실패하거나 세 번 실패하면 대신 호출할 대체 모델입니다. 쉼표로 구분합니다.',
        },
      },
      {
        name: 'ALLOWED_MODELS',
        default: { en: 'any', ko: '제한 없음' },
        text: {
          en: 'The models that callers may use in addition to the default and fallback models, separated by commas. `gpt-6*` matches every name that begins with `gpt-6`.',
          ko: '기본 모델과 대체 모델 외에 호출자가 쓸 수 있는 모델입니다. 쉼표로 구분합니다. `gpt-6*`처럼 적으면 이름이 `gpt-6`으로 시작하는 모든 모델을 허용합니다.',
        },
      },
      {
        name: 'MODEL_PROVIDERS',
        text: {
          en: 'Further providers, in addition to the default one or instead of it, as JSON by name. Their models are called `provider/name`, also in the other variables.',
          ko: '기본 제공자에 더해, 또는 기본 제공자 대신 사용할 제공자입니다. 제공자 이름을 키로 하는 JSON으로 적습니다. 이 제공자의 모델은 다른 변수에서도 `제공자/이름` 형식으로 적습니다.',
        },
        example:
          '{"local":{"baseUrl":"http://127.0.0.1:11434/v1","models":["llama3.2"]},"router":{"baseUrl":"https://openrouter.ai/api/v1","apiKeyEnv":"ROUTER_KEY"}}',
        see: 'providers.md',
      },
      {
        name: 'MODEL_PROVIDERS_FILE',
        text: {
          en: 'The path of a file with the same JSON, instead of `MODEL_PROVIDERS`.',
          ko: '`MODEL_PROVIDERS`와 같은 JSON을 담은 파일의 경로입니다. `MODEL_PROVIDERS` 대신 사용합니다.',
        },
      },
      {
        name: 'OPENAI_TIMEOUT_SECONDS',
        text: {
          en: 'How long a model call may take, in seconds. Set more for slow local models, or less to retry or fall back sooner. At most 800. On Vercel at most 220, which is also the default there.',
          ko: '모델 호출의 제한 시간(초)입니다. 느린 로컬 모델을 쓴다면 늘리고, 더 빨리 재시도하거나 대체 모델로 전환하려면 줄이세요. 최댓값은 800입니다. Vercel에서는 최댓값과 기본값이 모두 220입니다.',
        },
      },
      {
        name: 'MODEL_PRICES',
        text: {
          en: 'The prices of models, in US dollars for a million tokens, as JSON. They override the built-in prices.',
          ko: '모델의 100만 토큰당 가격(미국 달러)입니다. JSON으로 적으며, 서버에 내장된 가격보다 우선합니다.',
        },
        example:
          '{"my-model":{"input":"0.5","cachedInput":"0.05","output":2,"longContext":{"aboveTokens":200000,"input":1,"output":4}}}',
        see: 'budgets.md',
      },
      {
        name: 'MODEL_TOKENS_PER_MINUTE',
        text: {
          en: 'How many tokens a minute a provider allows, by model, as JSON. All workers together stay within the limit. Further calls wait, so that the provider does not reject them.',
          ko: '제공자가 허용하는 모델별 분당 토큰 수입니다. JSON으로 적습니다. 모든 워커의 사용량을 합해도 이 한도를 넘지 않습니다. 한도를 넘을 호출은 제공자가 거부하지 않도록 대기합니다.',
        },
        example: '{"gpt-6-luna":200000}',
      },
    ],
  },
]
