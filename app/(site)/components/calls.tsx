import { tunables } from '#lib/tunables'
import { Code } from './code.tsx'
import { answers, commands } from './examples.ts'

/** How to ask, how to get an answer that takes long, and how to go on. */
export function Calls({ serverUrl, model }: { serverUrl: string; model: string }) {
  const { first, poll, byConversation, bySession } = commands(serverUrl)
  const { answered, accepted } = answers(model)
  return (
    <>
      <section aria-labelledby="first-call">
        <h2 id="first-call">The first call</h2>
        <p>
          Calls carry a key as a bearer token: the owner’s <code>API_SECRET_KEY</code>, or one that it has
          issued. <code>userId</code> is your own name for the person who speaks; a new one is added by
          itself.
        </p>
        <Code caption="Send a message" text={first} copy />
        <Code caption="Its answer, status 200" text={answered} />
      </section>
      <section aria-labelledby="second-call">
        <h2 id="second-call">When the answer takes longer</h2>
        <p>
          The call waits {tunables.waitSecondsDefault} seconds unless <code>wait</code> says otherwise, then
          answers 202 with a job, and the work goes on. Don’t send the message again: ask for the job until
          its <code>status</code> is <code>completed</code>, <code>failed</code> or <code>cancelled</code>.
          With <code>wait</code>, the server holds the request until then.
        </p>
        <Code caption="Its answer, status 202" text={accepted} />
        <Code caption="Ask for the job" text={poll} copy />
      </section>
      <section aria-labelledby="conversation">
        <h2 id="conversation">Go on with a conversation</h2>
        <p>
          Send the <code>conversationId</code> of an answer to go on with its conversation.
        </p>
        <Code caption="By the server’s id" text={byConversation} copy />
        <p>
          Or name it yourself: the first message with a <code>sessionId</code> starts a conversation, later
          ones continue it. <a href="/connect">ChatGPT</a> needs neither when you have signed in for yourself:
          it names its conversation in every call.
        </p>
        <Code caption="By your own id" text={bySession} copy />
      </section>
    </>
  )
}
