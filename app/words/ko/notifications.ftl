bell = { $count ->
    [0] 알림
   *[other] 알림, 읽지 않음 { $count }건
}
notifications-title = 알림
notifications-intro = 내 요청의 처리 결과입니다.
notifications-read-all = 모두 읽음
notifications-webhook = Slack으로 받기
notifications-new = 새 알림
notifications-none = 알림이 없습니다
notifications-none-why = 내 요청이 승인·반려되거나 처리가 끝나면 여기에 표시됩니다.

news-request = { $number } 요청
news-batch = 일괄 요청 { $count }건
news-players = { $count }명
news-requested = { $what }이 승인을 기다립니다. (요청자: { $who })
news-approved = { $what }이 승인되었습니다. ({ $who })
news-rejected = { $what }이 반려되었습니다. ({ $who })
news-held = { $what }이 보류되었습니다. ({ $who })
news-released = { $what }의 보류가 해제되어 다시 승인 대기 중입니다. ({ $who })
news-succeeded = { $deliveries ->
    [1] { $what }이 성공했습니다.
   *[other] { $what }이 성공했습니다. { $deliveries }건 모두 처리되었습니다.
}
news-succeeded-by = { $what }이 성공으로 확정되었습니다. (확인: { $who })
news-failed = { $what }이 실패했습니다. 성공 { $succeeded }/{ $deliveries }건
news-closed = { $what }이 종료되었습니다. 성공 { $succeeded }/{ $deliveries }건 ({ $who })
news-webhook-paused = 전송이 계속 실패해 웹훅 { $what } 사용이 중지되었습니다.
news-webhook-paused-own = 전송이 계속 실패해 내 웹훅 사용이 중지되었습니다.

webhooks-title = 웹훅
webhooks-intro = 이 게임의 요청 소식을 Slack 채널이나 Slack 형식을 받는 곳으로 보냅니다. 번호, 상태, 담당자, 합계만 보내며 유저 ID와 코멘트는 보내지 않습니다.
webhook-own-title = 내 웹훅
webhook-own-intro = 내 요청의 처리 결과를 Slack이나 Slack 형식을 받는 곳으로 받습니다.
webhook-own-what = 내 요청이 승인·반려·보류·보류 해제·종료되거나 실패하면 메시지를 보냅니다. 성공은 화면 알림으로만 표시됩니다. 번호, 상태, 담당자, 합계만 보내며 유저 ID와 코멘트는 보내지 않습니다.
webhook-new = 새 웹훅
webhook-change = 웹훅
webhook-name = 이름
webhook-url = URL
webhook-url-hint = Slack의 Incoming Webhooks에서 발급합니다. 허용 호스트: { $hosts }
webhook-url-no-hosts = 아직 허용된 호스트가 없습니다. 시스템 담당자에게 문의하세요.
webhook-url-kept = 현재 주소는 { $address }입니다. 그대로 두려면 비워 두세요.
webhook-language = 언어
webhook-kinds = 알림 종류
webhook-kind-requested = 새 요청
webhook-kind-approved = 승인
webhook-kind-rejected = 반려
webhook-kind-held = 보류
webhook-kind-released = 보류 해제
webhook-kind-succeeded = 성공
webhook-kind-failed = 실패
webhook-kind-closed = 종료
webhook-save = 저장
webhook-said-saved = 저장했습니다. 테스트 메시지를 보내 확인해 보세요.
webhook-said-removed = 웹훅을 삭제했습니다.
webhook-said-resumed = 다시 시작했습니다. 지금부터 발생하는 알림을 보냅니다.
webhook-paused = 중지됨
webhook-failing = 전송 실패 중
webhook-working = 정상
webhook-unused = 전송 내역 없음
webhook-sent-at = 마지막 전송
webhook-failed-at = 마지막 실패
webhook-failed-why = 사유
webhook-paused-at = 중지 일시
webhook-paused-why = 한 시간 넘게 전송에 실패했습니다.
webhook-resume = 다시 시작
webhook-test = 테스트 메시지 보내기
webhook-test-text = Grantdesk 테스트 메시지입니다. (보낸 사람: { $who })
webhook-test-too-many = 테스트 메시지를 여러 번 보냈습니다. 1분 뒤에 다시 시도하세요.
webhook-taken = 도착했습니다
webhook-not-taken = 받지 않았습니다
webhook-remove = 삭제
webhook-remove-sure = 더 이상 알림을 보내지 않으며 URL도 삭제됩니다.
webhook-do-remove = 웹훅 삭제
webhook-lost = 전송하지 못한 알림
webhook-too-old = 하루 동안 전송하지 못함
webhook-problem-no-name = 이름을 입력하세요.
webhook-problem-long-name = 60자까지 입력할 수 있습니다.
webhook-problem-name-unseen = 보이지 않는 문자가 있습니다. 다시 입력해 주세요.
webhook-problem-name-taken = 같은 이름의 웹훅이 이미 있습니다.
webhook-problem-no-url = 웹훅 URL을 입력하세요.
webhook-problem-not-a-url = 웹훅 URL 형식이 아닙니다. https://로 시작해야 합니다.
webhook-problem-not-https = 이 호스트는 https만 허용됩니다.
webhook-problem-host-not-allowed = 허용되지 않은 호스트입니다. 시스템 담당자에게 허용을 요청하세요.
webhook-problem-no-kinds = 하나 이상 선택하세요.
webhook-problem-too-many = 게임당 웹훅은 20개까지입니다. 먼저 하나를 삭제하세요.

catalog-event-webhook-added = { $who } 님이 웹훅을 추가했습니다
catalog-event-webhook-changed = { $who } 님이 웹훅을 변경했습니다
catalog-event-webhook-removed = { $who } 님이 웹훅을 삭제했습니다
catalog-event-webhook-paused = 전송 실패가 계속되어 웹훅이 중지되었습니다
catalog-event-webhook-resumed = { $who } 님이 웹훅을 재개했습니다
catalog-event-webhook-tested = { $who } 님이 테스트 메시지를 보냈습니다

settings-webhook = 메시지 알림
settings-webhook-why = 내 요청의 처리 결과를 Slack으로 받습니다.
settings-webhook-begin = 설정 시작
settings-webhook-change = 변경
