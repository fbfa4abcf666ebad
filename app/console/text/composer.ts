/** The message form, and answers while the model writes them. */
export const composer = {
  'composer.new': ['New conversation', '새 대화'],
  'composer.label': ['Write a message', '메시지 작성'],
  'composer.message': ['Message', '메시지'],
  'composer.keys': ['Enter sends, Shift+Enter starts a new line.', 'Enter로 보내기, Shift+Enter로 줄 바꿈'],
  'composer.user': ['User', '사용자'],
  'composer.userNote': [
    'The user of the conversation: an id that you choose. A new id creates a user.',
    '대화할 사용자의 ID를 직접 정해 입력하세요. 새 ID를 입력하면 사용자가 추가됩니다.',
  ],
  'composer.model': ['Model', '모델'],
  'composer.modelDefault': ["The server's default", '서버 기본값'],
  'composer.send': ['Send', '보내기'],
  'composer.sending': ['Sending …', '보내는 중…'],
  'live.connecting': ['Waiting for the model …', '모델을 기다리는 중…'],
  'live.writing': ['{model} is writing …', '{model} 답변 작성 중…'],
  'live.someModel': ['The model', '모델'],
  'live.behind': [
    'Waiting for the answer to an earlier message of this conversation.',
    '이 대화의 이전 메시지에 먼저 답변하는 중입니다.',
  ],
  'live.again': [
    'The last attempt failed. The next one is at {time}.',
    '마지막 시도가 실패했습니다. 다음 시도: {time}',
  ],
  'live.restarted': ['Restarted (attempt {attempt}): {reason}', '다시 시작함({attempt}번째 시도): {reason}'],
  'live.cutOff': ['Connection lost. Reconnecting …', '연결이 끊겼습니다. 다시 연결하는 중…'],
  'live.cancel': ['Cancel the answer', '답변 취소'],
} as const
