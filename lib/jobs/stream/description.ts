/** What the OpenAPI document says of a stream of events. */
export const streamDescription = `Server-sent events (WHATWG). Each has a name, a JSON object as data and, where a client may resume, an id:
- \`accepted\`: \`{jobId, conversationId, status, warnings?}\`. The message is stored; from here on only the events tell what becomes of it.
- \`started\`: \`{attempt, model?}\`. A model begins to write.
- \`delta\`: \`{text}\`, to be added to what came before. Its id is the attempt and how far its text has come.
- \`calls\`: \`{calls: [{index, callId?, name?, arguments}]}\`, after the text: pieces of the calls of tools of an answer that was asked for by /v1, to be added by their index.
- \`restarted\`: \`{attempt, model?, reason: {code, message}}\`. Forget the text so far: another attempt writes it again.
- \`waiting\`: \`{waitsFor?}\` or \`{nextAttemptAt?}\`, as in getJob.
- \`completed\`, \`failed\`, \`cancelled\`: the job as getJob gives it, and the end of the stream. The deltas since the last \`started\` or \`restarted\` are exactly its \`response\` when it has completed.
- \`reconnect\`: \`{}\`. Open the stream again with the last id.

Comments keep the connection alive. A connection that breaks is opened again by \`GET /api/jobs/{id}\` with the last id in \`Last-Event-ID\` or \`after\`, also after the end, and of another server. Hanging up cancels nothing.`

const jobId = 'job_01a209f9335da70607a5b73943b1b7e7'

const events: [name: string, id: string, data: object][] = [
  ['accepted', '0', { jobId, conversationId: 42, status: 'running' }],
  ['started', '1.0', { attempt: 1, model: 'gpt-6-luna' }],
  ['delta', '1.13', { text: 'Mount Everest' }],
  ['delta', '1.14', { text: '.' }],
  ['completed', 'end', { jobId, status: 'completed', conversationId: 42, response: 'Mount Everest.' }],
]

export const streamExample = [
  'retry: 1000\n\n',
  ...events.map(([name, id, data]) => `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`),
].join('')
