/** The first page. */
export const overview = {
  'overview.title': ['Overview', '개요'],
  'overview.now': ['Now', '현재'],
  'overview.running': ['Running', '실행 중'],
  'overview.queued': ['Queued', '대기 중'],
  'overview.retrying': ['Waiting for a retry', '재시도 대기 중'],
  'overview.today': ['Today', '오늘'],
  'overview.week': ['Last 7 days', '최근 7일'],
  'overview.month': ['Last 30 days', '최근 30일'],
  'overview.period': ['Time', '기간'],
  'overview.attention': ['Needs attention', '확인 필요'],
  'overview.well': ['Nothing needs attention.', '확인할 항목이 없습니다.'],
  'overview.deadLetters': [
    '{count} job has failed and can be retried | {count} jobs have failed and can be retried',
    '실패했지만 재시도할 수 있는 작업 {count}개',
  ],
  'overview.failure': ['{code}: {count}', '{code}: {count}개'],
  'overview.circuits': [
    '{count} model is paused because it failed too often | {count} models are paused because they failed too often',
    '실패가 잦아 호출을 일시 중지한 모델 {count}개',
  ],
  'overview.circuitsUnknown': [
    'The key-value store cannot be read, so the state of the models is unknown',
    '키-값 저장소를 읽을 수 없어 모델 상태를 알 수 없습니다',
  ],
  'overview.deliveries': [
    '{count} webhook could not be delivered | {count} webhooks could not be delivered',
    '전송하지 못한 웹훅 {count}건',
  ],
  'overview.endpointsDisabled': [
    '{count} webhook endpoint was disabled | {count} webhook endpoints were disabled',
    '비활성화된 웹훅 엔드포인트 {count}개',
  ],
  'overview.endpointsFailing': [
    '{count} webhook endpoint is failing | {count} webhook endpoints are failing',
    '전송에 실패하고 있는 웹훅 엔드포인트 {count}개',
  ],
  'overview.budgetsOver': [
    '{count} budget is used up | {count} budgets are used up',
    '모두 사용한 예산 {count}개',
  ],
  'overview.budgetsNear': [
    '{count} budget is almost used up | {count} budgets are almost used up',
    '거의 다 사용한 예산 {count}개',
  ],
  'overview.newest': ['newest {time}', '가장 최근 항목: {time}'],
} as const
