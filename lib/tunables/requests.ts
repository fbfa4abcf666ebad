/** The sizes of requests and replies, and how long clients may cache documents. */
export const requests = {
  /** The length of a session id, with which a client names a conversation. */
  sessionCharactersMax: 255,
  /** The length of an idempotency key, which is indexed. */
  idempotencyKeyCharactersMax: 255,
  /** How long clients may cache this server's plugin. A new version or address appears after this time. */
  pluginCacheSeconds: 300,
  /** The messages in one MCP batch. */
  mcpBatchMax: 10,
  /** The length of a message, and the size of a request's body. */
  messageCharactersMax: 32_000,
  bodyBytesMax: 128 * 1024,
  /** The nesting depth of a `/v1` request's body. JSON schemas of tools are nested. */
  bodyDepthMax: 100,
  /** The items in a `/v1` request, and the ids of stored items among them. */
  itemsMax: 4_000,
  itemReferencesMax: 100,
  /** The size of a page of items. One item may have megabytes, so a page has at least one item. */
  itemPageBytesMax: 4 * 1024 * 1024,
  /** The stored items that are read at once. */
  itemReferencesAtOnce: 8,
  /** The defaults of the OpenAI-compatible API, whose clients send whole transcripts with images. */
  v1BodyBytesDefault: 8 * 1024 * 1024,
  v1MessageCharactersDefault: 1_000_000,
  v1HistoryTokensDefault: 128_000,
  /** The validation errors in one response, the keys of a path, and the length of each text. */
  faultsMax: 20,
  faultPathKeysMax: 20,
  faultCharactersMax: 200,
  /** The length of an error message, and of each field of a log line. */
  errorCharactersMax: 1_000,
  logCharactersMax: 2_000,
  /** GPT Actions reject responses of 100,000 characters or more. */
  pageCharactersMax: 90_000,
  /** The part of a page that is reserved for the members other than its items. */
  pageEnvelopeCharacters: 1_000,
  /** The size of a message's items in lists and responses. */
  shownItemsBytesMax: 40_000,
  /** The size of one MCP tool result. */
  mcpTokensMax: 18_000,
  /** The length of an MCP client's session id. */
  mcpSessionCharactersMax: 200,
  /** How long an MCP client may cache the list of tools. A new scope or version appears after this time. */
  mcpCacheMs: 60_000,
} as const
