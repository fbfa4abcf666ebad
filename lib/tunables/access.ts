/** Credentials, OAuth, sessions and rate limits. */
export const access = {
  /** The accepted clock difference for signatures and tokens. */
  clockToleranceSeconds: 30,
  /** How long KV caches a credential. A revocation can take this long while KV is unavailable. */
  credentialCacheSeconds: 10,
  /** How long KV stores a revocation: longer than a lookup that began before it. */
  credentialRefusedSeconds: 60,
  /** The lifetimes of codes and tokens. A used refresh token is replaced by a new one. */
  oauthCodeSeconds: 60,
  oauthAccessSeconds: 3_600,
  oauthRefreshSeconds: 60 * 86_400,
  /** How long a repeated refresh gets the same tokens. How long, and how often, a parallel one waits for the first. */
  oauthRefreshGraceSeconds: 30,
  oauthRefreshWaitMs: 5_000,
  oauthRefreshPollMs: 50,
  /** The lifetime of an unfinished sign-in, and of its browser session. */
  oauthSignInSeconds: 15 * 60,
  /** The lifetime of a grant. Then the person must consent again, even if the tokens were refreshed. */
  oauthGrantDays: 365,
  /** The length of an authorization request's query, which is stored during the sign-in. */
  oauthRequestCharactersMax: 8_192,
  /** When a registered client is deleted: one without a grant, and after the last use. */
  oauthUnusedClientDays: 30,
  oauthClientDays: 400,
  /** The failed sign-ins and client registrations per hour and address, and the registrations of all addresses. */
  signInFailuresPerHour: { address: 20 },
  registrationsPerHour: { address: 30, all: 500 },
  /** The client metadata documents that the server fetches per hour and address. */
  clientDocumentsPerHour: { address: 60 },
  /** The authorization requests per hour and address. Each is stored for oauthSignInSeconds. */
  authorizationsPerHour: { address: 300 },
  /** The shown length of an app's name. */
  oauthClientNameCharacters: 200,
  /** The time limit and the size of a client metadata document. */
  oauthFetchTimeoutMs: 2_500,
  oauthFetchBytesMax: 64 * 1024,
  oauthSweepRows: 1_000,
  oauthSweepBatchesMax: 100,
  /** The lifetime of a console session, the precision of its last use, and the sessions of one account. */
  sessionDays: 14,
  sessionUseNotedSeconds: 60,
  sessionsPerAccountMax: 100,
  /** The lengths of a browser's user agent, its sealed cookie, and the key of a sign-in. */
  sessionUserAgentCharacters: 300,
  sessionCookieCharactersMax: 1_000,
  sessionKeyCharactersMax: 1_000,
  sessionSweepRows: 10_000,
  /** The rejected requests of one key or address per minute. Further requests are not read. */
  refusedPerMinuteDefault: 600,
  /** The default limits of a key without a user, and of the whole server, as multiples of one user's limit. */
  keyLimitTimes: 10,
  serverLimitTimes: 100,
  /** The part of the server's limit that a process takes from KV at once: one in this many, up to this maximum. */
  serverLimitBatchShare: 100,
  serverLimitBatchMax: 20,
  /** How long a process caches that the server's limit is reached. */
  serverLimitFullMs: 1_000,
  /** How long a browser caches a CORS preflight response. */
  corsSeconds: 3_600,
  /** The cached callers over a limit. At this size the process removes expired entries. */
  blockedMax: 10_000,
} as const
