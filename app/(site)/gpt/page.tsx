import type { Metadata } from 'next'
import { connection } from 'next/server'
import { publicUrl } from '#app/(site)/components/public-url'
import { Code } from '../components/code.tsx'
import { instructions } from './instructions.ts'
import { McpClients } from './mcp.tsx'
import { SignIn } from './sign-in.tsx'

export const metadata: Metadata = {
  title: 'GPT and MCP',
  description: 'How to make a custom GPT that uses this server, and how to add the server to MCP clients.',
}

/** Walks a person through making a GPT, and through adding the MCP server to other clients. */
export default async function Gpt() {
  await connection()
  const url = publicUrl()
  return (
    <>
      <h1>Use it from a GPT or an MCP client</h1>
      <p className="lede">
        Both get the same operations. What they need of you is this server’s address and a key.
      </p>
      {!url.startsWith('https://') && <NotPublic url={url} />}
      <section aria-labelledby="gpt">
        <h2 id="gpt">Make a custom GPT</h2>
        <ol className="steps">
          <li>
            In ChatGPT, open <b>Explore GPTs</b>, then <b>Create</b>, and turn to <b>Configure</b>. Name the
            GPT and paste these as its <b>Instructions</b>:
            <Code caption="Instructions" text={instructions} copy prose />
            If the GPT is for one person alone, with a key of theirs as below, put “Leave userId out of every
            call.” in the place of the sentence that begins “Use the same userId”.
          </li>
          <li>
            Under <b>Actions</b>, choose <b>Create new action</b>, then <b>Import from URL</b>, with this
            address:
            <Code caption="Import URL" text={`${url}/openapi.json?profile=gpt`} copy />
          </li>
          <li>
            Give the GPT a key of its own, which can do no more than chat and can be revoked without any other
            being changed. For one person alone add their <code>"userId"</code>: the key then reaches nobody
            else’s conversations.
            <Code caption="Issue a key" text={issueKey(url)} copy />
            Open <b>Authentication</b>. Choose <b>API Key</b>, paste the <code>key</code> of the answer, and
            set <b>Auth Type</b> to <b>Bearer</b>. ChatGPT keeps the key; people who use the GPT don’t see it.
          </li>
          <li>
            To share the GPT, ChatGPT asks for the address of a <b>privacy policy</b>.{' '}
            <a href="/privacy">This one</a> says what the server keeps:
            <Code caption="Privacy policy" text={`${url}/privacy`} copy />
          </li>
          <li>
            Try it in the preview: “Ask my server what the highest mountain is.” ChatGPT asks once whether it
            may talk to the server.
          </li>
        </ol>
        <p>
          The key stands for the GPT, not for the person who talks to it: share it with people whom you would
          give the key itself. If each person is to have conversations of their own, let them sign in instead.
        </p>
      </section>
      <SignIn url={url} />
      <McpClients url={url} />
    </>
  )
}

const issueKey = (url: string) =>
  `curl ${url}/api/keys \\
  -H "Authorization: Bearer $API_SECRET_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"name":"My GPT","scopes":["chat"]}'`

function NotPublic({ url }: { url: string }) {
  return (
    <p className="notice">
      ChatGPT calls from the outside and only by https.{' '}
      {url ? 'This server’s address is ' : 'This server has no address yet'}
      {url && <code>{url}</code>}: deploy it, or set <code>PUBLIC_URL</code> to a tunnel, and this page shows
      the addresses to use. MCP clients on this machine can use it as it is.
    </p>
  )
}
