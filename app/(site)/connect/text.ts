import type { Bilingual } from '../components/bilingual.tsx'

/** Texts of the page outside its cards. */
export const texts = {
  title: ['Connect', '연결'],
  description: [
    'How to add this server to ChatGPT, Claude, Codex, Cursor, VS Code, Gemini CLI, Open WebUI, LibreChat and other apps.',
    '이 서버를 ChatGPT, Claude, Codex, Cursor, VS Code, Gemini CLI, Open WebUI, LibreChat 등의 앱에 추가하는 방법을 안내합니다.',
  ],
  heading: ['Connect an app', '앱 연결하기'],
  lede: [
    'Choose your app. Its link or command is made from the address of this server, and contains no key.',
    '사용할 앱을 선택하세요. 링크와 명령에는 이 서버의 주소가 들어 있으며, 키는 들어 있지 않습니다.',
  ],
  contents: ['Apps', '앱 목록'],
  signIn: ['Apps that sign you in', '로그인해서 연결하는 앱'],
  signInLede: [
    'They use the MCP server at `/mcp`. The first time, the app opens a page of this server: sign in there with your personal key or `API_SECRET_KEY`, and allow the app. If you revoke that key or end the sign-in, the app loses access.',
    '`/mcp`의 MCP 서버를 사용합니다. 처음 연결할 때 앱이 이 서버의 로그인 페이지를 엽니다. 개인 키나 `API_SECRET_KEY`로 로그인하고 앱을 허용하세요. 그 키를 폐기하거나 로그인을 해제하면 앱은 더 이상 서버에 접근할 수 없습니다.',
  ],
  withKey: ['Apps that take a base URL and a key', 'Base URL과 키를 입력하는 앱'],
  withKeyLede: [
    'They use the OpenAI-compatible API at `/v1`. Give each app its own key, so that you can revoke it without affecting the others. With a `userId` in the body, the key reaches only that user’s conversations.',
    '`/v1`의 OpenAI 호환 API를 사용합니다. 앱마다 키를 따로 발급하세요. 그러면 다른 앱에 영향을 주지 않고 그 키만 폐기할 수 있습니다. 발급할 때 본문에 `userId`를 넣으면 그 사용자의 대화에만 접근할 수 있는 키가 됩니다.',
  ],
  issueKey: ['Issue a key', '키 발급'],
  importers: ['Apps that import OpenAPI', 'OpenAPI 문서를 가져오는 앱'],
  importersLede: [
    'This short document is for importers with size limits, such as ChatGPT’s Actions. The full document is `/openapi.json`. Calls send a key as a bearer token.',
    'ChatGPT Actions처럼 문서 크기를 제한하는 앱에서 쓸 수 있는 짧은 OpenAPI 문서입니다. 전체 문서는 `/openapi.json`에 있습니다. 호출할 때는 키를 Bearer 토큰으로 보냅니다.',
  ],
  gptEnd: [
    'ChatGPT ends custom GPTs: all of them stop on 2026-12-11, and you can no longer create new ones. Use the MCP server or the plugin instead. The URL above stays for other importers.',
    'ChatGPT의 커스텀 GPT가 종료됩니다. 이제 커스텀 GPT를 새로 만들 수 없고, 기존 커스텀 GPT도 2026년 12월 11일에 모두 중단됩니다. 대신 MCP 서버나 플러그인을 사용하세요. 위의 URL은 다른 앱에서 계속 사용할 수 있습니다.',
  ],
  documentation: ['Documentation', '문서'],
  checked: ['checked {date}', '{date} 확인'],
  unchecked: ['Not checked against its documentation.', '공식 문서로 확인하지 못했습니다.'],
  unconfigured: [
    'This server has no public URL yet. After you set `PUBLIC_URL`, this page shows the links to use.',
    '이 서버에는 아직 공개 URL이 없습니다. `PUBLIC_URL`을 설정하면 이 페이지에 연결 링크가 표시됩니다.',
  ],
  notPublic: [
    'ChatGPT and Claude call from the internet and only over https, but this server’s URL is `{url}`. Deploy it, or set `PUBLIC_URL` to the address of a tunnel. Apps on this machine can use it as it is.',
    'ChatGPT와 Claude는 인터넷을 통해 https로만 서버를 호출하는데, 이 서버의 URL은 `{url}`입니다. 서버를 배포하거나 `PUBLIC_URL`에 터널 주소를 설정하세요. 이 컴퓨터의 앱에서는 그대로 사용할 수 있습니다.',
  ],
} as const satisfies Record<string, Bilingual>
