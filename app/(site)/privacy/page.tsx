import type { Metadata } from 'next'
import { tunables } from '#lib/tunables'
import { kept } from './kept.ts'

export const metadata: Metadata = {
  title: 'Privacy',
  description:
    'What this server keeps about the people who use it, for how long, and who else gets to see it.',
}

const days = (seconds: number) => Math.round(seconds / 86_400)

/** What the server keeps, in plain words; a privacy policy for the GPT that uses it. */
export default function Privacy() {
  return (
    <>
      <h1>Privacy</h1>
      <p className="lede">
        This is one person’s or one team’s own server. It keeps conversations so that they can go on, and
        shows nobody any advertising. “The operator” below is whoever runs it: the one who gave you its
        address or the GPT that uses it.
      </p>
      <section aria-labelledby="kept">
        <h2 id="kept">What it keeps</h2>
        <table>
          <thead className="unseen">
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">What of it</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(kept).map(([table, { what, how }]) => (
              <tr key={table} data-table={table}>
                <th scope="row">{what}</th>
                <td>{how}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          This is in a database until it is deleted. If the operator has set a number of days, conversations
          that nobody has gone on with for so long are deleted by themselves, with all but what they cost;
          otherwise nothing there expires. A program that keeps the conversation itself, and sends all of it
          each time, has it kept here only for as long as its answer needs, an hour or so.
        </p>
        <p>
          To have your data shown, corrected or deleted, ask the operator. With <code>exportUser</code> in the{' '}
          <a href="/docs#exportUser">reference</a> the operator gets a file of everything that is kept about
          you; <code>deleteUser</code> deletes all of it for good, and <code>deleteConversation</code> one
          conversation. Of somebody with very much, the name goes at once and the rest within the hour. What
          stays of costs no longer says whose they were.
        </p>
        <p>
          Copies for speed are in a key-value store: the latest part of a conversation for{' '}
          {days(tunables.historyCacheSeconds)} day, a person’s newest conversation and answer’s number for{' '}
          {days(tunables.sessionCacheSeconds)} days, daily counts of requests for{' '}
          {days(tunables.countersSeconds)} days, and the counters of the rate limit for two of its windows,
          which are hours or days; those name nobody. An answer that comes while the database is away waits
          there too, for {tunables.deadlineSeconds / 60} minutes at most.
        </p>
      </section>
      <section aria-labelledby="shared">
        <h2 id="shared">Who else gets to see it</h2>
        <ul>
          <li>
            The provider of the <b>model</b> gets each message with the conversation before it, images and
            results of tools included, and the system prompt, but no name, address or id of the person. It is
            OpenAI, or what the operator has chosen; that may be several, of which another is asked when the
            first cannot answer.
          </li>
          <li>
            The <b>queue</b> carries the numbers of conversations and of work to be done, and no text.
          </li>
          <li>
            The services that <b>host</b> the server, its database and its key-value store hold the data for
            the operator, and may log the network addresses of callers as hosts do.
          </li>
          <li>
            If a caller asks for answers to be <b>delivered</b> to an address, they are sent there.
          </li>
          <li>
            Whoever holds the server’s <b>key</b> can read every conversation. In a GPT that is the one who
            made it; people who use it reach the server by that key.
          </li>
        </ul>
        <p>
          Nothing is sold, and nothing is given to anybody else. ChatGPT and other clients keep what they see
          under policies of their own.
        </p>
      </section>
      <section aria-labelledby="not-kept">
        <h2 id="not-kept">What it does not keep</h2>
        <p>
          The server’s log has ids, times and error codes; no text of messages and no keys. The pages load
          nothing from elsewhere. They set cookies for what you do yourself alone: a sign-in under way, for a
          quarter of an hour; a sign-in to the console, for {tunables.sessionDays} days or until you sign out;
          and the language you chose, for a year. A key that you type into the <a href="/docs">reference</a>{' '}
          stays in that tab of your browser, and goes to this server alone.
        </p>
      </section>
    </>
  )
}
