/** The texts that several groups of operations share: scopes, common errors, lists, users. */
export const shared: Record<string, string> = {
  'Send messages, get answers, and start and delete conversations':
    '메시지를 보내고 답변을 받습니다. 대화를 시작하고 삭제합니다',
  'Read conversations, messages and other stored data': '대화와 메시지를 비롯해 저장된 데이터를 조회합니다',
  'See the costs of the answers': '답변에 든 비용을 조회합니다',
  'Manage the server: retry jobs and webhooks, delete users, set budgets':
    '서버를 관리합니다(작업과 웹훅 재시도, 사용자 삭제, 예산 설정 등)',

  'The body is not JSON': '본문이 JSON이 아닙니다',
  'The body did not arrive in time': '본문이 제시간에 도착하지 않았습니다',
  'The body is too large': '본문이 너무 큽니다',
  'The request is invalid': '요청이 올바르지 않습니다',
  'The key is missing or wrong': '키가 없거나 올바르지 않습니다',
  'The key does not allow this': '키에 필요한 권한이 없습니다',
  'Too many requests': '요청이 너무 많습니다',
  'Something went wrong here': '서버 내부에서 오류가 발생했습니다',
  'The server is not configured': '서버가 설정되지 않았습니다',
  'The database cannot be reached': '데이터베이스에 연결할 수 없습니다',

  'How many to skip.': '건너뛸 항목 수입니다.',
  'The nextCursor of a page: returns the page after it. This is as fast as the first page, however long the list is. Rows that are added or changed meanwhile never repeat a page.':
    '앞서 받은 페이지의 nextCursor입니다. 그다음 페이지를 반환합니다. 목록이 아무리 길어도 첫 페이지만큼 빠르고, 그사이 항목이 추가되거나 바뀌어도 같은 항목이 다시 나오지 않습니다.',
  'The previousCursor of a page: returns the page before it.':
    '앞서 받은 페이지의 previousCursor입니다. 그 앞 페이지를 반환합니다.',
  'true counts all items, up to 10000. Counting a long list takes time.':
    'true이면 전체 항목 수를 최대 10000까지 셉니다. 목록이 길면 시간이 걸립니다.',
  'true counts all items, up to 10000; false does not. The default is true for a page without a cursor, and false for a page with one.':
    'true이면 전체 항목 수를 최대 10000까지 세고, false이면 세지 않습니다. 기본값은 커서 없이 조회할 때 true, 커서로 조회할 때 false입니다.',
  'How many to return, at most 100.': '반환할 항목 수입니다. 최대 100개입니다.',

  'Your own id of the user, such as an account name or an e-mail address. Keep it the same in every call. Leave it out with a key that is bound to a user.':
    '직접 정한 사용자 ID입니다. 계정 이름이나 이메일 주소 등을 쓸 수 있으며, 호출할 때마다 같은 값을 보내야 합니다. 특정 사용자 전용 키를 쓴다면 생략하세요.',
}
