/** The data about people in each table of the database. */
export const storedData: Record<string, { what: string; how: string }> = {
  users: {
    what: 'People',
    how: 'The id that callers use for a person. A name and an e-mail address if a caller gave them.',
  },
  conversations: {
    what: 'Conversations',
    how: 'The user, a title, and the caller’s own id of the conversation, such as ChatGPT’s.',
  },
  messages: {
    what: 'Messages',
    how: 'The text of every question and answer, the images sent, tool calls and their results, the time of each, metadata that callers attached, and the reasoning of models that return it.',
  },
  jobs: {
    what: 'Work on answers',
    how: 'For each question: the model, its settings, the system prompt and the offered tools, the key that asked, the number of attempts, and the reason for a failure.',
  },
  job_attempts: {
    what: 'Attempts at answers',
    how: 'When an attempt without an answer began and ended, which model it asked, and why it failed. Deleted with the job.',
  },
  usage_ledger: {
    what: 'Costs',
    how: 'The tokens of each model call, by person and key. These rows stay after the person’s other data is deleted.',
  },
  usage_failures: {
    what: 'Failures',
    how: 'When an answer failed, by person and key, with the model and the error code. These rows stay after the person’s other data is deleted.',
  },
  usage_rollups: { what: 'Sums of costs', how: 'The same, added up by hour and day.' },
  api_usage: {
    what: 'Counts of requests',
    how: 'How often each person used each part of the server, and the time of the last use.',
  },
  user_activity: {
    what: 'Last messages',
    how: 'When each person sent the last message. Deleted with the person.',
  },
  api_keys: {
    what: 'Keys',
    how: 'A hash and the first characters of each issued key, its name, its scopes and user, and when it was last used. Never the key itself.',
  },
  oauth_grants: {
    what: 'Allowed apps',
    how: 'Which app may act for which person, with which scopes, and until when. Ends with the person’s key or data.',
  },
  oauth_records: {
    what: 'Sign-ins',
    how: 'Registered apps, and hashes of their codes and tokens. New tokens are kept encrypted for 30 seconds, for an app that repeats its request. Deleted when they expire.',
  },
  console_sessions: {
    what: 'Sessions of the console',
    how: 'Which browsers are signed in to the console, for which person, and when each was last used. Hashes of their tokens, never the tokens. Deleted when they expire.',
  },
  webhook_deliveries: {
    what: 'Deliveries',
    how: 'The URLs to which answers and events are sent, and whether they were delivered.',
  },
  webhook_endpoints: {
    what: 'Webhook endpoints',
    how: 'The URLs that get the events of one person or of all, and their encrypted secrets.',
  },
  event_subscriptions: {
    what: 'Subscriptions to events',
    how: 'The URL that an app gave to learn of new answers, for which person, until when, and its encrypted secret. Ends with the app’s sign-in, and is deleted a week later.',
  },
  budgets: { what: 'Budgets', how: 'How much each person may spend in a day or a month, and has spent.' },
  budget_reservations: {
    what: 'Reservations',
    how: 'The part of a budget that is reserved for an answer in progress.',
  },
  usage_rollup_state: {
    what: 'Progress of the sums',
    how: 'The time up to which costs are added up. Nothing personal.',
  },
  webhook_attempts: { what: 'Attempts at deliveries', how: 'The receiver’s response, and its time.' },
  search_documents: {
    what: 'Search index',
    how: 'The words of each message and title, used to search conversations. Deleted with the conversation.',
  },
  search_progress: {
    what: 'Progress of the index',
    how: 'The last message in the index. Nothing personal.',
  },
  processes: {
    what: 'Processes',
    how: 'Which processes of this server run, and on which machine. Nothing personal.',
  },
  lost_calls: {
    what: 'Lost calls',
    how: 'Which model calls were lost with their process, until their cost is recorded. Only job ids.',
  },
  user_deletions: {
    what: 'Deletions',
    how: 'The progress of deleting a person with much data, and the number of deleted records. No name. Deleted after 30 days.',
  },
  schedules: { what: 'Schedules', how: 'When scheduled tasks last ran. Nothing personal.' },
}
