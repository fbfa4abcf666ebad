/** What each table of the database keeps about people, in plain words. */
export const kept: Record<string, { what: string; how: string }> = {
  users: {
    what: 'People',
    how: 'The id by which callers name a person; a name and an e-mail address if they were given.',
  },
  conversations: {
    what: 'Conversations',
    how: 'Whose they are, a title, and the caller’s own id of them, such as ChatGPT’s.',
  },
  messages: {
    what: 'Messages',
    how: 'The text of every question and answer, images that were sent, calls of tools and their results, when each was written, what callers attached to it, and the thoughts of models that tell them.',
  },
  jobs: {
    what: 'Work on answers',
    how: 'The model and settings of each question with its system prompt and the tools that it offered, the key that asked, how often it was tried, and why it failed.',
  },
  job_attempts: {
    what: 'Attempts at answers',
    how: 'When an attempt without an answer began and ended, which model it asked, and why it failed. They go with their job.',
  },
  usage_ledger: {
    what: 'Costs',
    how: 'The tokens of each call to the model, by person and key. These rows outlive the person’s other data.',
  },
  usage_failures: {
    what: 'Failures',
    how: 'When an answer failed, by person and key, with the model and the code of the error. These rows outlive the person’s other data.',
  },
  usage_rollups: { what: 'Sums of costs', how: 'The same, added up by hour and day.' },
  api_usage: {
    what: 'Counts of requests',
    how: 'How often each person used which part of the server, and when last.',
  },
  user_activity: {
    what: 'Last messages',
    how: 'When each person sent the last message. It goes with the person.',
  },
  api_keys: {
    what: 'Keys',
    how: 'A fingerprint and the first letters of each further key, its name, what it may do and for whom, and when it was last used. Never the key itself.',
  },
  oauth_grants: {
    what: 'Allowed apps',
    how: 'Which app may act for whom, what it may do, and until when. It ends with the person’s key or data.',
  },
  oauth_records: {
    what: 'Sign-ins',
    how: 'Apps that have registered, and fingerprints of their codes and tokens. New tokens are kept sealed for 30 seconds, for an app that asks twice. Deleted when they expire.',
  },
  console_sessions: {
    what: 'Sessions of the console',
    how: 'Which browsers are signed in to the console, for whom, and when one was last used. Fingerprints of their tokens, never the tokens. Deleted when they expire.',
  },
  webhook_deliveries: {
    what: 'Deliveries',
    how: 'The addresses to which answers and events are sent, and whether that was done.',
  },
  webhook_endpoints: {
    what: 'Webhook endpoints',
    how: 'The addresses that get the events of a person or of everybody, and their secrets, which are encrypted.',
  },
  event_subscriptions: {
    what: 'Subscriptions to events',
    how: 'The addresses at which an app is told that an answer is there, for whom, until when, and its secret, which is encrypted. They end with the app’s sign-in, and are deleted a week after.',
  },
  budgets: { what: 'Budgets', how: 'What each person may spend in a day or a month, and has spent.' },
  budget_reservations: {
    what: 'Reservations',
    how: 'What is kept free in a budget for an answer that is being given.',
  },
  usage_rollup_state: {
    what: 'Progress of the sums',
    how: 'Up to when costs have been added up. Nothing personal.',
  },
  webhook_attempts: { what: 'Tries of deliveries', how: 'What the receiver answered, and when.' },
  search_documents: {
    what: 'Index of searches',
    how: 'The words of each message and title, by which conversations are found. They go with their conversation.',
  },
  search_progress: {
    what: 'Progress of the index',
    how: 'Up to which message there is an index. Nothing personal.',
  },
  processes: {
    what: 'Processes',
    how: 'Which processes of this server are at work, and on which machine. Nothing personal.',
  },
  lost_calls: {
    what: 'Lost calls',
    how: 'Which calls of a model were lost with their process, until their cost is noted. Numbers of jobs alone.',
  },
  user_deletions: {
    what: 'Deletions',
    how: 'How far the deletion of somebody with very much has come, and how much it was; no name. Gone after 30 days.',
  },
  schedules: { what: 'Schedules', how: 'When regular chores last ran. Nothing personal.' },
}
