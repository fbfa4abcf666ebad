/** A sentence or more, in English and Korean. Names of code stand in backticks. */
export type Text = { en: string; ko: string }

/** Who has to set a variable. A variable without a need is optional. */
type Need = keyof typeof needs

export const needs = {
  always: { en: 'yes', ko: '필수' },
  called: { en: 'with QStash or Inngest', ko: 'QStash, Inngest 사용 시' },
  pooler: { en: 'with a transaction pooler', ko: '트랜잭션 풀러 사용 시' },
  redis: { en: 'this or Upstash', ko: 'Upstash와 택일' },
  upstash: { en: 'this or Redis', ko: 'Redis와 택일' },
  qstash: { en: 'with QStash', ko: 'QStash 사용 시' },
  inngest: { en: 'with Inngest', ko: 'Inngest 사용 시' },
  openai: { en: 'for OpenAI', ko: 'OpenAI 사용 시' },
  callbacks: { en: 'for `callbackUrl`', ko: '`callbackUrl` 사용 시' },
  provider: { en: 'all four or none', ko: '변수 4개를 모두 설정하거나 모두 생략' },
} as const satisfies Record<string, Text>

/** One environment variable. Its default is the schema's, unless `default` says what it depends on. */
export type Variable = {
  name: string
  required?: Need
  default?: Text
  text: Text
  /** A value to copy. */
  example?: string
  /** The page of docs/ that has more. */
  see?: string
}

export type VariableGroup = { title: Text; text?: Text; variables: Variable[] }
