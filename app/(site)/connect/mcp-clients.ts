import { pluginAddressProblem } from '#lib/plugin/address'
import type { Client } from './client.ts'
import {
  claudeLink,
  cursorLink,
  mcpUrl,
  pluginUrl,
  serverName,
  shellWord,
  vsCodeLink,
  vsCodeServer,
} from './links.ts'

/** The day on which we read the documentation. */
const checked = '2026-11-29'
const name = serverName
const json = (value: unknown) => JSON.stringify(value, null, 2)

const serverUrl = (url: string) => ({ caption: ['Server URL', '서버 URL'] as const, text: mcpUrl(url) })
const addServer = ['Add the server', '서버 추가'] as const

/**
 * Clients of the MCP server at `url`, set up as their documentation says. The plugin is left out for a URL from which
 * they would not load it.
 */
export const mcpClients = (url: string): Client[] =>
  pluginAddressProblem(url) ? clientsOf(url).map(withoutPlugin) : clientsOf(url)

const withoutPlugin = (client: Client): Client => ({
  ...client,
  ways: client.ways.filter(({ isPlugin }) => !isPlugin),
})

const clientsOf = (url: string): Client[] => [
  {
    id: 'chatgpt',
    name: 'ChatGPT',
    ways: [
      {
        title: ['Custom MCP server', '커스텀 MCP 서버'],
        link: {
          label: ['Open ChatGPT’s plugins', 'ChatGPT 플러그인 열기'],
          href: 'https://chatgpt.com/plugins',
        },
        steps: [
          [
            'Select the plus button, then Add custom MCP server. If it is not there, turn on Developer mode in Settings → Security and login.',
            '+ 버튼을 누르고 Add custom MCP server를 선택합니다. 이 메뉴가 없으면 Settings → Security and login에서 Developer mode를 켜세요.',
          ],
          [
            'Enter a name and the server URL below, and choose OAuth.',
            '이름과 아래의 서버 URL을 입력하고 OAuth를 선택합니다.',
          ],
        ],
        code: serverUrl(url),
        documentation: { url: 'https://developers.openai.com/plugins/quickstart', checked },
      },
      {
        title: ['Plugin', '플러그인'],
        isPlugin: true,
        link: { label: ['Download the plugin', '플러그인 다운로드'], href: pluginUrl(url) },
        steps: [
          [
            'The file contains the address of this server and a skill that says how to use it. An admin of a workspace uploads it on ChatGPT’s plugins page.',
            '파일에는 이 서버의 주소와, 서버 사용법을 설명하는 스킬이 들어 있습니다. 워크스페이스 관리자가 ChatGPT의 플러그인 페이지에서 이 파일을 업로드합니다.',
          ],
        ],
        documentation: {
          url: 'https://developers.openai.com/plugins/build/plugins',
          checked: null,
          because: [
            'The documentation describes the package. It does not say which plans can upload one.',
            '공식 문서에 패키지 형식은 나와 있지만, 어떤 요금제에서 업로드할 수 있는지는 나와 있지 않습니다.',
          ],
        },
      },
    ],
  },
  {
    id: 'claude',
    name: 'Claude',
    ways: [
      {
        link: { label: ['Add to Claude', 'Claude에 추가'], href: claudeLink(url) },
        steps: [
          [
            'The link opens Claude on the web with the form filled in. To add it by hand, choose Customize → Connectors → + → Add custom connector and enter the server URL below. The desktop and mobile apps then have it too.',
            '링크를 누르면 양식이 채워진 상태로 Claude 웹이 열립니다. 직접 추가하려면 Customize → Connectors → + → Add custom connector를 선택하고 아래의 서버 URL을 입력하세요. 한 번 추가하면 데스크톱 앱과 모바일 앱에서도 사용할 수 있습니다.',
          ],
        ],
        code: serverUrl(url),
        documentation: {
          url: 'https://support.claude.com/en/articles/11175166-getting-started-with-custom-connectors-using-remote-mcp',
          checked: null,
          because: [
            'Other servers use links of this form, but we found no documentation of it.',
            '다른 서버에서도 이런 형식의 링크를 사용하지만, 공식 문서에서는 설명을 찾지 못했습니다.',
          ],
        },
      },
    ],
  },
  {
    id: 'claude-code',
    name: 'Claude Code',
    ways: [
      {
        code: {
          caption: addServer,
          text: `claude mcp add --transport http ${name} ${shellWord(mcpUrl(url))}`,
        },
        steps: [
          ['Run this command, then sign in with `/mcp`.', '이 명령을 실행한 다음 `/mcp`로 로그인하세요.'],
        ],
        documentation: { url: 'https://code.claude.com/docs/en/mcp', checked },
      },
      {
        title: ['Plugin, for one session', '플러그인(한 세션에서만 사용)'],
        isPlugin: true,
        code: {
          caption: ['Start with the plugin', '플러그인으로 시작'],
          text: `claude --plugin-url ${shellWord(pluginUrl(url))}`,
        },
        documentation: { url: 'https://code.claude.com/docs/en/whats-new/2026-w19', checked },
      },
    ],
  },
  {
    id: 'codex',
    name: 'Codex',
    ways: [
      {
        code: {
          caption: ['Add the server, and sign in', '서버 추가와 로그인'],
          text: `codex mcp add ${name} --url ${shellWord(mcpUrl(url))}\ncodex mcp login ${name}`,
        },
        documentation: {
          url: 'https://learn.chatgpt.com/docs/extend/mcp',
          checked: null,
          because: [
            'We read there that Codex supports streamable HTTP and OAuth, but not the part on this command. Guides from November 2026 that cite it give this command.',
            '이 문서에서 Codex가 Streamable HTTP와 OAuth를 지원한다는 내용은 확인했지만, 이 명령을 설명하는 부분은 확인하지 못했습니다. 이 문서를 인용한 2026년 11월의 안내 글에는 같은 명령이 나와 있습니다.',
          ],
        },
      },
    ],
  },
  {
    id: 'cursor',
    name: 'Cursor',
    ways: [
      {
        link: { label: ['Add to Cursor', 'Cursor에 추가'], href: cursorLink(url) },
        steps: [
          [
            'Cursor has to be installed. It asks before it adds the server.',
            'Cursor가 설치되어 있어야 합니다. 서버를 추가하기 전에 확인 창이 나타납니다.',
          ],
        ],
        documentation: { url: 'https://cursor.com/docs/mcp/install-links', checked },
      },
      {
        title: ['By hand', '직접 추가'],
        isFolded: true,
        code: {
          caption: ['~/.cursor/mcp.json', '~/.cursor/mcp.json'],
          text: json({ mcpServers: { [name]: { url: mcpUrl(url) } } }),
        },
      },
    ],
  },
  {
    id: 'vs-code',
    name: 'VS Code',
    ways: [
      {
        link: { label: ['Add to VS Code', 'VS Code에 추가'], href: vsCodeLink(url) },
        steps: [
          [
            'VS Code has to be installed. It asks before it adds the server.',
            'VS Code가 설치되어 있어야 합니다. 서버를 추가하기 전에 확인 창이 나타납니다.',
          ],
        ],
        documentation: {
          url: 'https://code.visualstudio.com/docs/copilot/guides/mcp-developer-guide',
          checked,
        },
      },
      {
        title: ['By a command', '명령으로 추가'],
        isFolded: true,
        code: { caption: addServer, text: `code --add-mcp ${shellWord(JSON.stringify(vsCodeServer(url)))}` },
      },
    ],
  },
  {
    id: 'gemini-cli',
    name: 'Gemini CLI',
    ways: [
      {
        code: {
          caption: addServer,
          text: `gemini mcp add --scope user --transport http ${name} ${shellWord(mcpUrl(url))}`,
        },
        steps: [
          [
            'Run this command, then sign in with `/mcp auth gpts`. Since 2026-06-18 Gemini CLI needs an API key or a Code Assist licence: it no longer works with personal Google accounts.',
            '이 명령을 실행한 다음 `/mcp auth gpts`로 로그인하세요. 2026년 6월 18일부터는 API 키나 Code Assist 라이선스가 있어야 Gemini CLI를 사용할 수 있으며, 개인 Google 계정으로는 사용할 수 없습니다.',
          ],
        ],
        documentation: {
          url: 'https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/mcp-server.md',
          checked,
        },
      },
    ],
  },
  {
    id: 'other-mcp',
    name: ['Other MCP clients', '다른 MCP 클라이언트'],
    ways: [
      {
        code: serverUrl(url),
        steps: [
          [
            'The transport is streamable HTTP. A client that cannot sign in sends a key as a bearer token instead.',
            '전송 방식은 Streamable HTTP입니다. 로그인을 지원하지 않는 클라이언트에서는 키를 Bearer 토큰으로 보내세요.',
          ],
        ],
      },
      {
        title: ['List the tools in a terminal', '터미널에서 도구 목록 조회하기'],
        isFolded: true,
        code: {
          caption: ['List the tools', '도구 목록'],
          text: `npx @modelcontextprotocol/inspector --cli ${shellWord(mcpUrl(url))} --transport http \\\n  --method tools/list --header "Authorization: Bearer $API_SECRET_KEY"`,
        },
      },
    ],
  },
]
