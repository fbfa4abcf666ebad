/** Chat, messages and jobs. */
export const chat: Record<string, string> = {
  'Send message': '메시지 보내기',
  "Sends the user's message to the model and returns its answer. If the answer takes longer than the wait, it returns status 202 with a jobId: call getJob with it until the job has ended. Do not send the same message again.":
    '사용자의 메시지를 모델에 보내고 답변을 반환합니다. 대기 시간 안에 답변이 나오지 않으면 상태 코드 202와 jobId를 반환합니다. 이때는 작업이 끝날 때까지 이 jobId로 getJob을 반복해서 호출하세요. 같은 메시지를 다시 보내지 마세요.',
  "The user's message.": '사용자의 메시지입니다.',
  'Continues this conversation. Leave out to start a new one.':
    '이어 갈 대화의 ID입니다. 새 대화를 시작하려면 생략하세요.',
  'Your own id for the conversation. The first message with it starts a conversation, later ones continue it.':
    '직접 정한 대화 ID입니다. 이 ID로 처음 보낸 메시지가 대화를 시작하고, 다음 메시지부터는 그 대화를 이어 갑니다.',
  "A model other than the server's default, by its name or as provider/name.":
    '서버의 기본 모델 대신 쓸 모델입니다. 모델 이름 또는 `제공자/이름` 형식으로 적습니다.',
  'Some models do not accept it.': '지원하지 않는 모델도 있습니다.',
  'The maximum number of tokens of the answer.': '답변의 최대 토큰 수입니다.',
  'Instructions for this answer. They come before the conversation.':
    '이 답변에만 적용할 지침입니다. 대화 내용 앞에 추가됩니다.',
  'Seconds to wait for the answer, at most 20 (Edge) or 40 (Node). With 0, the job id is returned at once.':
    '답변을 기다릴 시간(초)입니다. Edge에서는 최대 20초, Node에서는 최대 40초입니다. 0이면 작업 ID를 바로 반환합니다.',
  'Streams the events of the job while the model writes (text/event-stream). wait is ignored.':
    '모델이 답변을 작성하는 동안 작업의 이벤트를 스트림(text/event-stream)으로 보냅니다. wait는 무시됩니다.',
  'A second request with the same key and the same content returns the first answer and does not ask the model again.':
    '같은 키와 같은 내용으로 다시 요청하면 모델을 다시 호출하지 않고 첫 번째 답변을 반환합니다.',
  'The behaviour while another message of the conversation is being answered: queue (the default) waits for its turn, reject returns 409, interrupt cancels the unfinished jobs.':
    '같은 대화의 다른 메시지에 답변하는 중일 때의 처리 방법입니다. queue(기본값)는 차례를 기다리고, reject는 409를 반환하며, interrupt는 끝나지 않은 작업을 취소합니다.',
  'An https URL that gets a webhook when the job has ended, as Standard Webhooks defines. Use it instead of polling getJob.':
    '작업이 끝나면 Standard Webhooks 규격의 웹훅을 받을 https URL입니다. getJob을 반복해서 호출하는 대신 사용하세요.',
  'Up to 16 values that are kept with the message.': '메시지와 함께 저장할 값입니다. 최대 16개입니다.',
  '`wait=N` sets the seconds to wait, `respond-async` returns a job at once. The field `wait` takes precedence.':
    '`wait=N`은 대기 시간(초)을 정하고, `respond-async`는 작업을 바로 반환합니다. `wait` 필드가 우선합니다.',
  '`text/event-stream` is the same as the field `stream`, which takes precedence.':
    '`text/event-stream`은 `stream` 필드와 같습니다. `stream` 필드가 우선합니다.',
  'The same as the field `idempotencyKey`, which takes precedence.':
    '`idempotencyKey` 필드와 같습니다. `idempotencyKey` 필드가 우선합니다.',
  'ChatGPT sends it. It names the conversation if no field does.':
    'ChatGPT가 보내는 헤더입니다. 대화를 지정하는 필드가 없으면 이 값으로 대화를 구분합니다.',

  'Regenerate answer': '답변 다시 생성하기',
  "Asks the model for another answer to a user's message. The id is that of the message or of its answer. The new answer starts a branch: a new conversation with a copy of the earlier messages. The old one does not change.":
    '사용자의 메시지에 다시 답변하도록 모델에 요청합니다. id는 메시지나 그 답변의 ID입니다. 새 답변은 분기(앞선 메시지를 복사한 새 대화)에 저장됩니다. 기존 대화는 바뀌지 않습니다.',
  'The id of the message.': '메시지의 ID입니다.',
  'Edit message': '메시지 수정하기',
  "Replaces the text of a user's message and returns the model's answer to it, in a branch: a new conversation with a copy of the earlier messages. The old one does not change.":
    '사용자의 메시지를 새 내용으로 바꾸고 모델의 새 답변을 반환합니다. 바뀐 메시지와 답변은 분기(앞선 메시지를 복사한 새 대화)에 저장됩니다. 기존 대화는 바뀌지 않습니다.',
  'The new text of the message.': '메시지의 새 내용입니다.',
  'Get message': '메시지 조회하기',
  'Returns one message. If its text is too long for one reply, it is cut: call again with nextOffset as the offset until nextOffset is null, and join the pieces.':
    '메시지 하나를 반환합니다. 텍스트가 너무 길면 한 번에 다 보내지 않고 잘라서 보냅니다. nextOffset이 null이 될 때까지 그 값을 offset으로 보내 다시 호출하고, 받은 조각을 이어 붙이세요.',
  'Returns 404 unless the message belongs to this user.':
    '메시지가 이 사용자의 것이 아니면 404를 반환합니다.',
  'The start in the text: the nextOffset of a text that was cut.':
    '텍스트에서 읽기 시작할 위치입니다. 잘린 텍스트의 nextOffset을 그대로 보내세요.',

  'Get job': '작업 조회하기',
  'Returns a job and, once it has completed, its answer. With wait, the request is held until the job ends. While status is queued or running, call it again; completed, failed and cancelled are final.':
    '작업을 반환하며, 완료된 작업이라면 답변도 함께 반환합니다. wait를 보내면 작업이 끝날 때까지 응답을 미룹니다. status가 queued나 running이면 다시 호출하세요. completed, failed, cancelled는 최종 상태입니다.',
  'The id of the job, from sendMessage.': 'sendMessage가 반환한 작업 ID입니다.',
  'Streams the events of the job until it ends (text/event-stream). wait is ignored.':
    '작업이 끝날 때까지 이벤트를 스트림(text/event-stream)으로 보냅니다. wait는 무시됩니다.',
  'The id of the last event that you received. The stream continues after it.':
    '마지막으로 받은 이벤트의 ID입니다. 그다음 이벤트부터 스트림을 이어 갑니다.',
  '`wait=N` sets the seconds to wait. The parameter `wait` takes precedence.':
    '`wait=N`은 대기 시간(초)을 정합니다. `wait` 파라미터가 우선합니다.',
  '`text/event-stream` is the same as `stream=true`. The parameter `stream` takes precedence.':
    '`text/event-stream`은 `stream=true`와 같습니다. `stream` 파라미터가 우선합니다.',
  'The same as the parameter `after`, which takes precedence. EventSource sends it.':
    '`after` 파라미터와 같으며, `after`가 우선합니다. EventSource가 보내는 헤더입니다.',
  'List attempts': '시도 목록 조회하기',
  'Lists the attempts at a job, first to last: start, end and outcome of each, its model, its error and its cost.':
    '작업의 시도를 처음부터 순서대로 조회합니다. 시도마다 시작 시각, 종료 시각, 결과, 모델, 오류, 비용을 반환합니다.',
  'Cancel job': '작업 취소하기',
  'Cancels a queued or running job and aborts its model call. Returns 409 if the job has already ended.':
    '대기 중이거나 실행 중인 작업을 취소하고 모델 호출을 중단합니다. 이미 끝난 작업이면 409를 반환합니다.',
  'List jobs': '작업 목록 조회하기',
  'Lists jobs without their answers, newest first. Filter by state, user, conversation, model, error code or time. Jobs with status=failed are the dead letters: retryJob queues one again.':
    '작업을 최신순으로 조회합니다. 답변은 포함하지 않습니다. 상태, 사용자, 대화, 모델, 오류 코드, 시각으로 필터링할 수 있습니다. status=failed인 작업은 데드 레터(dead letter)이며, retryJob으로 다시 큐에 넣을 수 있습니다.',
  'Only jobs in this state; failed ones are the dead letters.':
    '이 상태의 작업만 조회합니다. failed는 데드 레터입니다.',
  "Only this user's jobs.": '이 사용자의 작업만 대상으로 합니다.',
  'Only jobs of messages that this API key sent.': '이 API 키로 보낸 메시지의 작업만 대상으로 합니다.',
  'Only jobs of this model: the one that was called last, or that the message names.':
    '이 모델의 작업만 대상으로 합니다. 마지막으로 호출한 모델이나 메시지에 지정한 모델을 기준으로 합니다.',
  'Only jobs whose last failed attempt has this error code, such as model_timeout.':
    '마지막으로 실패한 시도의 오류 코드가 이 값인 작업만 대상으로 합니다. 예: model_timeout.',
  'Only jobs created at or after this time.': '이 시각이나 그 이후에 생성된 작업만 대상으로 합니다.',
  'Only jobs created before this time.': '이 시각 전에 생성된 작업만 대상으로 합니다.',
  'Only jobs of this conversation.': '이 대화의 작업만 대상으로 합니다.',
  'Retry job': '작업 재시도하기',
  'Queues a failed job again at its old place in the conversation, with a new set of attempts. Returns 409 if the job has not failed.':
    '실패한 작업을 대화의 원래 순서대로 큐에 다시 넣습니다. 시도 횟수는 초기화됩니다. 실패한 작업이 아니면 409를 반환합니다.',
  'Retry jobs': '여러 작업 재시도하기',
  'Queues failed jobs again, oldest first, at most limit at a time. Filter by id, user, conversation, model, error code or time; without a filter it takes all. While hasMore is true, call it again.':
    '실패한 작업을 오래된 것부터 한 번에 최대 limit개까지 다시 큐에 넣습니다. ID, 사용자, 대화, 모델, 오류 코드, 시각으로 필터링할 수 있으며, 필터를 보내지 않으면 모든 작업이 대상입니다. hasMore가 true인 동안 다시 호출하세요.',
  'Only these jobs.': '이 ID의 작업만 대상으로 합니다.',
  'The maximum number of jobs.': '최대 작업 수입니다.',
  'Cancel jobs': '여러 작업 취소하기',
  'Cancels queued and running jobs, newest first, at most limit at a time. Filter by id, user, conversation, model, state or time; without a filter it takes all. While hasMore is true, call it again.':
    '대기 중이거나 실행 중인 작업을 최신순으로 한 번에 최대 limit개까지 취소합니다. ID, 사용자, 대화, 모델, 상태, 시각으로 필터링할 수 있으며, 필터를 보내지 않으면 모든 작업이 대상입니다. hasMore가 true인 동안 다시 호출하세요.',
  'Only jobs in this state.': '이 상태의 작업만 대상으로 합니다.',
}
