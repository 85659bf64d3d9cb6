refusal-somebody = 시스템
refusal-too-late-pending = { $who } 님이 { $at }에 먼저 보류를 해제하여 다시 승인대기 상태입니다.
refusal-too-late-held = { $who } 님이 { $at }에 먼저 보류했습니다.
refusal-too-late-rejected = { $who } 님이 { $at }에 먼저 반려했습니다.
refusal-too-late-canceled = { $who } 님이 { $at }에 먼저 취소했습니다.
refusal-too-late-approved = { $who } 님이 { $at }에 먼저 승인했습니다.
refusal-too-late-delivering = 이미 처리 중입니다. 먼저 진행: { $who }, { $at }
refusal-too-late-succeeded = { $at }에 이미 모두 성공했습니다.
refusal-too-late-failed = 그 사이에 상태가 바뀌었습니다({ $who }, { $at }). 현재 상태를 확인하세요.
refusal-too-late-closed = { $who } 님이 { $at }에 먼저 종료했습니다.
refusal-seal-broken = 화면에 표시된 봉인값이 현재 봉인값과 다릅니다. 처리하지 않았으니 내용을 다시 확인하세요.
refusal-review-unseen = 사전 확인에서 살펴볼 사항이 발견되었거나 아직 확인이 끝나지 않았습니다. 요청을 열어 내용을 확인하고 체크한 후 승인해 주세요.
refusal-note-required = 메모를 입력하세요. 사유가 기록으로 남아야 합니다.
refusal-outcomes-unknown = 결과를 알 수 없는 건이 { $count }건 있습니다. 게임에 조회하거나 직접 판정한 뒤 종료하세요.
refusal-nothing-to-do = 처리할 건이 없습니다.

list-comma = {", "}
list-and = { $rest }, { $last }

outcome-item = { $code } { $quantity }개
outcome-grant = { $servers }에서 { $players ->
    [1] 유저 1명에게
   *[other] **유저 { $players }명**에게 각각
 } { $items }를 지급합니다.
outcome-clawback = { $servers }에서 { $players ->
    [1] 유저 1명의
   *[other] **유저 { $players }명**에게서 각각
 } { $items }를 회수합니다.
outcome-total = { $sentence } 합계 { $total }

request-title = 요청 { $number }
request-asked = { $at } { $who } 님 요청
request-from-template = 템플릿 ‘{ $name }’ 버전 { $version }(으)로 작성
request-from-favorite = 즐겨찾기 ‘{ $name }’ 버전 { $version }(으)로 작성
request-approved = {", "}{ $at } { $who } 님 승인

do-copy = 새 요청으로 복사
do-copy-players = 대상 유저까지 복사

hints-title = 결정 전 확인 사항
hint-unknown = { $asked ->
    [1] **게임에 없는 ID입니다.**
   *[other] **ID { $asked }개 중 { $unknown }개가 게임에 없습니다.**
 }
hint-unknown-servers = **게임에 없는 ID가 있습니다:** { $servers }
hint-unknown-on = { $server } { $asked }개 중 { $unknown }개
hint-show-them = 목록 보기
hint-known = { $servers ->
    [1] { $players ->
        [1] ID가 게임에서 확인되었습니다.
       *[other] ID { $players }개 모두 게임에서 확인되었습니다.
    }
   *[other] ID { $players }개 모두 서버 { $servers }개에서 각각 확인되었습니다.
 }
hint-asking = 게임에 유저 확인 중: { $all }명 중 { $done }명
hint-counting = 최근 7일 지급 내역 확인 중: { $all }명 중 { $done }명
hint-unasked = **{ $server } 서버에서 { $left }명을 확인하지 못했습니다:** { $why }
hint-stuck = **{ $server } 서버가 유저 확인에 아직 응답하지 않습니다:** { $why }. 잠시 후 다시 시도합니다.
hint-lately = **이 중 { $count }명은 최근 7일 이내에 같은 아이템({ $item })을 받았습니다.**
hint-lately-some = **이 중 { $count }명은 최근 7일 이내에 같은 아이템을 받았습니다.**
hint-unusual = **평소의 { $times }배입니다.** { $item } 1인당 { $quantity }개, 최근 90일간 승인된 요청의 중앙값은 { $usual }개입니다.
hint-clawback = **유저의 재화·아이템을 회수합니다.** 이미 사용하여 보유 수량이 부족하면 게임이 거부하며, 해당 유저에게서는 아무것도 회수하지 않습니다.
hint-most = **{ $item } { $quantity }개는 1인당 최대 수량입니다.**
hint-servers = **서버 { $servers }개에서 각각 지급됩니다.** 총 { $deliveries }건
hint-servers-clawback = **서버 { $servers }개에서 각각 회수됩니다.** 총 { $deliveries }건
hint-order = **결제주문번호 { $order }에 대한 요청입니다.** 같은 구분의 다른 요청에는 이 번호를 사용할 수 없습니다.
hint-paused = **{ $server } 서버는 오류가 계속되어 { $at }까지 일시 중지되었습니다.** 해당 서버 건은 그때까지 대기합니다.

decision-title = 결정
decision-own = **본인이 올린 요청입니다.** 다른 승인권자가 결정해야 합니다.
note = 메모
note-hint-decide = 반려할 때는 필수이며, 요청자에게 표시됩니다.
note-hint-release = 요청자에게 표시됩니다.
note-hint-close = 필수: 이대로 종료해도 되는 사유
note-hint-verdict = 필수: 무엇을 확인했고 결과가 어땠는지
seen = 다음 사항을 확인했습니다: { $what }
seen-unknown = 게임에 없는 ID { $count }개
seen-unusual = 평소보다 훨씬 많은 수량
seen-unasked = 유저를 확인하지 못한 서버
seen-unfinished = 아직 끝나지 않은 사전 확인
do-approve = 승인
do-hold = 보류
do-reject = 반려
do-release = 보류 해제
cancellation-title = 내 요청
cancellation-waits = 다른 사람의 결정을 기다리고 있습니다. 그 전까지 취소할 수 있습니다.
cancellation-open = 취소하기…
cancellation-sure = 취소하면 지급·회수가 진행되지 않으며, 되돌릴 수 없습니다.
do-cancel = 요청 취소

content-title = 요청 내용
content-game = 게임
content-servers = 서버
content-reason = 사유
content-players = 대상 유저
content-players-of-kind = { $count }명 ({ $kind })
content-order-number = 결제주문번호
content-validity = 유효기간
content-always = 즉시부터 무기한
content-from = { $at }부터
content-until = { $at }까지
content-message = 지급 메시지
content-comment = 코멘트
content-none = 없음
content-items = 아이템
content-item = 아이템
content-code = 코드
content-each = 1인당
content-deliveries = 유저 × 서버
content-total = 합계

seal-title = 내용 봉인값
seal-open = 요청 내용과 대상 유저 { $players }명의 ID 전체에 대한 SHA‑256입니다. 전송 직전에 다시 검증합니다.
seal-checked = 전송 전에 검증했으며 승인 이후 변경되지 않았습니다. 재지급 시에도 동일한 내용을 전송합니다.
seal-broken = 승인 당시의 봉인값입니다.
seal-broken-notice = **내용이 승인된 것과 다릅니다.** 아무것도 전송하지 않았습니다.

progress-title = 전송 { $count }건
progress-breadth = 유저 { $players }명 · 서버 { $servers }개
progress-ended = 전송 종료
progress-succeeded = 성공
progress-failed = 실패
progress-unknown = 결과 불명
progress-unsent = 미전송
progress-under-way = 처리 중
progress-in-the-log = 성공 로그 보기
progress-none-succeeded = 성공 없음
progress-none-failed = 실패 없음
progress-causes = 원인 { $causes }종, 재지급 가능 { $again }건
progress-causes-closed = 원인 { $causes }종
progress-no-clear-answer = 전송했으나 응답이 불명확
progress-all-clear = 모든 응답 확인됨
progress-never-sent = 전송하지 않음
progress-nothing-waits = 대기 건 없음

causes-title = 원인별 안전한 조치
causes-title-closed = 실패 원인
causes-unknown = 응답 불명확
advice-unknown = 이미 반영되었을 수 있습니다: { $reasons }. 중복 처리를 막기 위해 먼저 게임에 조회하세요. 게임도 확인하지 못하면 각 전송 건 페이지에서 직접 판정합니다.
causes-counted = { $cause } { $count }건
advice-refused = 최종 실패입니다. 다시 보내도 성공할 수 없습니다. 게임 응답:
advice-player-not-found = 최종 실패입니다. 다시 보내도 성공할 수 없으니 ID를 수정하여 새로 요청하세요.
advice-balance-too-low = 최종 실패입니다. 보유 수량이 회수 수량보다 적어 아무것도 회수하지 않았습니다.
code-key-reused = 이미 사용된 키
advice-key-reused = 최종 실패입니다. 게임에 같은 키로 다른 내용이 기록되어 있습니다. 게임 서버 담당자에게 알려 주세요.
cause-not-offered = 게임이 유저 확인을 지원하지 않음
cause-busy = 서버 혼잡
advice-busy = 일시적으로 거부되어 반영되지 않았습니다. 같은 키로 다시 보내므로 중복 처리되지 않습니다.
advice-unreachable = 전송되지 않았습니다. 서버가 복구되면 다시 보낼 수 있습니다.
advice-address-not-allowed = 서버 주소가 허용된 네트워크 밖에 있어 전송하지 않았습니다. 먼저 주소를 수정해야 합니다.
advice-turned-away = 서버가 호출을 받지 않았습니다. 주로 시크릿이나 주소가 잘못된 경우이니 먼저 수정해야 합니다.
advice-did-not-arrive = 반영되지 않은 것이 확인되었습니다. 같은 키로 다시 보내므로 중복 처리되지 않습니다.
do-ask = 게임에 조회
do-regrant = 재지급
do-regrant-count = { $count }건 재지급
do-close = 종료

again-title = 재지급
again-why = { $count }건을 같은 키로 다시 보낼 수 있습니다. 이미 반영된 것은 중복 처리되지 않습니다.
finish-title = 종료
finish-unknown = **결과를 알 수 없는 건이 { $count }건 있습니다.** 게임의 처리 결과가 확인되어야 종료할 수 있습니다.

players-printed = 인쇄물에는 목록의 처음 { $count }건만 표시됩니다. 전체는 결과 파일에서 확인하세요.
players-title = 대상 유저
players-unfinished = 성공하지 못한 유저
players-count = { $count }명
players-show = 표시할 전송 건
players-show-unfinished = 미성공
players-show-succeeded = 성공
players-show-all = 전체
players-show-unknown = 게임에 없음
players-find = 이 목록에서 유저 찾기
players-find-do = 찾기
players-found = { $player } 로 시작하는 { $shown }건
players-sample = { $total }건 중 { $shown }건 표시
players-quantity = 수량
players-server = 서버
players-outcome = 결과
players-cause = 원인
players-attempts = 시도
players-settled = 최종 처리
players-none = 없음
players-range = { $total }건 중 { $from }–{ $to } (유저·서버별 1행)
players-shown = { $total }건 중 { $shown }건
players-start = 처음부터
players-more = 더 보기
results-csv = 결과 CSV
results-xlsx = 결과 엑셀
results-message = 메시지
results-time = 처리 시각({ $zone })

timeline-title = 이력
event-requested = { $who } 님 승인 요청
event-approved = { $who } 님 승인
event-rejected = { $who } 님 반려
event-held = { $who } 님 보류
event-released = { $who } 님 보류 해제
event-canceled = { $who } 님 취소
event-started = 전송 시작
event-seal_broken = 봉인값 불일치: 전송하지 않음
event-succeeded = 전체 성공
event-failed = 전송 종료: 성공 { $succeeded }, 실패 { $without }, 불명 { $unknown }
event-regranted = { $who } 님 { $deliveries }건 재지급
event-enquired = { $who } 님 { $deliveries }건 게임에 조회
event-decided_arrived = { $who } 님 { $delivery }번 건 ‘반영됨’ 판정
event-decided_not_arrived = { $who } 님 { $delivery }번 건 ‘반영 안 됨’ 판정
event-closed = { $who } 님 종료
event-results_downloaded = { $who } 님 결과 파일 다운로드

did-approve = 승인했습니다.
did-reject = 반려했습니다.
did-hold = 보류했습니다.
did-release = 보류를 해제했습니다. 다시 승인대기 상태입니다.
did-cancel = 취소했습니다. 지급·회수는 진행되지 않습니다.
did-regrant = { $count }건을 다시 보냅니다.
did-enquire = { $count }건을 게임에 조회합니다.
did-close = 종료했습니다.
did-decide-arrived = 반영된 것으로 기록했습니다.
did-decide-not-arrived = 반영되지 않은 것으로 기록했습니다. 재지급할 수 있습니다.

delivery-title = 전송 건
delivery-of = { $request }의 전송 { $total }건 중 { $n }번
delivery-facts = 전송 건 정보
delivery-player = 유저
delivery-server = 서버
delivery-quantity = 수량
delivery-cause = 원인
delivery-due = 다음 시도
delivery-settled = 최종 처리
delivery-transaction = 거래 ID
delivery-info = 추가 정보
delivery-key = 멱등 키
delivery-key-why = 이 키는 바뀌지 않습니다. 게임이 이 키로 처리한 것은 중복 처리되지 않습니다.
verdict-title = 실제로 반영되었나요?
verdict-why = 게임에 조회했지만 확인되지 않았습니다. 유저 우편함 등 게임에서 직접 확인하고 내용을 남겨 주세요.
do-arrived = 반영됨
do-not-arrived = 반영 안 됨
attempts-title = 시도 내역
attempts-count = { $count }회
attempts-none = 아직 전송하지 않았습니다.
attempt-n = 번호
attempt-at = 시각
attempt-call = 동작
attempt-outcome = 결과
attempt-status = HTTP
attempt-code = 코드
attempt-ms = ms
attempt-send = 전송
attempt-ask = 조회
attempt-person = 직접 판정
attempt-by = { $who } 님 판정
outcome-of-applied = 반영됨
outcome-of-refused = 거부
outcome-of-never_seen = 게임에 기록 없음
outcome-of-not_sent = 전송 안 됨
outcome-of-turned_away = 호출 거부
outcome-of-unclear = 불명확
outcome-of-not_applied = 반영 안 됨
