import type { VariableGroup } from '#lib/env/variables/types'

export const peopleVariables: VariableGroup[] = [
  {
    title: { en: 'Sign-in', ko: '로그인' },
    text: {
      en: 'With an OpenID provider, people can sign in to the console, and when a client asks to act for them. The callback address is `<PUBLIC_URL>/oauth/callback`, and the same path at each of `PUBLIC_URLS`.',
      ko: 'OpenID 제공자를 설정하면 그 제공자의 계정으로 로그인할 수 있습니다. 콘솔에 로그인할 때와, 클라이언트가 사용자를 대신해 동작하도록 허용할 때 사용합니다. 콜백 URL은 `<PUBLIC_URL>/oauth/callback`이며, `PUBLIC_URLS`의 주소에도 같은 경로를 사용합니다.',
    },
    variables: [
      {
        name: 'OIDC_ISSUER',
        required: 'provider',
        text: { en: 'The https address of the OpenID provider.', ko: 'OpenID 제공자의 https 주소입니다.' },
      },
      {
        name: 'OIDC_CLIENT_ID',
        required: 'provider',
        text: {
          en: 'The client id of this server at the provider.',
          ko: '제공자에 등록한 이 서버의 클라이언트 ID입니다.',
        },
      },
      {
        name: 'OIDC_CLIENT_SECRET',
        required: 'provider',
        text: {
          en: 'The client secret of this server at the provider.',
          ko: '제공자에 등록한 이 서버의 클라이언트 시크릿입니다.',
        },
      },
      {
        name: 'OIDC_ALLOWED',
        required: 'provider',
        text: {
          en: 'Who may sign in: e-mail addresses and `@domains`, separated by commas, in upper or lower case. If the claim is not `email`, list exact values of that claim instead.',
          ko: '로그인을 허용할 이메일 주소나 `@도메인`입니다. 쉼표로 구분하며 대소문자를 구분하지 않습니다. `email`이 아닌 클레임을 쓴다면 그 클레임의 값을 그대로 적으세요.',
        },
        example: 'ada@example.com,@example.org',
      },
      {
        name: 'OIDC_USER_CLAIM',
        text: {
          en: 'The claim that becomes the userId. `email` is accepted only if the provider has verified it.',
          ko: 'userId로 사용할 클레임입니다. `email`은 제공자가 소유를 확인한(verified) 주소만 허용합니다.',
        },
      },
      {
        name: 'OAUTH_REDIRECT_SCHEMES',
        text: {
          en: 'URL schemes of apps that may receive codes by a redirect, separated by commas, such as `myapp` for `myapp://callback`. These are always allowed: https and loopback addresses, reverse domain names such as `com.example.app`, and some well-known apps such as `cursor` and `vscode`.',
          ko: '리디렉션으로 인가 코드를 받을 수 있는 앱의 URL 스킴입니다. 쉼표로 구분합니다. 예를 들어 `myapp://callback`이라면 `myapp`을 적습니다. https 주소와 루프백 주소, `com.example.app` 같은 역방향 도메인 이름, `cursor`나 `vscode` 같은 잘 알려진 앱은 항상 허용됩니다.',
        },
      },
      {
        name: 'OPENAI_APPS_CHALLENGE',
        text: {
          en: 'OpenAI checks the domain of a plugin for its directory with this token. The server returns it at `/.well-known/openai-apps-challenge`.',
          ko: '플러그인을 OpenAI 디렉터리에 등록할 때 OpenAI가 도메인 확인에 사용하는 토큰입니다. 서버가 `/.well-known/openai-apps-challenge`에서 이 토큰을 반환합니다.',
        },
        see: 'connect.md',
      },
    ],
  },
  {
    title: { en: 'Webhooks', ko: '웹훅' },
    variables: [
      {
        name: 'WEBHOOK_SECRET',
        required: 'callbacks',
        text: {
          en: 'Signs the webhooks to the `callbackUrl` of a chat: `whsec_` and 24 to 64 bytes in base64. `echo "whsec_$(openssl rand -base64 32)"` prints one.',
          ko: '채팅의 `callbackUrl`로 보내는 웹훅에 서명하는 시크릿입니다. `whsec_` 뒤에 24~64바이트를 base64로 인코딩한 값을 붙이며, `echo "whsec_$(openssl rand -base64 32)"`로 만들 수 있습니다.',
        },
        see: 'webhooks.md',
      },
      {
        name: 'WEBHOOK_SECRET_PREVIOUS',
        text: {
          en: 'The previous secret, while receivers still use it. Webhooks are then signed with both.',
          ko: '이전 시크릿입니다. 아직 이 시크릿을 사용하는 수신 서버가 있을 때 설정하세요. 설정하면 두 시크릿으로 함께 서명합니다.',
        },
      },
      {
        name: 'WEBHOOK_ALLOW_PRIVATE',
        text: {
          en: '`true` allows webhooks to private addresses and over plain http. The server may then also fetch documents of OAuth clients there. Only for local use: `npm run dev` and `npm run local` set it.',
          ko: '`true`이면 사설 주소와 암호화하지 않은 http 주소로도 웹훅을 보냅니다. 이런 주소에 있는 OAuth 클라이언트 문서도 가져올 수 있습니다. 로컬에서만 사용하세요. `npm run dev`와 `npm run local`은 자동으로 설정합니다.',
        },
      },
    ],
  },
]
