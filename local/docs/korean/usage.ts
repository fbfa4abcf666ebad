/** Usage, budgets, the overview, models and health. */
export const usage: Record<string, string> = {
  'Get usage': '사용량 조회하기',
  'Returns model calls, answers, failures, tokens, cost and latency up to this moment: totals, and a series by hour, day or month in any time zone, for one user or all, split by user, model or API key.':
    '지금까지의 모델 호출, 답변, 실패, 토큰, 비용, 지연 시간을 반환합니다. 합계와 함께, 지정한 시간대를 기준으로 나눈 시간별, 일별, 월별 추이도 반환합니다. 한 사용자 또는 모든 사용자를 대상으로 하며, 사용자별, 모델별, API 키별로 나눌 수 있습니다.',
  'Returns only the usage of this user. Without it, returns the usage of all users.':
    '이 사용자의 사용량만 반환합니다. 생략하면 모든 사용자의 사용량을 반환합니다.',
  'Returns only the usage of this model. Use provider/name for a model outside the default provider.':
    '이 모델의 사용량만 반환합니다. 기본 제공자가 아닌 제공자의 모델은 `제공자/이름` 형식으로 적습니다.',
  'Returns only the usage of this API key.': '이 API 키의 사용량만 반환합니다.',
  'The first day or time. The default is the last 24 hours, 30 days or 12 months.':
    '시작 날짜나 시각입니다. 기본값은 최근 24시간, 30일, 12개월입니다.',
  'The first day or time after the range. The default is now.':
    '끝 날짜나 시각이며, 이 시점은 포함되지 않습니다. 기본값은 현재 시각입니다.',
  'The size of one step of the series.': '추이의 시간 단위입니다.',
  'The IANA time zone in which days and months begin, such as Asia/Seoul.':
    '하루와 한 달의 시작을 정하는 IANA 시간대입니다. 예: Asia/Seoul.',
  'Splits each step by user, model or API key.': '추이를 사용자별, 모델별, API 키별로 나눕니다.',
  'csv returns the whole series as a text file. The header Accept: text/csv has the same effect.':
    'csv는 추이 전체를 텍스트 파일로 반환합니다. Accept: text/csv 헤더를 보내도 같습니다.',
  'How many rows of the series to return.': '반환할 추이의 행 수입니다.',
  'How many rows to skip.': '건너뛸 행 수입니다.',
  '`text/csv` is the same as `format=csv`. The parameter `format` takes precedence.':
    '`text/csv`는 `format=csv`와 같습니다. `format` 파라미터가 우선합니다.',

  'Get budgets': '예산 조회하기',
  "Returns the budgets of a user, or of the whole server, with the amounts spent, reserved for running calls, and remaining, and the time of each budget's next reset.":
    '사용자나 서버 전체의 예산을 반환합니다. 예산마다 사용량, 진행 중인 호출에 예약된 양, 남은 양, 다음 초기화 시각이 있습니다.',
  'Returns the budgets of this user. Without it, returns those of the whole server.':
    '이 사용자의 예산을 반환합니다. 생략하면 서버 전체의 예산을 반환합니다.',
  'List budgets': '예산 목록 조회하기',
  'Lists the budgets of all users and of the server, the most used first. With usedPercentMin, lists only the budgets that are at least this much used.':
    '모든 사용자와 서버의 예산을 사용률이 높은 순으로 조회합니다. usedPercentMin을 보내면 사용률이 그 값 이상인 예산만 조회합니다.',
  'Only the budgets of this user.': '이 사용자의 예산만 조회합니다.',
  'Lists only budgets that are at least this much used, in percent. 100 lists the budgets that are used up.':
    '사용률(%)이 이 값 이상인 예산만 조회합니다. 100이면 모두 쓴 예산만 조회합니다.',
  'Set budget': '예산 설정하기',
  'Limits the spending of a user, or of the whole server without userId, in a day or a month, in tokens or US dollars. Answers above the soft limit carry a warning; the hard limit is never exceeded. Without either limit the budget is removed.':
    '사용자의 하루 또는 한 달 지출을 토큰이나 미국 달러로 제한합니다. userId를 생략하면 서버 전체를 제한합니다. 소프트 한도를 넘은 답변에는 경고가 붙고, 하드 한도는 절대 넘지 않습니다. 두 한도를 모두 생략하면 예산이 제거됩니다.',
  'The user of the budget. Without it, the budget is that of the whole server.':
    '예산을 적용할 사용자입니다. 생략하면 서버 전체에 적용합니다.',
  'A day or a month, in UTC.': '하루 또는 한 달이며, UTC 기준입니다.',
  'The limited amount: tokens, or US dollars at the price of the model.':
    '제한할 단위입니다. 토큰 또는 모델 가격으로 계산한 미국 달러입니다.',
  'Answers above it carry a warning. null: no soft limit.':
    '이 값을 넘은 답변에는 경고가 붙습니다. null이면 소프트 한도가 없습니다.',
  'Never exceeded: a call that does not fit fails with budget_exceeded. null: no hard limit.':
    '절대 넘지 않는 한도입니다. 한도를 넘게 될 호출은 budget_exceeded 오류로 실패합니다. null이면 하드 한도가 없습니다.',
  'The percentage of hard (or of soft, without hard) at which webhook endpoints receive budget.alert. null: at soft, or at 80 % of hard without soft.':
    '웹훅 엔드포인트에 budget.alert를 보낼 기준입니다. hard 대비 비율(%)로 정하며, hard가 없으면 soft 대비 비율로 정합니다. null이면 soft에 도달했을 때 보내고, soft가 없으면 hard의 80%에 도달했을 때 보냅니다.',

  'Get overview': '개요 조회하기',
  'Summarizes the state of a user or of the whole server: open jobs, usage today and in the last 7 and 30 days, dead letters by error, open circuits, failing webhooks, and budgets near their limit, each with the URL of its list.':
    '사용자나 서버 전체의 상태를 요약합니다. 끝나지 않은 작업, 오늘과 최근 7일, 30일의 사용량, 오류별 데드 레터, 열린 서킷 브레이커, 전송에 실패하고 있는 웹훅, 한도에 가까운 예산을 각 목록의 URL과 함께 반환합니다.',
  'Limits the overview to this user. Without it, the overview covers all users.':
    '이 사용자의 개요만 조회합니다. 생략하면 모든 사용자가 대상입니다.',
  'The IANA time zone in which days begin, such as Asia/Seoul.':
    '하루의 시작을 정하는 IANA 시간대입니다. 예: Asia/Seoul.',
  'List models': '모델 목록 조회하기',
  "Lists the models that the caller's key may use, with names, prices and their sources, limits, fallbacks, and each circuit breaker with its last error. With the scope admin it also returns the providers and their last check.":
    '호출한 키로 쓸 수 있는 모델을 조회합니다. 모델마다 이름, 가격과 그 출처, 한도, 대체 순서, 서킷 브레이커의 상태와 마지막 오류가 있습니다. admin 권한이 있으면 제공자와 마지막 점검 결과도 반환합니다.',
  'Lists only models whose name contains this text. Case does not matter.':
    '이름에 이 텍스트가 들어 있는 모델만 조회합니다. 대소문자를 구분하지 않습니다.',
  'Lists only the models of this provider.': '이 제공자의 모델만 조회합니다.',
  'How many models to return.': '반환할 모델 수입니다.',
  'How many models to skip.': '건너뛸 모델 수입니다.',

  'Get health': '서버 상태 조회하기',
  'Reports the state of the server and of the services that it depends on. Needs no API key.':
    '서버의 상태와 서버가 사용하는 서비스의 상태를 반환합니다. API 키는 필요 없습니다.',
}
