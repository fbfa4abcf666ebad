/** Models, their circuits and lists, prompts and budgets. */
export const models = {
  /** Above the longest thinking tag. Until then, each piece of an answer may contain a tag. */
  markCharactersMax: 100,
  /** A model's default time limit without OPENAI_TIMEOUT_SECONDS. On Vercel below the worker's maxDuration (300 s). */
  modelTimeoutSecondsDefault: 300,
  modelTimeoutSecondsVercel: 220,
  /** Below deadlineSeconds, to leave time for storing the answer. */
  modelTimeoutSecondsMax: 800,
  /** The smallest context size that can be configured. */
  contextTokensMin: 512,
  /** The part of a model's context that is reserved for an answer without maxTokens. */
  contextAnswerShare: 0.25,
  /** The failures of one model after which a job uses the next fallback, if there is one. */
  modelFailuresMax: 3,
  /** The paid calls of one model without an answer, after which a job ends or uses the next fallback. */
  paidTriesMax: 2,
  /** The outages in a row that open a model's circuit, how long it stays open, and how long outages count. */
  circuitFailuresMax: 5,
  circuitOpenSeconds: 15,
  circuitKeptSeconds: 10 * 60,
  /** How long a process that claims from PostgreSQL caches the circuits. */
  circuitCacheMs: 1_000,
  /** The tokens that a budget, and a model's token bucket, reserve for an answer without maxTokens. */
  budgetedAnswerTokensMax: 4_096,
  /** The fewest remaining tokens with which a budget allows an answer, unless the caller's maxTokens is smaller. */
  budgetedAnswerTokensMin: 256,
  /** The pause before a job checks its budget again. */
  budgetRetrySeconds: 2,
  /** The age at which a reservation without a result is released: longer than any call takes. */
  reservationSecondsMax: 20 * 60,
  /** The newest messages of a conversation that a model gets. */
  historyTokensMax: 16_000,
  historyMessagesMax: 200,
  /** The estimated tokens of an image: 1,024 x 1,024 pixels by OpenAI's tables, and any image in low detail. */
  imageTokens: 1_100,
  imageTokensLow: 85,
  /** The largest cached history, and how long KV keeps it. */
  historyCacheCharactersMax: 500_000,
  historyCacheSeconds: 24 * 3600,
  /** How long, and for how many models, a process caches the prices of genai-prices. */
  priceCacheMs: 60_000,
  priceCacheMax: 1_000,
  /** The stored characters of a model's reasoning. */
  thoughtsCharactersMax: 100_000,
  /** The length of a provider's own explanation in an error message. */
  providerSentenceCharactersMax: 300,
  /** The time limit of a model check, and how long its result is cached (a tenth of this for a bad result). */
  modelCheckMs: 2_000,
  modelCheckSeconds: 60,
  /** How long a provider's list of models is cached, and the pause before a retry after a failure. */
  modelListSeconds: 600,
  modelListRetrySeconds: 10,
  /** The creation time, in seconds, of a model without a known one. Clients require a number, and LiteLLM uses this. */
  modelCreatedUnknown: 1_677_610_602,
} as const
