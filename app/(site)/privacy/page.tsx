import type { Metadata } from 'next'
import { tunables } from '#lib/tunables'
import { storedData } from './stored-data.ts'

export const metadata: Metadata = {
  title: 'Privacy',
  description:
    'The data that this server keeps about its users, how long it keeps the data, and who else can see it.',
}

const days = (seconds: number) => Math.round(seconds / 86_400)

/** The privacy policy: which data the server keeps. A GPT that uses the server links to it. */
export default function Privacy() {
  return (
    <>
      <h1>Privacy</h1>
      <p className="lede">
        This server belongs to one person or one team. It keeps conversations so that you can continue them,
        and shows no advertising. “The operator” is the person or team that runs it and that gave you its
        address or the GPT that uses it.
      </p>
      <section aria-labelledby="kept">
        <h2 id="kept">What it keeps</h2>
        <table>
          <thead className="unseen">
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">Data</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(storedData).map(([table, { what, how }]) => (
              <tr key={table} data-table={table}>
                <th scope="row">{what}</th>
                <td>{how}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          The database keeps this data until it is deleted. If the operator has set a number of days,
          conversations without a new message for that time are deleted automatically; only their costs stay.
          Otherwise nothing there expires. Some programs keep the conversation themselves and send all of it
          each time. The server then keeps it only while it answers, for about an hour.
        </p>
        <p>
          To see, correct or delete your data, ask the operator. With <code>exportUser</code> in the{' '}
          <a href="/docs#exportUser">reference</a> the operator gets a file of everything that is kept about
          you. <code>deleteUser</code> deletes all of it permanently, and <code>deleteConversation</code>{' '}
          deletes one conversation. If you have very much data, your name is deleted at once and the rest
          within the hour. The costs that stay no longer name you.
        </p>
        <p>
          A key-value store keeps copies for speed: the latest part of a conversation for{' '}
          {days(tunables.historyCacheSeconds)} day, the ids of a person’s newest conversation and answer for{' '}
          {days(tunables.sessionCacheSeconds)} days, daily counts of requests for{' '}
          {days(tunables.countersSeconds)} days, and the rate-limit counters for two of their windows, which
          are hours or days. These counters name no person. If the database is unavailable when an answer
          arrives, the answer waits there too, for at most {tunables.deadlineSeconds / 60} minutes.
        </p>
      </section>
      <section aria-labelledby="shared">
        <h2 id="shared">Who else can see it</h2>
        <ul>
          <li>
            The provider of the <b>model</b> gets each message with the conversation before it, including
            images and tool results, and the system prompt. It gets no name, address or id of the person. The
            provider is OpenAI, or one or several that the operator has chosen. If the first cannot answer,
            the server asks the next.
          </li>
          <li>
            The <b>queue</b> carries the ids of conversations and jobs, and no text.
          </li>
          <li>
            The services that <b>host</b> the server, its database and its key-value store store the data for
            the operator, and may log the network addresses of callers.
          </li>
          <li>
            If a caller asks to have answers <b>delivered</b> to a URL, the server sends them there.
          </li>
          <li>
            Every person with the server’s <b>key</b> can read every conversation. For a GPT, its creator has
            this key, and people who use the GPT reach the server with it.
          </li>
        </ul>
        <p>
          No data is sold, and no data is given to anyone else. ChatGPT and other clients keep the data that
          they see under their own policies.
        </p>
      </section>
      <section aria-labelledby="not-kept">
        <h2 id="not-kept">What it does not keep</h2>
        <p>
          The server’s log has ids, times and error codes, but no text of messages and no keys. The pages load
          nothing from other sites. They set cookies only for your own actions: a sign-in in progress, for 15
          minutes; a sign-in to the console, for {tunables.sessionDays} days or until you sign out; and the
          language that you chose, for a year. A key that you type into the <a href="/docs">reference</a>{' '}
          stays in that tab of your browser, and goes only to this server.
        </p>
      </section>
    </>
  )
}
