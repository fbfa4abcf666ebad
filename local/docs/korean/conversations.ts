/** Users, conversations, search and deletions. */
export const conversations: Record<string, string> = {
  'Create user': '사용자 만들기',
  'Adds a user with a name and an e-mail address. Not needed before sendMessage, which adds unknown users.':
    '이름과 이메일 주소를 지정해 사용자를 추가합니다. sendMessage는 처음 보는 사용자를 자동으로 추가하므로 먼저 호출할 필요는 없습니다.',
  "The user's name.": '사용자의 이름입니다.',
  "The user's e-mail address.": '사용자의 이메일 주소입니다.',
  'Get user': '사용자 조회하기',
  'Returns a user with the last answer in the newest conversation and the usage of today and this month.':
    '사용자를 조회합니다. 가장 최근 대화의 마지막 답변과 오늘, 이번 달의 사용량도 함께 반환합니다.',
  'Update user': '사용자 수정하기',
  "Changes a user's name or e-mail address. A field that is left out stays unchanged; null removes the value.":
    '사용자의 이름이나 이메일 주소를 바꿉니다. 생략한 필드는 그대로 두고, null이면 값을 지웁니다.',
  'The userId of the user, percent-encoded in a URL.':
    '사용자의 userId입니다. URL에서는 퍼센트 인코딩해야 합니다.',
  "The user's name; null for none.": '사용자의 이름입니다. null이면 지웁니다.',
  "The user's e-mail address; null for none.": '사용자의 이메일 주소입니다. null이면 지웁니다.',
  'Export user': '사용자 내보내기',
  'Exports all stored data of a user as NDJSON: one object a line, with its type. The last line has the type end and counts the others. If it has the type error or is missing, the export is not complete. MCP and format=json get only the counts.':
    '저장된 사용자 데이터를 모두 NDJSON으로 내보냅니다. 한 줄에 객체가 하나씩 있고, 객체마다 타입이 있습니다. 마지막 줄은 타입이 end이며 나머지 줄의 수를 담습니다. 마지막 줄의 타입이 error이거나 end 줄이 없으면 내보내기가 중간에 끊긴 것입니다. MCP로 호출하거나 format=json을 보내면 개수만 반환합니다.',
  'ndjson returns all data, one JSON object a line; json returns only the counts.':
    'ndjson은 모든 데이터를 한 줄에 JSON 객체 하나씩 반환하고, json은 개수만 반환합니다.',
  'Delete user': '사용자 삭제하기',
  'Deletes a user with all conversations, messages and jobs, permanently. Open jobs are abandoned. Usage totals stay without the user. A user with much data loses access at once and is deleted in batches: status 202.':
    '사용자와 모든 대화, 메시지, 작업을 영구 삭제합니다. 끝나지 않은 작업은 중단됩니다. 사용량 합계는 사용자 정보 없이 남습니다. 데이터가 많으면 사용자의 접근을 먼저 차단하고 데이터는 여러 번에 나누어 삭제합니다. 이때 상태 코드는 202입니다.',

  'Create conversation': '대화 만들기',
  'Starts an empty conversation. sendMessage does not need it: it starts a conversation itself.':
    '빈 대화를 만듭니다. sendMessage가 대화를 자동으로 시작하므로 먼저 호출할 필요는 없습니다.',
  'The title. Without it, the title comes from the first message.':
    '제목입니다. 생략하면 첫 메시지에서 제목을 만듭니다.',
  'List conversations': '대화 목록 조회하기',
  'Lists conversations, newest first. Filter by user, status, model or time, or list the branches of a conversation.':
    '대화를 최신순으로 조회합니다. 사용자, 상태, 모델, 시각으로 필터링하거나 한 대화의 분기를 조회할 수 있습니다.',
  "Only this user's conversations. Without it, those of all users, which needs the scope admin.":
    '이 사용자의 대화만 대상으로 합니다. 생략하면 모든 사용자의 대화가 대상이며, admin 권한이 필요합니다.',
  'Only conversations whose last message has this status.':
    '마지막 메시지의 상태가 이 값인 대화만 조회합니다.',
  'Only conversations whose last message was sent to this model.':
    '마지막 메시지를 이 모델에 보낸 대화만 조회합니다.',
  'Only conversations that changed at or after this time.': '이 시각이나 그 이후에 바뀐 대화만 조회합니다.',
  'Only conversations whose last change was before this time.':
    '이 시각 전에 마지막으로 바뀐 대화만 조회합니다.',
  'Only the branches of this conversation.': '이 대화의 분기만 조회합니다.',
  'Get conversation': '대화 조회하기',
  'Returns one conversation: its title, its user, its number of messages, and the time of its last change.':
    '대화 하나의 제목, 사용자, 메시지 수, 마지막 변경 시각을 반환합니다.',
  'The id of the conversation.': '대화의 ID입니다.',
  'Returns 404 unless the conversation belongs to this user.':
    '대화가 이 사용자의 것이 아니면 404를 반환합니다.',
  'Rename conversation': '대화 제목 바꾸기',
  'Changes the title of a conversation. Its position in lists does not change.':
    '대화의 제목을 바꿉니다. 목록에서의 위치는 바뀌지 않습니다.',
  'The new title.': '새 제목입니다.',
  'Export conversation': '대화 내보내기',
  'Returns a whole conversation as a file: Markdown for reading, or JSON with all messages and items. Over MCP it returns no messages: use listMessages for them.':
    '대화 전체를 파일로 반환합니다. 읽기 좋은 Markdown이나 모든 메시지와 항목이 담긴 JSON을 선택할 수 있습니다. MCP에서는 메시지를 반환하지 않으므로 listMessages를 사용하세요.',
  'markdown returns a text for reading, json all messages and items.':
    'markdown은 읽기 좋은 텍스트를, json은 모든 메시지와 항목을 반환합니다.',
  'List messages': '메시지 목록 조회하기',
  'Lists the messages of a conversation, oldest first, or newest first with order=newest. Pages of long messages have fewer than limit: continue with nextCursor or nextOffset. A text that was cut has its own nextOffset: getMessage returns the rest.':
    '대화의 메시지를 오래된 순으로 조회합니다. order=newest를 보내면 최신순으로 조회합니다. 긴 메시지가 있으면 한 페이지에 limit보다 적게 담길 수 있으므로 nextCursor나 nextOffset으로 이어서 조회하세요. 잘린 텍스트에는 별도의 nextOffset이 있으며, 나머지는 getMessage로 읽을 수 있습니다.',
  'The order of the messages. Send the same order with a cursor.':
    '메시지의 정렬 순서입니다. 커서를 보낼 때도 같은 순서를 지정하세요.',
  'Delete conversation': '대화 삭제하기',
  "Deletes a user's conversation with its messages and jobs permanently. A running answer is aborted.":
    '사용자의 대화를 메시지, 작업과 함께 영구 삭제합니다. 작성 중인 답변은 중단됩니다.',
  'Delete conversations': '여러 대화 삭제하기',
  "Deletes a user's conversations with their messages and jobs permanently: those that match every filter, oldest first, at most limit at a time. While hasMore is true, call it again.":
    '사용자의 대화 중 모든 필터 조건에 맞는 대화를 메시지, 작업과 함께 영구 삭제합니다. 오래된 것부터 한 번에 최대 limit개까지 삭제하며, hasMore가 true인 동안 다시 호출하세요.',
  'Only conversations whose last message is older than this time.':
    '마지막 메시지가 이 시각보다 오래된 대화만 삭제합니다.',
  'Only conversations with a message after this time.': '이 시각 이후의 메시지가 있는 대화만 삭제합니다.',
  'Only conversations whose title contains this text.': '제목에 이 텍스트가 들어 있는 대화만 삭제합니다.',
  'The maximum number of conversations. The oldest are deleted first.':
    '최대 대화 수입니다. 오래된 대화부터 삭제합니다.',

  'Search users': '사용자 검색하기',
  'Lists users, newest first or by their last message, each with the time of the last request and the usage of this month. query finds users whose userId, name or e-mail address contains all its words.':
    '사용자를 최신순이나 마지막 메시지순으로 조회합니다. 사용자마다 마지막 요청 시각과 이번 달 사용량을 함께 반환합니다. query를 보내면 userId, 이름, 이메일 주소에 모든 단어가 들어 있는 사용자를 찾습니다.',
  'Words that the userId, name or e-mail address must contain, all of them. Without query, all users are listed.':
    '찾을 단어입니다. userId, 이름, 이메일 주소에 모든 단어가 들어 있어야 합니다. 생략하면 모든 사용자를 조회합니다.',
  'newest: the last added user comes first; lastMessage: the user with the last message comes first, accurate to minutes. Send the same order with a cursor.':
    'newest이면 가장 최근에 추가된 사용자가 먼저 나옵니다. lastMessage이면 가장 최근에 메시지를 보낸 사용자가 먼저 나오며, 분 단위로 비교합니다. 커서를 보낼 때도 같은 순서를 지정하세요.',
  'Search conversations': '대화 검색하기',
  'Finds conversations whose title or one of whose messages contains all words of query, in any language, for one user or for all. Returns the newest match first, with the text around it. Continue with nextCursor.':
    '제목이나 메시지 하나에 query의 모든 단어가 들어 있는 대화를 찾습니다. 어떤 언어든 검색할 수 있으며, 한 사용자 또는 모든 사용자의 대화가 대상입니다. 결과는 일치한 부분의 앞뒤 텍스트와 함께 최신순으로 반환합니다. 다음 결과는 nextCursor로 조회하세요.',
  'Words to search for. The title or one message must contain all of them. A word matches from its beginning; Korean, Chinese and Japanese text matches anywhere.':
    '찾을 단어입니다. 제목이나 메시지 하나에 모든 단어가 들어 있어야 합니다. 단어의 앞부분이 일치하면 검색되고, 한국어, 중국어, 일본어는 단어 중간이 일치해도 검색됩니다.',

  'Get deletion': '삭제 진행 상황 조회하기',
  'Returns the progress of a deletion in batches, until 30 days after its end.':
    '여러 번에 나누어 처리하는 삭제의 진행 상황을 반환합니다. 삭제가 끝난 뒤 30일까지 조회할 수 있습니다.',
  'The deletionId from deleteUser.': 'deleteUser가 반환한 deletionId입니다.',
}
