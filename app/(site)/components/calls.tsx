import { tunables } from '#lib/tunables'
import { Code } from './code.tsx'
import { answers, commands } from './examples.ts'

/** Examples: send a message, wait for a slow answer, continue a conversation. */
export function Calls({ serverUrl, model }: { serverUrl: string; model: string }) {
  const { first, poll, byConversation, bySession } = commands(serverUrl)
  const { answered, accepted } = answers(model)
  return (
    <>
      <section aria-labelledby="first-call">
        <h2 id="first-call">The first call</h2>
        <p>
          Send an API key as a bearer token: the owner’s <code>API_SECRET_KEY</code>, or a key that the owner
          issued. <code>userId</code> is your own id for the person who writes. A new id creates a user.
        </p>
        <Code caption="Send a message" text={first} copy />
        <Code caption="Its answer, status 200" text={answered} />
      </section>
      <section aria-labelledby="second-call">
        <h2 id="second-call">When the answer takes longer</h2>
        <p>
          The call waits {tunables.waitSecondsDefault} seconds unless you set <code>wait</code>. Then it
          returns 202 with a job, which keeps running. Don’t send the message again: poll the job until its{' '}
          <code>status</code> is <code>completed</code>, <code>failed</code> or <code>cancelled</code>. With{' '}
          <code>wait</code>, the server holds the request until then.
        </p>
        <Code caption="Its answer, status 202" text={accepted} />
        <Code caption="Ask for the job" text={poll} copy />
      </section>
      <section aria-labelledby="conversation">
        <h2 id="conversation">Continue a conversation</h2>
        <p>
          Send the <code>conversationId</code> of an answer to continue its conversation.
        </p>
        <Code caption="By the server’s id" text={byConversation} copy />
        <p>
          Or choose an id yourself: the first message with a <code>sessionId</code> starts a conversation, and
          later ones continue it. <a href="/connect">ChatGPT</a> needs neither id if you signed in for
          yourself: it sends the id of its conversation in every call.
        </p>
        <Code caption="By your own id" text={bySession} copy />
      </section>
    </>
  )
}
