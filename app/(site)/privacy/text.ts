import type { Bilingual } from '../components/bilingual.tsx'

/** The privacy policy outside its table. Numbers replace the names in braces. */
export const texts = {
  title: ['Privacy', '개인정보 처리방침'],
  description: [
    'The data that this server keeps about its users, how long it keeps the data, and who else can see it.',
    '이 서버가 사용자에 대해 보관하는 데이터와 보관 기간, 그 데이터를 볼 수 있는 사람을 안내합니다.',
  ],
  lede: [
    'This server belongs to one person or one team. It keeps conversations so that you can continue them, and shows no advertising. “The operator” is the person or team that runs it and that gave you its address or the GPT that uses it.',
    '이 서버는 한 사람 또는 한 팀의 것입니다. 나중에 이어 갈 수 있도록 대화를 보관하며, 광고를 보여 주지 않습니다. “운영자”는 이 서버를 운영하면서 서버 주소나 이 서버를 쓰는 GPT를 알려 준 사람 또는 팀을 말합니다.',
  ],
  kept: ['What it keeps', '보관하는 데이터'],
  kind: ['Kind', '종류'],
  data: ['Data', '데이터'],
  sharing: ['Who else can see it', '데이터를 볼 수 있는 사람'],
  notKept: ['What it does not keep', '보관하지 않는 데이터'],
} satisfies Record<string, Bilingual>

export const keptParagraphs: Bilingual[] = [
  [
    'The database keeps this data until it is deleted. If the operator has set a number of days, conversations without a new message for that time are deleted automatically; only their costs stay. Otherwise nothing there expires. Some programs keep the conversation themselves and send all of it each time. The server then keeps it only while it answers, for about an hour.',
    '데이터베이스는 삭제할 때까지 이 데이터를 보관합니다. 운영자가 보관 일수를 정했다면, 그 기간 동안 새 메시지가 없는 대화는 자동으로 삭제되고 비용만 남습니다. 정하지 않았다면 만료되지 않습니다. 대화를 직접 보관하면서 매번 전체를 보내는 프로그램도 있습니다. 이때 서버는 답변하는 동안에만, 약 한 시간 동안 그 대화를 보관합니다.',
  ],
  [
    'To see, correct or delete your data, ask the operator. With `exportUser` in the [reference](/docs#exportUser) the operator gets a file of everything that is kept about you. `deleteUser` deletes all of it permanently, and `deleteConversation` deletes one conversation. If you have very much data, your name is deleted at once and the rest within the hour. The costs that stay no longer name you.',
    '데이터를 확인하거나 고치거나 삭제하려면 운영자에게 요청하세요. 운영자는 [레퍼런스](/docs#exportUser)의 `exportUser`로 해당 사용자에 대해 보관된 모든 데이터를 파일로 받을 수 있습니다. `deleteUser`는 그 사용자의 모든 데이터를 영구히 삭제하고, `deleteConversation`은 대화 하나를 삭제합니다. 데이터가 아주 많으면 이름은 바로, 나머지는 한 시간 안에 삭제됩니다. 남는 비용 기록에는 사용자 이름이 없습니다.',
  ],
  [
    'A key-value store keeps copies for speed: the latest part of a conversation for {historyDays} day, the ids of a person’s newest conversation and answer for {sessionDays} days, daily counts of requests for {countersDays} days, and the rate-limit counters for two of their windows, which are hours or days. These counters name no person. If the database is unavailable when an answer arrives, the answer waits there too, for at most {deadlineMinutes} minutes.',
    '키-값 저장소는 속도를 위해 사본을 보관합니다. 대화의 최근 부분은 {historyDays}일, 사용자의 최근 대화와 답변의 ID는 {sessionDays}일, 일별 요청 횟수는 {countersDays}일, 요청 제한 카운터는 그 기간(한 시간 또는 하루)의 두 배 동안 보관합니다. 이 카운터에는 사용자 이름이 없습니다. 답변이 도착했을 때 데이터베이스를 쓸 수 없으면 답변도 최대 {deadlineMinutes}분 동안 여기에 보관합니다.',
  ],
]

export const sharingItems: Bilingual[] = [
  [
    'The provider of the **model** gets each message with the conversation before it, including images and tool results, and the system prompt. It gets no name, address or id of the person. The provider is OpenAI, or one or several that the operator has chosen. If the first cannot answer, the server asks the next.',
    '**모델** 제공자는 각 메시지와 그 앞의 대화(이미지와 도구 결과 포함), 시스템 프롬프트를 받습니다. 사용자의 이름이나 주소, ID는 받지 않습니다. 제공자는 OpenAI이거나 운영자가 고른 하나 또는 여러 곳입니다. 첫 번째가 답하지 못하면 서버는 다음 제공자에게 묻습니다.',
  ],
  [
    'The **queue** carries the ids of conversations and jobs, and no text.',
    '**큐**는 대화와 작업의 ID만 전달하며, 내용은 전달하지 않습니다.',
  ],
  [
    'The services that **host** the server, its database and its key-value store store the data for the operator, and may log the network addresses of callers.',
    '서버와 데이터베이스, 키-값 저장소를 **호스팅**하는 서비스는 운영자를 위해 데이터를 저장하며, 호출자의 네트워크 주소를 기록할 수 있습니다.',
  ],
  [
    'If a caller asks to have answers **delivered** to a URL, the server sends them there.',
    '호출자가 답변을 특정 URL로 **전송**해 달라고 하면 서버는 그곳으로 답변을 보냅니다.',
  ],
  [
    'Every person with the server’s **key** can read every conversation. For a GPT, its creator has this key, and people who use the GPT reach the server with it.',
    '서버의 **키**를 가진 사람은 모든 대화를 읽을 수 있습니다. GPT의 경우 만든 사람이 이 키를 가지고 있으며, GPT를 쓰는 사람들은 그 키로 서버에 접속합니다.',
  ],
]

export const sharingEnd: Bilingual = [
  'No data is sold, and no data is given to anyone else. ChatGPT and other clients keep the data that they see under their own policies.',
  '데이터를 판매하거나 그 밖의 누구에게 제공하지 않습니다. ChatGPT와 다른 클라이언트는 각자의 방침에 따라 자신이 본 데이터를 보관합니다.',
]

export const notKeptParagraph: Bilingual = [
  'The server’s log has ids, times and error codes, but no text of messages and no keys. The pages load nothing from other sites. They set cookies only for your own actions: a sign-in in progress, for 15 minutes; a sign-in to the console, for {consoleDays} days or until you sign out; and the language that you chose, for a year. A key that you type into the [reference](/docs) stays in that tab of your browser, and goes only to this server.',
  '서버의 로그에는 ID와 시각, 오류 코드가 있을 뿐, 메시지 내용과 키는 없습니다. 페이지는 다른 사이트에서 아무것도 불러오지 않습니다. 쿠키는 사용자가 직접 한 일에만 씁니다. 진행 중인 로그인은 15분, 콘솔 로그인은 {consoleDays}일 또는 로그아웃할 때까지, 선택한 언어는 1년 동안 유지됩니다. [레퍼런스](/docs)에 입력한 키는 브라우저의 그 탭에만 남고, 이 서버로만 전송됩니다.',
]
