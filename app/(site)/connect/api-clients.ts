import type { Client } from './client.ts'

/** The day on which we read the documentation. */
const checked = '2026-11-29'

/** Clients of the OpenAI-compatible API at `url`. They show `model` until they have read the list of models. */
export const apiClients = (url: string, model: string): Client[] => [
  {
    id: 'open-webui',
    name: 'Open WebUI',
    ways: [
      {
        steps: [
          [
            'In Admin Settings → Connections → OpenAI → Manage, add a connection with this URL and the key.',
            'Admin Settings → Connections → OpenAI → Manage에서 아래의 URL과 키를 입력해 연결을 추가합니다.',
          ],
          [
            'Set `ENABLE_FORWARD_USER_INFO_HEADERS=true`, so that each person is a user here, and each chat a conversation.',
            '`ENABLE_FORWARD_USER_INFO_HEADERS=true`를 설정하면 Open WebUI의 사용자와 채팅이 각각 이 서버의 사용자와 대화로 저장됩니다.',
          ],
        ],
        code: baseUrl(url),
        documentation: {
          url: 'https://docs.openwebui.com/getting-started/quick-start/connect-a-provider/starting-with-openai/',
          checked,
        },
      },
    ],
  },
  {
    id: 'librechat',
    name: 'LibreChat',
    ways: [
      {
        steps: [
          [
            'Add this to `librechat.yaml`, put the key into `.env` as `GPTS_API_KEY`, and start LibreChat again.',
            '`librechat.yaml`에 다음을 추가하고, `.env`의 `GPTS_API_KEY`에 키를 설정한 다음 LibreChat을 다시 시작합니다.',
          ],
        ],
        code: { caption: ['librechat.yaml', 'librechat.yaml'], text: libreChat(url, model) },
        documentation: { url: 'https://www.librechat.ai/docs/quick_start/custom_endpoints', checked },
      },
    ],
  },
  {
    id: 'other-api',
    name: ['OpenAI’s SDKs and other clients', 'OpenAI SDK와 다른 클라이언트'],
    ways: [{ code: baseUrl(url) }],
  },
]

function baseUrl(url: string) {
  return { caption: ['Base URL', 'Base URL'] as const, text: `${url}/v1` }
}

/** Every JSON string is a YAML string too, so any URL is quoted correctly. */
const libreChat = (url: string, model: string) => `endpoints:
  custom:
    - name: "GPTs"
      apiKey: "\${GPTS_API_KEY}"
      baseURL: ${JSON.stringify(`${url}/v1`)}
      models: { default: [${JSON.stringify(model)}], fetch: true }
      headers:
        X-OpenWebUI-User-Id: "{{LIBRECHAT_USER_ID}}"`
