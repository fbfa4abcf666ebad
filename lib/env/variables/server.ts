import type { VariableGroup } from '#lib/env/variables/types'

export const serverVariables: VariableGroup[] = [
  {
    title: { en: 'The server', ko: '서버' },
    variables: [
      {
        name: 'API_SECRET_KEY',
        required: 'always',
        text: {
          en: "The owner's key, at least 16 characters. `openssl rand -base64 32` prints one. The owner may do everything with it, and issue further keys.",
          ko: '소유자 키입니다. 16자 이상이어야 하며 `openssl rand -base64 32`로 만들 수 있습니다. 이 키로 모든 기능을 사용하고 다른 키를 발급할 수 있습니다.',
        },
      },
      {
        name: 'PUBLIC_URL',
        required: 'called',
        default: {
          en: "`http://HOST:PORT`; on Vercel the deployment's own",
          ko: '`http://HOST:PORT`. Vercel에서는 배포 주소',
        },
        text: {
          en: 'The address at which clients, and QStash or Inngest, reach this server. For clients on the same machine the default is enough.',
          ko: '클라이언트와 QStash 또는 Inngest가 이 서버에 접속하는 주소입니다. 같은 머신의 클라이언트만 접속한다면 기본값으로 충분합니다.',
        },
      },
      {
        name: 'PUBLIC_URLS',
        text: {
          en: 'Further addresses of the same server, separated by commas: at most 10, each with its own host. The proxy has to pass on the `Host` header. Queues and webhooks use only `PUBLIC_URL`.',
          ko: '같은 서버의 추가 주소입니다. 쉼표로 구분해 최대 10개까지 적을 수 있으며, 주소마다 호스트가 달라야 합니다. 프록시는 `Host` 헤더를 그대로 전달해야 합니다. 큐와 웹훅은 `PUBLIC_URL`만 사용합니다.',
        },
        see: 'self-hosting.md#several-addresses',
      },
      {
        name: 'HOST',
        default: { en: '`127.0.0.1`', ko: '`127.0.0.1`' },
        text: {
          en: 'The address on which `npm start` listens.',
          ko: '`npm start`가 수신 대기(listen)하는 주소입니다.',
        },
      },
      {
        name: 'PORT',
        default: { en: '`3000`', ko: '`3000`' },
        text: {
          en: 'The port on which the server listens, also with `npm run dev` and `npm run local`.',
          ko: '서버가 수신 대기하는 포트입니다. `npm run dev`와 `npm run local`에도 적용됩니다.',
        },
      },
      {
        name: 'WEB_CONCURRENCY',
        default: {
          en: 'one for each core and GB of memory, at most 4',
          ko: '코어 1개와 메모리 1GB마다 1개, 최대 4개',
        },
        text: {
          en: 'How many processes share the port with `npm start` and `npm run local`.',
          ko: '`npm start`와 `npm run local`에서 포트를 공유하는 프로세스 수입니다.',
        },
      },
      {
        name: 'WORKER_CONCURRENCY',
        text: {
          en: 'How many jobs each process runs at once when PostgreSQL is the queue. `0` serves only HTTP. Then also run `npm run worker`.',
          ko: 'PostgreSQL을 큐로 쓸 때 프로세스마다 동시에 실행하는 작업 수입니다. `0`이면 HTTP만 제공하므로 `npm run worker`를 따로 실행해야 합니다.',
        },
      },
    ],
  },
]
