/** API keys, sign-ins and sessions. */
export const keys: Record<string, string> = {
  'Create key': '키 만들기',
  'Creates an API key for a GPT, a client or a script, with its own scopes, optionally bound to one user. Only this answer shows the key. Only API_SECRET_KEY may create keys.':
    'GPT, 클라이언트, 스크립트에 쓸 API 키를 만듭니다. 권한은 키마다 따로 정하며, 특정 사용자 전용으로 만들 수도 있습니다. 만든 키는 이 응답에서만 볼 수 있습니다. API_SECRET_KEY로만 호출할 수 있습니다.',
  'The purpose of the key, such as "GPT on my phone".': '키의 용도입니다. 예: "휴대폰의 GPT".',
  'The permissions of the key: `chat` starts, continues and deletes conversations, `read` reads stored data, `usage` reads tokens, costs and budgets, `admin` retries jobs, deletes users and sets budgets.':
    '키의 권한입니다. `chat`: 대화 시작, 이어 가기, 삭제. `read`: 저장된 데이터 조회. `usage`: 토큰, 비용, 예산 조회. `admin`: 작업 재시도, 사용자 삭제, 예산 설정.',
  'Binds the key to this user, who must exist. The key then acts only for this user, and never as admin.':
    '이 사용자 전용 키로 만듭니다. 이미 있는 사용자여야 합니다. 이 키는 그 사용자의 데이터에만 접근할 수 있으며, admin 권한을 줄 수 없습니다.',
  'When the key expires; never by default.': '키의 만료 시각입니다. 생략하면 만료되지 않습니다.',
  'The same, as days from now.': '만료 시각 대신 지금부터 만료될 때까지의 일수를 정합니다.',
  "The key's own rate limit, in addition to the limit of each user.":
    '사용자별 한도와 별도로 적용되는 키 자체의 요청 한도입니다.',
  'The only models that chats with this key may use: names, or prefixes with a star such as `gpt-6*` or `local/*`.':
    '이 키로 보낸 채팅에서 사용할 수 있는 모델입니다. 모델 이름을 적거나, `gpt-6*`, `local/*`처럼 접두사에 별표를 붙여 적습니다.',
  'List keys': '키 목록 조회하기',
  "Lists the API keys, newest first, with their scopes, user, state, last use, this month's usage and the budgets of the user. It never returns the keys themselves.":
    'API 키를 권한, 사용자, 상태, 마지막 사용 시각, 이번 달 사용량, 사용자의 예산과 함께 최신순으로 조회합니다. 키 자체는 반환하지 않습니다.',
  'Only the keys that are bound to this user.': '이 사용자 전용 키만 조회합니다.',
  'Revoke key': '키 폐기하기',
  'Revokes an API key permanently. Within seconds it is rejected everywhere. A key that is already revoked stays unchanged. Its usage is kept.':
    'API 키를 영구히 폐기합니다. 폐기한 키는 몇 초 안에 모든 곳에서 거부됩니다. 이미 폐기된 키는 그대로 둡니다. 사용량 기록은 남습니다.',
  'The id of the key, from createKey or listKeys; not the key itself.':
    'createKey나 listKeys가 반환한 키 ID입니다. 키 자체가 아닙니다.',

  'List sign ins': '로그인 목록 조회하기',
  'Lists the sign-ins of apps (OAuth clients), newest first, with their client, user, scopes, last token and expiry. End one with endSignIn.':
    '앱(OAuth 클라이언트)의 로그인을 클라이언트, 사용자, 권한, 마지막 토큰 발급 시각, 만료 시각과 함께 최신순으로 조회합니다. 로그인을 해제하려면 endSignIn을 사용하세요.',
  'Only the sign-ins whose client acts only for this user.': '이 사용자의 로그인만 조회합니다.',
  'End sign in': '로그인 해제하기',
  "Ends a sign-in permanently. Within seconds the client's tokens are rejected everywhere, and the client must ask the person again. The data that it created is kept.":
    '로그인을 영구히 해제합니다. 몇 초 안에 클라이언트의 토큰이 모든 곳에서 거부되며, 클라이언트를 다시 사용하려면 사용자가 다시 허용해야 합니다. 클라이언트가 만든 데이터는 남습니다.',
  'The id of the sign-in, from listSignIns. It is not a secret.':
    'listSignIns가 반환한 로그인 ID입니다. 비밀 값이 아닙니다.',

  'List sessions': '세션 목록 조회하기',
  'Lists the browsers that are signed in to the console, newest first, with the way they signed in, their user, their last use and their end. End one with endSession.':
    '콘솔에 로그인한 브라우저를 로그인 방법, 사용자, 마지막 사용 시각, 만료 시각과 함께 최신순으로 조회합니다. 세션을 종료하려면 endSession을 사용하세요.',
  'Only the sessions that act only for this user.': '이 사용자의 세션만 조회합니다.',
  'End session': '세션 종료하기',
  'Ends a session of the console permanently. Within seconds its cookie is rejected everywhere, and the browser must sign in again.':
    '콘솔의 세션을 영구히 종료합니다. 몇 초 안에 세션 쿠키가 모든 곳에서 거부되며, 브라우저에서 다시 로그인해야 합니다.',
  'The id of the session, from listSessions. It is not a secret.':
    'listSessions가 반환한 세션 ID입니다. 비밀 값이 아닙니다.',
  'End all sessions': '모든 세션 종료하기',
  'Ends all console sessions of one user or of all users, including the session that calls this. Within seconds their cookies are rejected everywhere.':
    '사용자 한 명 또는 모든 사용자의 콘솔 세션을 모두 종료합니다. 이 API를 호출한 세션도 종료됩니다. 몇 초 안에 세션 쿠키가 모든 곳에서 거부됩니다.',
  'Only the sessions that act only for this user. Without it, the sessions of all users.':
    '이 사용자의 세션만 종료합니다. 생략하면 모든 사용자의 세션이 대상입니다.',
}
