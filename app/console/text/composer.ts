/** Writing messages, and answers while they come. */
export const composer = {
  'composer.new': ['New conversation', '새 대화'],
  'composer.label': ['Write a message', '메시지 작성'],
  'composer.message': ['Message', '메시지'],
  'composer.keys': ['Enter sends, Shift+Enter begins a line.', 'Enter로 전송, Shift+Enter로 줄바꿈'],
  'composer.user': ['User', '사용자'],
  'composer.userNote': [
    'Whose conversation it is: an id of your own. A new one makes a new user.',
    '대화의 주인인 사용자 ID입니다. 새 ID를 입력하면 사용자가 만들어집니다.',
  ],
  'composer.model': ['Model', '모델'],
  'composer.modelDefault': ["The server's default", '서버 기본값'],
  'composer.send': ['Send', '보내기'],
  'composer.sending': ['Sending …', '보내는 중 …'],
  'live.connecting': ['Waiting for the model …', '모델을 기다리는 중 …'],
  'live.writing': ['{model} is writing …', '{model} 작성 중 …'],
  'live.someModel': ['The model', '모델'],
  'live.behind': [
    'Waits until an earlier message of this conversation is answered.',
    '이 대화의 이전 메시지에 대한 답변을 기다리는 중입니다.',
  ],
  'live.again': [
    'The last attempt failed. The next one is at {time}.',
    '마지막 시도가 실패했습니다. 다음 시도: {time}',
  ],
  'live.restarted': [
    'Begun again (attempt {attempt}): {reason}',
    '다시 시작함({attempt}번째 시도): {reason}',
  ],
  'live.cutOff': ['The connection is lost. Trying again …', '연결이 끊겼습니다. 다시 연결하는 중 …'],
  'live.cancel': ['Cancel the answer', '답변 취소'],
} as const
