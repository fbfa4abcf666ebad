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
          ko: '모델 API 키. 키가 필요 없는 서버라면 `OPENAI_BASE_URL`만 설정해도 됩니다.',
        },
      },
      {
        name: 'OPENAI_BASE_URL',
        text: {
          en: 'The address of any OpenAI-compatible server, such as `http://127.0.0.1:11434/v1` for Ollama.',
          ko: 'OpenAI 호환 서버의 주소. 예: Ollama는 `http://127.0.0.1:11434/v1`.',
        },
      },
      { name: 'OPENAI_MODEL', text: { en: 'The default model.', ko: '기본 모델.' } },
      {
        name: 'OPENAI_FALLBACK_MODELS',
        text: {
          en: 'Models, separated by commas, to try when the default model fails for good or three times.',
          ko: '기본 모델이 재시도할 수 없게 실패하거나 세 번 실패하면 차례로 시도할 모델. 쉼표로 구분합니다.',
        },
      },
      {
        name: 'ALLOWED_MODELS',
        default: { en: 'any', ko: '제한 없음' },
        text: {
          en: 'The models that callers may use in addition to the default and fallback models, separated by commas. `gpt-6*` matches every name that begins with `gpt-6`.',
          ko: '위의 모델 외에 호출자가 요청할 수 있는 모델. 쉼표로 구분하며, `gpt-6*`은 그렇게 시작하는 모든 이름입니다.',
        },
      },
      {
        name: 'MODEL_PROVIDERS',
        text: {
          en: 'Further providers, in addition to the default one or instead of it, as JSON by name. Their models are called `provider/name`, also in the other variables.',
          ko: '기본 제공자 외에, 또는 그 대신 쓸 제공자를 이름별로 적은 JSON. 모델 이름은 `제공자/이름`이며 다른 변수에서도 같습니다.',
        },
        example:
          '{"local":{"baseUrl":"http://127.0.0.1:11434/v1","models":["llama3.2"]},"router":{"baseUrl":"https://openrouter.ai/api/v1","apiKeyEnv":"ROUTER_KEY"}}',
        see: 'providers.md',
      },
      {
        name: 'MODEL_PROVIDERS_FILE',
        text: {
          en: 'The path of a file with the same JSON, instead of `MODEL_PROVIDERS`.',
          ko: '`MODEL_PROVIDERS` 대신 쓸 수 있는, 같은 JSON을 담은 파일의 경로.',
        },
      },
      {
        name: 'OPENAI_TIMEOUT_SECONDS',
        text: {
          en: 'How long a model call may take, in seconds. Set more for slow local models, or less to retry or fall back sooner. At most 800. On Vercel at most 220, which is also the default there.',
          ko: '모델 호출 한 번에 허용하는 시간(초). 느린 로컬 모델이라면 늘리고, 재시도나 다른 모델로의 전환을 앞당기려면 줄이세요. 최대 800이며, Vercel에서는 220이 최댓값이자 기본값입니다.',
        },
      },
      {
        name: 'MODEL_PRICES',
        text: {
          en: 'The prices of models, in US dollars for a million tokens, as JSON. They override the built-in prices.',
          ko: '모델별 백만 토큰당 가격(미국 달러)을 담은 JSON. 서버에 들어 있는 가격보다 우선합니다.',
        },
        example:
          '{"my-model":{"input":"0.5","cachedInput":"0.05","output":2,"longContext":{"aboveTokens":200000,"input":1,"output":4}}}',
        see: 'budgets.md',
      },
      {
        name: 'MODEL_TOKENS_PER_MINUTE',
        text: {
          en: 'How many tokens a minute a provider allows, by model, as JSON. All workers together stay within the limit. Further calls wait, so that the provider does not reject them.',
          ko: '제공자가 허용하는 분당 토큰 수를 모델별로 적은 JSON. 모든 워커가 함께 이 한도를 지키며, 한도를 넘는 호출은 거부되지 않고 기다립니다.',
        },
        example: '{"gpt-6-luna":200000}',
      },
    ],
  },
]
