import type { VariableGroup } from '#lib/env/variables/types'

export const limitVariables: VariableGroup[] = [
  {
    title: { en: 'Limits', ko: '제한' },
    variables: [
      {
        name: 'RATE_LIMIT_PER_HOUR',
        text: {
          en: 'Chats an hour for each user. The limit of reads, and of requests that manage jobs, is twenty times as high.',
          ko: '사용자별 시간당 채팅 요청 한도. 조회와 작업 관리 요청의 한도는 그 스무 배입니다.',
        },
        see: 'api.md#rate-limits',
      },
      {
        name: 'RATE_LIMIT_PER_MINUTE',
        default: { en: 'no limit', ko: '제한 없음' },
        text: { en: 'The same limit for a minute.', ko: '같은 한도를 분당으로 정합니다.' },
      },
      {
        name: 'RATE_LIMIT_PER_DAY',
        default: { en: 'no limit', ko: '제한 없음' },
        text: { en: 'The same limit for a day.', ko: '같은 한도를 하루당으로 정합니다.' },
      },
      {
        name: 'RATE_LIMIT_KEY_PER_HOUR',
        default: { en: '10 × `RATE_LIMIT_PER_HOUR`', ko: '`RATE_LIMIT_PER_HOUR`의 10배' },
        text: {
          en: 'Chats an hour for each issued key without a user, because such a key may use any number of user ids.',
          ko: '사용자를 지정하지 않고 발급한 키 하나의 시간당 채팅 요청 한도. 이런 키는 사용자를 마음대로 만들 수 있기 때문입니다.',
        },
      },
      {
        name: 'RATE_LIMIT_SERVER_PER_HOUR',
        default: { en: '100 × `RATE_LIMIT_PER_HOUR`', ko: '`RATE_LIMIT_PER_HOUR`의 100배' },
        text: {
          en: 'Chats an hour for all callers together, with every key.',
          ko: '키와 관계없이 모든 호출자를 합한 시간당 채팅 요청 한도.',
        },
      },
      {
        name: 'RATE_LIMIT_REFUSED_PER_MINUTE',
        text: {
          en: 'How many invalid requests a minute are allowed for each key, or for each address without a key.',
          ko: '키 하나(키가 없으면 주소 하나)의 요청이 잘못되어 거부될 수 있는 분당 횟수.',
        },
      },
      {
        name: 'REPEAT_WINDOW_SECONDS',
        text: {
          en: 'If the same message comes again in a conversation within this many seconds after its answer, it gets the same answer. `0` turns this off.',
          ko: '답변한 뒤 이 시간(초) 안에 같은 대화에 같은 메시지가 다시 오면 같은 답변을 돌려줍니다. `0`이면 사용하지 않습니다.',
        },
      },
      {
        name: 'V1_BODY_BYTES',
        text: {
          en: 'The largest body that `/v1` accepts, in bytes, including images. Vercel itself accepts 4.5 MB.',
          ko: '`/v1`이 받는 본문의 최대 크기(바이트, 이미지 포함). Vercel 자체는 4.5MB까지 받습니다.',
        },
        see: 'openai-api.md',
      },
      {
        name: 'V1_MESSAGE_CHARACTERS',
        text: {
          en: 'The longest text in a message or item of `/v1`, in characters.',
          ko: '`/v1`의 메시지나 항목 하나에 담을 수 있는 최대 글자 수.',
        },
      },
      {
        name: 'V1_HISTORY_TOKENS',
        text: {
          en: 'How many tokens of a conversation a call of `/v1` sends to the model.',
          ko: '`/v1` 호출이 모델에 함께 보내는 대화의 최대 토큰 수.',
        },
      },
      {
        name: 'RETENTION_DAYS',
        default: { en: 'never deleted', ko: '삭제하지 않음' },
        text: {
          en: 'Every hour the server deletes conversations without a new message for this many days. It deletes all their data except their cost. At least 1.',
          ko: '이 기간(일) 동안 이어지지 않은 대화를 비용 기록을 제외한 모든 데이터와 함께 매시간 삭제합니다. 최솟값은 1입니다.',
        },
      },
    ],
  },
]
