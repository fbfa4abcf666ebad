import type { VariableGroup } from '#lib/env/variables/types'

export const limitVariables: VariableGroup[] = [
  {
    title: { en: 'Limits', ko: '제한' },
    variables: [
      {
        name: 'RATE_LIMIT_PER_HOUR',
        text: {
          en: 'Chats an hour for each user. The limit of reads, and of requests that manage jobs, is twenty times as high.',
          ko: '사용자별 시간당 채팅 요청 한도입니다. 조회와 작업 관리 요청의 한도는 이 값의 20배입니다.',
        },
        see: 'api.md#rate-limits',
      },
      {
        name: 'RATE_LIMIT_PER_MINUTE',
        default: { en: 'no limit', ko: '제한 없음' },
        text: { en: 'The same limit for a minute.', ko: '사용자별 분당 채팅 요청 한도입니다.' },
      },
      {
        name: 'RATE_LIMIT_PER_DAY',
        default: { en: 'no limit', ko: '제한 없음' },
        text: { en: 'The same limit for a day.', ko: '사용자별 일일 채팅 요청 한도입니다.' },
      },
      {
        name: 'RATE_LIMIT_KEY_PER_HOUR',
        default: { en: '10 × `RATE_LIMIT_PER_HOUR`', ko: '`RATE_LIMIT_PER_HOUR`의 10배' },
        text: {
          en: 'Chats an hour for each issued key without a user, because such a key may use any number of user ids.',
          ko: '사용자를 지정하지 않고 발급한 키의 시간당 채팅 요청 한도입니다. 이런 키로는 사용자 ID를 몇 개든 쓸 수 있으므로 키마다 따로 한도를 둡니다.',
        },
      },
      {
        name: 'RATE_LIMIT_SERVER_PER_HOUR',
        default: { en: '100 × `RATE_LIMIT_PER_HOUR`', ko: '`RATE_LIMIT_PER_HOUR`의 100배' },
        text: {
          en: 'Chats an hour for all callers together, with every key.',
          ko: '모든 키와 호출자의 요청을 합한, 서버 전체의 시간당 채팅 요청 한도입니다.',
        },
      },
      {
        name: 'RATE_LIMIT_REFUSED_PER_MINUTE',
        text: {
          en: 'How many invalid requests a minute are allowed for each key, or for each address without a key.',
          ko: '잘못된 요청의 분당 한도입니다. 키마다 적용하고, 키가 없는 요청에는 IP 주소마다 적용합니다.',
        },
      },
      {
        name: 'REPEAT_WINDOW_SECONDS',
        text: {
          en: 'If the same message comes again in a conversation within this many seconds after its answer, it gets the same answer. `0` turns this off.',
          ko: '답변한 뒤 이 시간(초) 안에 같은 대화에 같은 메시지가 다시 오면 새로 답변하지 않고 같은 답변을 반환합니다. `0`이면 이 기능을 끕니다.',
        },
      },
      {
        name: 'V1_BODY_BYTES',
        text: {
          en: 'The largest body that `/v1` accepts, in bytes, including images. Vercel itself accepts 4.5 MB.',
          ko: '`/v1`이 받는 본문의 최대 크기(바이트)이며 이미지도 포함합니다. 단, Vercel에서는 플랫폼 제한에 따라 4.5MB까지만 받습니다.',
        },
        see: 'openai-api.md',
      },
      {
        name: 'V1_MESSAGE_CHARACTERS',
        text: {
          en: 'The longest text in a message or item of `/v1`, in characters.',
          ko: '`/v1`의 메시지나 항목 하나에 담을 수 있는 텍스트의 최대 글자 수입니다.',
        },
      },
      {
        name: 'V1_HISTORY_TOKENS',
        text: {
          en: 'How many tokens of a conversation a call of `/v1` sends to the model.',
          ko: '`/v1`을 호출할 때마다 모델에 보내는 대화의 최대 토큰 수입니다.',
        },
      },
      {
        name: 'RETENTION_DAYS',
        default: { en: 'never deleted', ko: '삭제하지 않음' },
        text: {
          en: 'Every hour the server deletes conversations without a new message for this many days. It deletes all their data except their cost. At least 1.',
          ko: '이 기간(일) 동안 새 메시지가 없는 대화를 한 시간마다 찾아 삭제합니다. 비용 기록을 제외한 모든 데이터가 삭제됩니다. 최솟값은 1입니다.',
        },
      },
    ],
  },
]
