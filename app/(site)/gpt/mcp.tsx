import { Code } from '../components/code.tsx'

/** How to add the MCP server to the clients that take one. */
export function McpClients({ url }: { url: string }) {
  const address = `${url}/mcp`
  const settings = {
    mcpServers: {
      gpts: { type: 'http', url: address, headers: { Authorization: 'Bearer <your key>' } },
    },
  }
  return (
    <section aria-labelledby="mcp">
      <h2 id="mcp">Add it to an MCP client</h2>
      <p>
        The server speaks MCP by streamable HTTP: every operation is a tool, and conversations are resources.
        Clients sign a person in by OAuth, or send a key as a bearer token: <code>API_SECRET_KEY</code>, or
        better one of their own, as for a GPT, with which they see the tools of its scopes.
      </p>
      <Code caption="MCP server" text={address} copy />
      <h3>Claude Code</h3>
      <Code
        caption="Add the server"
        text={`claude mcp add --transport http gpts ${address} \\\n  --header "Authorization: Bearer $API_SECRET_KEY"`}
        copy
      />
      <h3>Cursor, VS Code and others with a settings file</h3>
      <p>
        Most read this form; VS Code names the first member <code>servers</code>.
      </p>
      <Code caption="Settings" text={JSON.stringify(settings, null, 2)} copy />
      <h3>To look at it by hand</h3>
      <Code
        caption="List the tools"
        text={`npx @modelcontextprotocol/inspector --cli ${address} --transport http \\\n  --method tools/list --header "Authorization: Bearer $API_SECRET_KEY"`}
        copy
      />
      <h3>ChatGPT and Claude on the web</h3>
      <p>
        Add a custom connector with the address above, and choose <b>OAuth</b> if you are asked. It registers
        itself and opens this server’s page: sign in there with your personal key, or with{' '}
        <code>API_SECRET_KEY</code>, say for which user it is to act, and allow it. Revoke the key, and its
        access ends. Clients on your own machine can sign in the same way instead of sending a key.
      </p>
    </section>
  )
}
