import type { VariableGroup } from '#lib/env/variables/types'

export const runningVariables: VariableGroup[] = [
  {
    title: { en: 'Log, metrics and traces', ko: '로그, 메트릭, 트레이스' },
    text: {
      en: 'OpenTelemetry is off until one of its own variables names a collector or an exporter. Its other variables work as well.',
      ko: 'OpenTelemetry는 기본적으로 꺼져 있으며, OpenTelemetry 변수로 컬렉터(collector)나 익스포터(exporter)를 지정하면 켜집니다. 아래에 없는 OpenTelemetry 변수도 사용할 수 있습니다.',
    },
    variables: [
      {
        name: 'LOG_LEVEL',
        text: {
          en: 'The lowest level that is logged: `debug`, `info`, `warn` or `error`.',
          ko: '기록할 최소 로그 레벨입니다. `debug`, `info`, `warn`, `error` 중 하나입니다.',
        },
      },
      {
        name: 'LOG_FORMAT',
        default: { en: '`text` in a terminal, else `json`', ko: '터미널에서는 `text`, 그 밖에는 `json`' },
        text: {
          en: '`json` (one object per line) or `text`.',
          ko: '로그 형식입니다. `json`(한 줄에 객체 하나) 또는 `text`입니다.',
        },
      },
      {
        name: 'NO_COLOR',
        text: {
          en: 'Any value turns off the colours of the log.',
          ko: '값이 있으면 로그에 색을 쓰지 않습니다.',
        },
      },
      {
        name: 'FORCE_COLOR',
        text: {
          en: 'Any value except `0` turns on the colours of the log, even without a terminal.',
          ko: '`0`이 아닌 값이 있으면 터미널이 아니어도 로그에 색을 씁니다.',
        },
      },
      {
        name: 'METRICS_TOKEN',
        text: {
          en: "The bearer token that Prometheus sends to `GET /metrics`, at least 16 characters. The owner's key works too.",
          ko: 'Prometheus가 `GET /metrics`에 보내는 Bearer 토큰입니다. 16자 이상이어야 합니다. 소유자 키로도 조회할 수 있습니다.',
        },
        see: 'operations.md',
      },
      {
        name: 'METRICS_PORT',
        text: {
          en: 'A port of 127.0.0.1 that serves `/metrics` without a key.',
          ko: '키 없이 `/metrics`를 제공하는 127.0.0.1의 포트입니다.',
        },
      },
      {
        name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
        text: {
          en: 'The address of a collector for OTLP over HTTP, such as `http://127.0.0.1:4318`.',
          ko: 'OTLP를 HTTP로 받는 컬렉터의 주소입니다. 예: `http://127.0.0.1:4318`.',
        },
        see: 'operations.md#traces',
      },
      {
        name: 'OTEL_EXPORTER_OTLP_PROTOCOL',
        default: { en: '`http/protobuf`', ko: '`http/protobuf`' },
        text: { en: '`http/protobuf` or `http/json`.', ko: '`http/protobuf` 또는 `http/json`입니다.' },
      },
      {
        name: 'OTEL_TRACES_EXPORTER',
        default: { en: '`otlp`', ko: '`otlp`' },
        text: {
          en: 'Where traces go: `otlp`, `console` or `none`.',
          ko: '트레이스를 보낼 곳입니다. `otlp`, `console`, `none` 중 하나입니다.',
        },
      },
      {
        name: 'OTEL_METRICS_EXPORTER',
        default: { en: '`otlp`', ko: '`otlp`' },
        text: {
          en: 'Where metrics go: `otlp`, `console` or `none`.',
          ko: '메트릭을 보낼 곳입니다. `otlp`, `console`, `none` 중 하나입니다.',
        },
      },
      {
        name: 'OTEL_METRIC_EXPORT_INTERVAL',
        default: { en: '`60000`', ko: '`60000`' },
        text: {
          en: 'How often metrics are sent, in milliseconds.',
          ko: '메트릭을 보내는 간격(밀리초)입니다.',
        },
      },
      {
        name: 'OTEL_SERVICE_NAME',
        default: { en: '`gpts-api-server`', ko: '`gpts-api-server`' },
        text: {
          en: 'The name of the service in traces and metrics.',
          ko: '트레이스와 메트릭에 표시되는 서비스 이름입니다.',
        },
      },
      {
        name: 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT',
        text: {
          en: "`true` puts prompts and answers into the model's span. Without it no text is in a trace.",
          ko: '`true`이면 모델 호출의 스팬(span)에 프롬프트와 답변을 기록합니다. 설정하지 않으면 트레이스에 텍스트가 남지 않습니다.',
        },
      },
      {
        name: 'OTEL_SDK_DISABLED',
        text: { en: '`true` turns OpenTelemetry off.', ko: '`true`이면 OpenTelemetry를 끕니다.' },
      },
    ],
  },
  {
    title: { en: 'Vercel', ko: 'Vercel' },
    variables: [
      {
        name: 'CRON_SECRET',
        text: {
          en: "The bearer token that a cron sends to `GET /api/cron/rollup` and `/api/cron/sweep`, at least 16 characters. Vercel's cron sends it automatically. Without this variable the two endpoints reject every caller.",
          ko: 'cron이 `GET /api/cron/rollup`과 `GET /api/cron/sweep`에 보내는 Bearer 토큰입니다. 16자 이상이어야 합니다. Vercel의 cron은 자동으로 보냅니다. 설정하지 않으면 두 엔드포인트가 모든 호출을 거부합니다.',
        },
        see: 'vercel.md',
      },
      {
        name: 'MIGRATE_PREVIEWS',
        text: {
          en: '`true` lets the build of a Vercel preview migrate its database. Set it only if previews have their own database, such as a branch at Neon. Otherwise they change the production database.',
          ko: '`true`이면 Vercel 프리뷰 빌드에서도 데이터베이스를 마이그레이션합니다. Neon 브랜치처럼 프리뷰 전용 데이터베이스가 있을 때만 설정하세요. 그렇지 않으면 프로덕션 데이터베이스가 변경됩니다.',
        },
      },
    ],
  },
  {
    title: { en: 'Local development', ko: '로컬 개발' },
    variables: [
      {
        name: 'LOCAL_REDIS_URL',
        text: {
          en: 'A real Redis, such as `redis://127.0.0.1:6379`, that `npm run dev` and `npm run local` use instead of the embedded one.',
          ko: '`npm run dev`와 `npm run local`에서 내장 Redis 대신 사용할 실제 Redis의 주소입니다. 예: `redis://127.0.0.1:6379`.',
        },
      },
      {
        name: 'CHROMIUM_PATH',
        default: { en: '`/usr/bin/chromium`', ko: '`/usr/bin/chromium`' },
        text: {
          en: 'The Chromium that the tests of pages and `npm run screenshot` use.',
          ko: '페이지 테스트와 `npm run screenshot`이 사용하는 Chromium의 경로입니다.',
        },
      },
    ],
  },
]
