/** The description of an event stream in the OpenAPI document. */
export const streamDescription = `Server-sent events (WHATWG). Each event has a name, a JSON object as data and, if a client can resume after it, an id:
- \`accepted\`: \`{jobId, conversationId, status, warnings?}\`. The message is stored. From here on, errors arrive as events.
- \`started\`: \`{attempt, model?}\`. A model begins to write.
- \`delta\`: \`{text}\`, append it to the text before. Its id is the number of the attempt and the length of its text so far.
- \`calls\`: \`{calls: [{index, callId?, name?, arguments}]}\`, after the text: pieces of tool calls, to be joined by index. Only answers to requests under /v1 have them.
- \`restarted\`: \`{attempt, model?, reason: {code, message}}\`. Discard the text so far: another attempt writes it again.
- \`waiting\`: \`{waitsFor?}\` or \`{nextAttemptAt?}\`, as in getJob.
- \`completed\`, \`failed\`, \`cancelled\`: the job as getJob returns it. The stream ends. For a completed job, the deltas since the last \`started\` or \`restarted\` are exactly its \`response\`.
- \`reconnect\`: \`{}\`. Open the stream again with the last id.

Comments keep the connection alive. To resume a broken connection, call \`GET /api/jobs/{id}\` with the last id in \`Last-Event-ID\` or \`after\`. This works on any server, and also after the end. Closing the connection cancels nothing.`

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
