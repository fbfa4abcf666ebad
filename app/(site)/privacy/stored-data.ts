import type { Bilingual } from '../components/bilingual.tsx'

/** The data about people in each table of the database. */
export const storedData: Record<string, { what: Bilingual; how: Bilingual }> = {
  users: {
    what: ['People', '사용자'],
    how: [
      'The id that callers use for a person. A name and an e-mail address if a caller gave them.',
      '호출자가 사용자를 가리키는 ID. 받은 경우 이름과 이메일 주소.',
    ],
  },
  conversations: {
    what: ['Conversations', '대화'],
    how: [
      'The user, a title, and the caller’s own id of the conversation, such as ChatGPT’s.',
      '사용자, 제목, 호출자가 쓰는 대화 ID(예: ChatGPT의 ID).',
    ],
  },
  messages: {
    what: ['Messages', '메시지'],
    how: [
      'The text of every question and answer, the images sent, tool calls and their results, the time of each, metadata that callers attached, and the reasoning of models that return it.',
      '모든 질문과 답변의 내용, 보낸 이미지, 도구 호출과 그 결과, 각각의 시각, 호출자가 붙인 메타데이터, 모델이 반환한 추론 내용.',
    ],
  },
  jobs: {
    what: ['Work on answers', '답변 작업'],
    how: [
      'For each question: the model, its settings, the system prompt and the offered tools, the key that asked, the number of attempts, and the reason for a failure.',
      '질문마다 모델과 그 설정, 시스템 프롬프트와 제공한 도구, 질문한 키, 시도 횟수, 실패한 이유.',
    ],
  },
  job_attempts: {
    what: ['Attempts at answers', '답변 시도'],
    how: [
      'When an attempt without an answer began and ended, which model it asked, and why it failed. Deleted with the job.',
      '답변하지 못한 시도의 시작과 끝 시각, 물어본 모델, 실패한 이유. 작업과 함께 삭제됩니다.',
    ],
  },
  usage_ledger: {
    what: ['Costs', '비용'],
    how: [
      'The tokens of each model call, by person and key. These rows stay after the person’s other data is deleted.',
      '사용자와 키별로 모델 호출마다 쓴 토큰 수. 사용자의 다른 데이터가 삭제된 뒤에도 남습니다.',
    ],
  },
  usage_failures: {
    what: ['Failures', '실패'],
    how: [
      'When an answer failed, by person and key, with the model and the error code. These rows stay after the person’s other data is deleted.',
      '사용자와 키별로 답변에 실패한 시각, 모델, 오류 코드. 사용자의 다른 데이터가 삭제된 뒤에도 남습니다.',
    ],
  },
  usage_rollups: {
    what: ['Sums of costs', '비용 합계'],
    how: ['The same, added up by hour and day.', '같은 내용을 시간과 날짜별로 더한 값.'],
  },
  api_usage: {
    what: ['Counts of requests', '요청 횟수'],
    how: [
      'How often each person used each part of the server, and the time of the last use.',
      '각 사용자가 서버의 기능을 얼마나 자주 썼는지와 마지막으로 쓴 시각.',
    ],
  },
  user_activity: {
    what: ['Last messages', '마지막 메시지'],
    how: [
      'When each person sent the last message. Deleted with the person.',
      '각 사용자가 마지막 메시지를 보낸 시각. 사용자와 함께 삭제됩니다.',
    ],
  },
  api_keys: {
    what: ['Keys', '키'],
    how: [
      'A hash and the first characters of each issued key, its name, its scopes and user, and when it was last used. Never the key itself.',
      '발급한 키의 해시와 앞 글자, 이름, 권한과 사용자, 마지막으로 쓴 시각. 키 자체는 저장하지 않습니다.',
    ],
  },
  oauth_grants: {
    what: ['Allowed apps', '허용한 앱'],
    how: [
      'Which app may act for which person, with which scopes, and until when. Ends with the person’s key or data.',
      '어떤 앱이 어느 사용자를 대신해 어떤 권한으로 언제까지 쓸 수 있는지. 사용자의 키나 데이터가 없어지면 끝납니다.',
    ],
  },
  oauth_records: {
    what: ['Sign-ins', '로그인'],
    how: [
      'Registered apps, and hashes of their codes and tokens. New tokens are kept encrypted for 30 seconds, for an app that repeats its request. Deleted when they expire.',
      '등록된 앱과 그 코드 및 토큰의 해시. 앱이 요청을 반복할 때를 위해 새 토큰을 30초 동안 암호화해 보관합니다. 만료되면 삭제됩니다.',
    ],
  },
  console_sessions: {
    what: ['Sessions of the console', '콘솔 세션'],
    how: [
      'Which browsers are signed in to the console, for which person, and when each was last used. Hashes of their tokens, never the tokens. Deleted when they expire.',
      '어느 브라우저가 어느 사용자로 콘솔에 로그인했는지와 마지막으로 쓴 시각. 토큰이 아니라 토큰의 해시만 저장합니다. 만료되면 삭제됩니다.',
    ],
  },
  webhook_deliveries: {
    what: ['Deliveries', '전송'],
    how: [
      'The URLs to which answers and events are sent, and whether they were delivered.',
      '답변과 이벤트를 보내는 URL과 전송 여부.',
    ],
  },
  webhook_endpoints: {
    what: ['Webhook endpoints', '웹훅 엔드포인트'],
    how: [
      'The URLs that get the events of one person or of all, and their encrypted secrets.',
      '한 사용자 또는 모든 사용자의 이벤트를 받는 URL과 암호화한 시크릿.',
    ],
  },
  event_subscriptions: {
    what: ['Subscriptions to events', '이벤트 구독'],
    how: [
      'The URL that an app gave to learn of new answers, for which person, until when, and its encrypted secret. Ends with the app’s sign-in, and is deleted a week later.',
      '앱이 새 답변을 알기 위해 알려 준 URL, 사용자, 기한, 암호화한 시크릿. 앱의 로그인이 해제되면 함께 끝나고, 일주일 뒤에 삭제됩니다.',
    ],
  },
  budgets: {
    what: ['Budgets', '예산'],
    how: [
      'How much each person may spend in a day or a month, and has spent.',
      '각 사용자가 하루나 한 달에 쓸 수 있는 금액과 쓴 금액.',
    ],
  },
  budget_reservations: {
    what: ['Reservations', '예산 예약'],
    how: [
      'The part of a budget that is reserved for an answer in progress.',
      '진행 중인 답변을 위해 예산에서 미리 떼어 둔 금액.',
    ],
  },
  usage_rollup_state: {
    what: ['Progress of the sums', '합계 진행 상태'],
    how: [
      'The time up to which costs are added up. Nothing personal.',
      '비용을 어느 시각까지 더했는지. 개인정보는 없습니다.',
    ],
  },
  webhook_attempts: {
    what: ['Attempts at deliveries', '전송 시도'],
    how: ['The receiver’s response, and its time.', '수신 서버의 응답과 그 시각.'],
  },
  search_documents: {
    what: ['Search index', '검색 색인'],
    how: [
      'The words of each message and title, used to search conversations. Deleted with the conversation.',
      '대화를 검색할 때 쓰는 메시지와 제목의 단어. 대화와 함께 삭제됩니다.',
    ],
  },
  search_progress: {
    what: ['Progress of the index', '색인 진행 상태'],
    how: [
      'The last message in the index. Nothing personal.',
      '색인에 마지막으로 넣은 메시지. 개인정보는 없습니다.',
    ],
  },
  processes: {
    what: ['Processes', '프로세스'],
    how: [
      'Which processes of this server run, and on which machine. Nothing personal.',
      '이 서버의 어떤 프로세스가 어느 컴퓨터에서 실행되는지. 개인정보는 없습니다.',
    ],
  },
  lost_calls: {
    what: ['Lost calls', '유실된 호출'],
    how: [
      'Which model calls were lost with their process, until their cost is recorded. Only job ids.',
      '프로세스가 죽으면서 유실된 모델 호출. 비용을 기록할 때까지 작업 ID만 보관합니다.',
    ],
  },
  user_deletions: {
    what: ['Deletions', '삭제'],
    how: [
      'The progress of deleting a person with much data, and the number of deleted records. No name. Deleted after 30 days.',
      '데이터가 많은 사용자를 삭제하는 진행 상태와 삭제한 기록의 수. 이름은 없습니다. 30일 뒤에 삭제됩니다.',
    ],
  },
  schedules: {
    what: ['Schedules', '예약 작업'],
    how: [
      'When scheduled tasks last ran. Nothing personal.',
      '정해진 작업을 마지막으로 실행한 시각. 개인정보는 없습니다.',
    ],
  },
}
