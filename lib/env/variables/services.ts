import type { VariableGroup } from '#lib/env/variables/types'

export const serviceVariables: VariableGroup[] = [
  {
    title: { en: 'The database', ko: '데이터베이스' },
    variables: [
      {
        name: 'DATABASE_URL',
        required: 'always',
        text: {
          en: 'PostgreSQL 16 or newer: `postgres://user:password@host:5432/name`. You can leave out the password (`PGPASSWORD`, `~/.pgpass`, peer). You can use a socket (`postgres:///name?host=/var/run/postgresql`). `?sslmode=require` verifies the certificate: `sslrootcert=<file>` names its authority, and `sslmode=no-verify` skips the check. On Vercel the server connects to Neon over HTTP.',
          ko: 'PostgreSQL 16 이상의 주소입니다. 형식은 `postgres://user:password@host:5432/name`입니다. 비밀번호는 생략할 수 있습니다(`PGPASSWORD`, `~/.pgpass`, peer 인증). 소켓으로도 연결할 수 있습니다(`postgres:///name?host=/var/run/postgresql`). `?sslmode=require`는 인증서를 검증합니다. 인증 기관(CA)은 `sslrootcert=<파일>`로 지정하고, 검증을 생략하려면 `sslmode=no-verify`를 사용합니다. Vercel에서는 HTTP로 Neon에 연결합니다.',
        },
      },
      {
        name: 'DATABASE_URL_UNPOOLED',
        required: 'pooler',
        text: {
          en: "PostgreSQL's own address, if `DATABASE_URL` is that of a transaction pooler (Neon's, PgBouncer). Migrations and `LISTEN` use it.",
          ko: '`DATABASE_URL`이 트랜잭션 풀러(Neon 풀러, PgBouncer)의 주소일 때 PostgreSQL에 직접 연결하는 주소입니다. 마이그레이션과 `LISTEN`에 사용합니다.',
        },
        see: 'self-hosting.md#connection-poolers',
      },
      {
        name: 'DATABASE_POOL_SIZE',
        default: { en: '`10`', ko: '`10`' },
        text: {
          en: "Connections of each process. The sum over all processes, plus 1 for each process, must not exceed PostgreSQL's `max_connections`.",
          ko: '프로세스별 연결 수입니다. 모든 프로세스의 연결 수에 프로세스 수를 더한 값이 PostgreSQL의 `max_connections`를 넘지 않아야 합니다.',
        },
      },
      {
        name: 'DATABASE_PREPARED',
        text: {
          en: 'Set `false` for a transaction pooler that loses prepared statements (PgBouncer before 1.21).',
          ko: 'prepared statement를 유지하지 못하는 트랜잭션 풀러(PgBouncer 1.21 미만)를 쓴다면 `false`로 설정합니다.',
        },
      },
      {
        name: 'NEON_PROXY_URL',
        text: {
          en: "An HTTP proxy that speaks Neon's protocol. If it is set, the server connects to the database through it.",
          ko: 'Neon의 프로토콜을 지원하는 HTTP 프록시의 주소입니다. 설정하면 이 프록시를 거쳐 데이터베이스에 연결합니다.',
        },
      },
    ],
  },
  {
    title: { en: 'The key-value store (KV)', ko: '키-값 저장소(KV)' },
    variables: [
      {
        name: 'REDIS_URL',
        required: 'redis',
        text: {
          en: 'Redis 6.2 or newer, or Valkey 7.2 or newer: `redis://user:password@host:6379/0`, or `rediss://` for TLS. If Upstash is also set, the server uses this one, except on Vercel.',
          ko: 'Redis 6.2 이상 또는 Valkey 7.2 이상의 주소입니다. 형식은 `redis://user:password@host:6379/0`이며 TLS를 쓴다면 `rediss://`로 시작합니다. Upstash도 설정했다면 이 값이 우선하지만, Vercel에서는 Upstash가 우선합니다.',
        },
      },
      {
        name: 'KV_REST_API_URL',
        required: 'upstash',
        text: {
          en: 'The address of Upstash Redis (formerly Vercel KV), over HTTP. `UPSTASH_REDIS_REST_URL` also works.',
          ko: 'Upstash Redis(이전 Vercel KV)의 HTTP 주소입니다. `UPSTASH_REDIS_REST_URL`로 설정해도 됩니다.',
        },
      },
      {
        name: 'KV_REST_API_TOKEN',
        required: 'upstash',
        text: {
          en: 'The token of Upstash Redis. `UPSTASH_REDIS_REST_TOKEN` also works.',
          ko: 'Upstash Redis의 토큰입니다. `UPSTASH_REDIS_REST_TOKEN`으로 설정해도 됩니다.',
        },
      },
      {
        name: 'KV_REST_API_READ_ONLY_TOKEN',
        text: {
          en: 'A token that can only read. The server uses it for reads.',
          ko: '읽기 전용 토큰입니다. 설정하면 데이터를 읽을 때 이 토큰을 사용합니다.',
        },
      },
    ],
  },
  {
    title: { en: 'The queue', ko: '큐' },
    variables: [
      {
        name: 'QUEUE',
        default: {
          en: 'QStash or Inngest, if its keys are set (QStash if both are), else `postgres`',
          ko: '키를 설정한 QStash 또는 Inngest(둘 다 설정했으면 QStash), 없으면 `postgres`',
        },
        text: {
          en: '`postgres`, `qstash` or `inngest`. Vercel needs `qstash` or `inngest`.',
          ko: '`postgres`, `qstash`, `inngest` 중 하나입니다. Vercel에서는 `qstash`나 `inngest`가 필요합니다.',
        },
        see: 'vercel.md',
      },
      {
        name: 'QSTASH_TOKEN',
        required: 'qstash',
        text: { en: 'The token of Upstash QStash.', ko: 'Upstash QStash의 토큰입니다.' },
      },
      {
        name: 'QSTASH_CURRENT_SIGNING_KEY',
        required: 'qstash',
        text: { en: "QStash's current signing key.", ko: 'QStash의 현재 서명 키입니다.' },
      },
      {
        name: 'QSTASH_NEXT_SIGNING_KEY',
        required: 'qstash',
        text: { en: "QStash's next signing key.", ko: 'QStash의 다음 서명 키입니다.' },
      },
      {
        name: 'QSTASH_URL',
        text: {
          en: 'The address of another region or server of QStash.',
          ko: '다른 리전이나 다른 QStash 서버의 주소입니다.',
        },
      },
      {
        name: 'INNGEST_EVENT_KEY',
        required: 'inngest',
        text: { en: "Inngest's event key.", ko: 'Inngest의 이벤트 키입니다.' },
      },
      {
        name: 'INNGEST_SIGNING_KEY',
        required: 'inngest',
        text: { en: "Inngest's signing key.", ko: 'Inngest의 서명 키입니다.' },
      },
      {
        name: 'INNGEST_SIGNING_KEY_FALLBACK',
        text: {
          en: 'The other signing key, while you rotate keys.',
          ko: '키를 교체하는 동안 함께 사용할 다른 서명 키입니다.',
        },
      },
      {
        name: 'INNGEST_BASE_URL',
        default: { en: "Inngest's cloud", ko: 'Inngest 클라우드' },
        text: {
          en: 'The address of a self-hosted Inngest server, such as `http://127.0.0.1:8288`.',
          ko: '직접 호스팅하는 Inngest 서버의 주소입니다. 예: `http://127.0.0.1:8288`.',
        },
      },
    ],
  },
]
