/** Webhooks and their endpoints. */
export const webhooks: Record<string, string> = {
  'List webhook deliveries': '웹훅 전송 내역 조회하기',
  "Lists sent and pending webhooks of endpoints and of a chat's callbackUrl, newest first, with the result of each attempt. Filters: endpoint, job, user, event, state and time. A large page holds fewer than limit; continue at nextCursor.":
    '엔드포인트와 채팅의 callbackUrl로 이미 보냈거나 보낼 예정인 웹훅을 시도별 결과와 함께 최신순으로 조회합니다. 엔드포인트, 작업, 사용자, 이벤트, 상태, 시각으로 필터링할 수 있습니다. 내용이 많으면 한 페이지에 limit보다 적게 담길 수 있으므로 nextCursor로 이어서 조회하세요.',
  'Only the deliveries of this job.': '이 작업의 전송 내역만 조회합니다.',
  'Only the deliveries in this state.': '이 상태의 전송 내역만 조회합니다.',
  "Only the deliveries that this user may see: those to the user's endpoints and callback URLs.":
    '이 사용자가 볼 수 있는 전송 내역, 즉 이 사용자의 엔드포인트와 콜백 URL로 보낸 웹훅만 대상으로 합니다.',
  'Only the deliveries to this endpoint.': '이 엔드포인트로 보낸 웹훅만 대상으로 합니다.',
  'Only the deliveries of this event.': '이 이벤트의 웹훅만 대상으로 합니다.',
  'Only the deliveries of events at this time or later.':
    '이 시각이나 그 이후에 발생한 이벤트의 웹훅만 대상으로 합니다.',
  'Only the deliveries of events before this time.': '이 시각 전에 발생한 이벤트의 웹훅만 대상으로 합니다.',
  'Test webhook': '웹훅 테스트하기',
  'Sends a signed webhook of the type webhook.test to an endpoint or a URL, with one attempt. listWebhookDeliveries then shows the response of the receiver.':
    '엔드포인트나 URL로 서명된 webhook.test 웹훅을 한 번 보냅니다. 재시도하지 않습니다. 수신 서버의 응답은 listWebhookDeliveries에서 확인할 수 있습니다.',
  'The https URL that gets the event webhook.test.': 'webhook.test 이벤트를 받을 https URL입니다.',
  'Or the endpoint that gets it, even if it is disabled.':
    'URL 대신 이벤트를 받을 엔드포인트입니다. 비활성화된 엔드포인트에도 보냅니다.',
  'Redeliver webhook': '웹훅 다시 전송하기',
  'Sends a delivered or failed webhook again, with all attempts and the same webhook-id. A receiver recognises a repeated webhook by that id.':
    '이미 전송했거나 실패한 웹훅을 같은 webhook-id로 다시 전송합니다. 시도 횟수는 초기화됩니다. 수신 서버는 이 ID로 중복된 웹훅을 구별할 수 있습니다.',
  'The id of the delivery, from listWebhookDeliveries.': 'listWebhookDeliveries가 반환한 전송 ID입니다.',
  'Redeliver webhooks': '여러 웹훅 다시 전송하기',
  'Sends up to limit failed webhooks again, oldest first, with all attempts and the same webhook-id. Filters: endpoint, user, event and time. Leaves out tests, disabled endpoints and ended subscriptions.':
    '실패한 웹훅을 오래된 것부터 최대 limit개까지 같은 webhook-id로 다시 전송합니다. 시도 횟수는 초기화됩니다. 엔드포인트, 사용자, 이벤트, 시각으로 필터링할 수 있습니다. 테스트, 비활성화된 엔드포인트, 종료된 구독은 제외합니다.',
  'The maximum number.': '최대 개수입니다.',

  'Create webhook endpoint': '웹훅 엔드포인트 만들기',
  'Creates an endpoint: an https URL that gets a signed webhook for every event, no matter which caller caused it. Only this answer shows the secret that verifies the webhooks. A key for all users requires the scope admin.':
    '엔드포인트, 즉 이벤트마다 서명된 웹훅을 받을 https URL을 등록합니다. 누구의 호출로 발생한 이벤트든 모두 받습니다. 웹훅을 검증할 시크릿은 이 응답에서만 볼 수 있습니다. 모든 사용자를 대상으로 하는 키로 호출하려면 admin 권한이 필요합니다.',
  'The https URL that gets a webhook for each event, as Standard Webhooks defines.':
    '이벤트마다 Standard Webhooks 규격의 웹훅을 받을 https URL입니다.',
  'The events that it gets: the ends of jobs, `budget.alert` once a period when a budget passes its threshold, and `budget.exceeded` once a period when a budget is used up or first rejects a call.':
    '받을 이벤트입니다. 작업이 끝나면 보내는 이벤트와 예산 이벤트가 있습니다. `budget.alert`는 사용량이 알림 기준을 넘었을 때, `budget.exceeded`는 예산을 모두 썼거나 예산 때문에 처음으로 호출이 거부되었을 때, 각각 기간마다 한 번 보냅니다.',
  'The purpose of the endpoint, in your words; null for none.':
    '엔드포인트의 용도를 적은 설명입니다. null이면 설명을 두지 않습니다.',
  'True if events are sent to it. Events that occur while it is disabled are never sent.':
    '이벤트를 보낼지 여부입니다. 비활성화된 동안 발생한 이벤트는 나중에도 보내지 않습니다.',
  'The user whose events it gets. Without it, the events of all users and of the server. With a key that is bound to a user, only the events of this user.':
    '이벤트를 받을 사용자입니다. 생략하면 모든 사용자와 서버의 이벤트를 받습니다. 특정 사용자 전용 키로 호출하면 그 사용자의 이벤트만 받습니다.',
  'List webhook endpoints': '웹훅 엔드포인트 목록 조회하기',
  'Lists the endpoints that get webhooks, newest first, with their events, their user, their state, and since when they fail. It never returns their secrets.':
    '웹훅을 받는 엔드포인트를 이벤트, 사용자, 상태, 실패하기 시작한 시각과 함께 최신순으로 조회합니다. 시크릿은 반환하지 않습니다.',
  'Only the endpoints that get only the events of this user.':
    '이 사용자의 이벤트만 받도록 등록한 엔드포인트를 조회합니다.',
  'Only the endpoints in this state. An endpoint is failing if it is enabled and its last attempt failed.':
    '이 상태의 엔드포인트만 조회합니다. failing은 엔드포인트가 활성화되어 있지만 마지막 시도가 실패한 상태입니다.',
  'Get webhook endpoint': '웹훅 엔드포인트 조회하기',
  'Returns one endpoint: its URL, its events, its state with the reason if it is disabled, and since when it fails. listWebhookDeliveries with its id lists its webhooks.':
    '엔드포인트 하나의 URL, 이벤트, 상태(비활성화되었다면 그 이유), 실패하기 시작한 시각을 반환합니다. 이 엔드포인트로 보낸 웹훅은 listWebhookDeliveries에 엔드포인트 ID를 보내 조회할 수 있습니다.',
  'The id of the endpoint, from createWebhookEndpoint or listWebhookEndpoints.':
    'createWebhookEndpoint나 listWebhookEndpoints가 반환한 엔드포인트 ID입니다.',
  'Update webhook endpoint': '웹훅 엔드포인트 수정하기',
  'Changes the URL, events or description of an endpoint, or enables or disables it. Pending webhooks go to the new URL. Fields that are left out stay unchanged.':
    '엔드포인트의 URL, 이벤트, 설명을 바꾸거나 활성화 또는 비활성화합니다. 대기 중인 웹훅은 새 URL로 보냅니다. 생략한 필드는 그대로 둡니다.',
  'Rotate webhook endpoint secret': '웹훅 엔드포인트 시크릿 교체하기',
  'Gives an endpoint a new secret, which only this answer shows. For a day the previous secret signs as well, so no webhook fails while you update the receiver.':
    '엔드포인트에 새 시크릿을 발급합니다. 새 시크릿은 이 응답에서만 볼 수 있습니다. 하루 동안은 이전 시크릿으로도 서명하므로, 수신 서버의 시크릿을 바꾸는 동안에도 웹훅 검증이 실패하지 않습니다.',
  'Delete webhook endpoint': '웹훅 엔드포인트 삭제하기',
  'Deletes an endpoint with its secret and the record of its deliveries. Its pending webhooks are not sent. To stop it for a while, disable it with updateWebhookEndpoint.':
    '엔드포인트를 시크릿, 전송 내역과 함께 삭제합니다. 대기 중인 웹훅은 보내지 않습니다. 잠시 멈추려면 updateWebhookEndpoint로 비활성화하세요.',

  'List event subscriptions': '이벤트 구독 목록 조회하기',
  'Lists the event subscriptions of MCP clients, newest first, with the event, the URL, the user, the key or app that subscribed, and the expiry. It never returns their secrets. End one with endEventSubscription.':
    'MCP 클라이언트의 이벤트 구독을 이벤트, URL, 사용자, 구독한 키나 앱, 만료 시각과 함께 최신순으로 조회합니다. 시크릿은 반환하지 않습니다. 구독을 종료하려면 endEventSubscription을 사용하세요.',
  "Only the subscriptions to this user's jobs.": '이 사용자의 작업에 대한 구독만 조회합니다.',
  'End event subscription': '이벤트 구독 종료하기',
  'Ends an event subscription, as its client could, and deletes the record of its deliveries. Its pending events are not sent. The client can subscribe again while its key or sign-in lasts.':
    '이벤트 구독을 클라이언트 대신 종료하고 전송 내역을 삭제합니다. 대기 중인 이벤트는 보내지 않습니다. 클라이언트는 키나 로그인이 유효한 동안 다시 구독할 수 있습니다.',
  'The id of the subscription, from listEventSubscriptions or events/subscribe.':
    'listEventSubscriptions나 events/subscribe가 반환한 구독 ID입니다.',
}
