refusal-somebody = システム
refusal-too-late-pending = { $who }さんが{ $at }に先に保留を解除し、承認待ちに戻っています。
refusal-too-late-held = { $who }さんが{ $at }に先に保留しました。
refusal-too-late-rejected = { $who }さんが{ $at }に先に差し戻しました。
refusal-too-late-canceled = { $who }さんが{ $at }に先に取り消しました。
refusal-too-late-approved = { $who }さんが{ $at }に先に承認しました。
refusal-too-late-delivering = すでに処理中です。先に進めた人：{ $who }、{ $at }
refusal-too-late-succeeded = { $at }にすべて成功しています。
refusal-too-late-failed = その間に状態が変わりました（{ $who }、{ $at }）。現在の状態を確認してください。
refusal-too-late-closed = { $who }さんが{ $at }に先に終了しました。
refusal-seal-broken = 表示されていたハッシュ値が現在のものと一致しません。何も処理していません。内容をもう一度確認してください。
refusal-review-unseen = 事前確認で注意点が見つかったか、確認がまだ終わっていません。申請を開いて内容を確認し、チェックを入れてから承認してください。
refusal-note-required = メモを入力してください。理由を記録に残す必要があります。
refusal-outcomes-unknown = 結果不明が{ $count }件あります。ゲームに照会するか、判定してから終了してください。
refusal-nothing-to-do = 処理できるものはありません。

list-comma = 、
list-and = { $rest }、{ $last }

outcome-item = { $code } { $quantity }個
outcome-grant = { $servers }で{ $players ->
    [1] ユーザー1人に
   *[other] **ユーザー{ $players }人**それぞれに
 } { $items }を付与します。
outcome-clawback = { $servers }で{ $players ->
    [1] ユーザー1人から
   *[other] **ユーザー{ $players }人**それぞれから
 } { $items }を回収します。
outcome-total = { $sentence }合計 { $total }

request-title = 申請 { $number }
request-asked = { $at } { $who }さんが申請
request-from-template = テンプレート「{ $name }」バージョン { $version }から作成
request-from-favorite = お気に入り「{ $name }」バージョン{ $version }から作成
request-approved = {"、"}{ $at } { $who }さんが承認

do-copy = 新規申請にコピー
do-copy-players = ユーザーも含めてコピー

hints-title = 決定の前に確認すること
hint-unknown = { $asked ->
    [1] **ゲームに存在しないIDです。**
   *[other] **ID { $asked }件のうち{ $unknown }件はゲームに存在しません。**
 }
hint-unknown-servers = **ゲームに存在しないIDがあります：**{ $servers }
hint-unknown-on = { $server } { $asked }件中{ $unknown }件
hint-show-them = 一覧を見る
hint-known = { $servers ->
    [1] { $players ->
        [1] IDはゲームで確認できました。
       *[other] ID { $players }件はすべてゲームで確認できました。
    }
   *[other] ID { $players }件はすべて{ $servers }サーバーのそれぞれで確認できました。
 }
hint-asking = ゲームにユーザーを照会中：{ $all }人中{ $done }人
hint-counting = 直近7日間の付与を確認中：{ $all }人中{ $done }人
hint-unasked = **{ $server }で{ $left }人を照会できませんでした：**{ $why }
hint-stuck = **{ $server }からユーザー照会の回答がまだありません：**{ $why }。しばらくしてから再試行します。
hint-lately = **このうち{ $count }人は直近7日以内に{ $item }を受け取っています。**
hint-lately-some = **このうち{ $count }人は直近7日以内に同じアイテムを受け取っています。**
hint-unusual = **通常の{ $times }倍です。**{ $item } 1人あたり{ $quantity }個。直近90日に承認された申請の中央値は{ $usual }個です。
hint-clawback = **ユーザーから回収します。**すでに使用されて所持数が足りない場合はゲームが拒否し、そのユーザーからは何も回収しません。
hint-most = **{ $item } { $quantity }個は1人あたりの上限です。**
hint-servers = **{ $servers }サーバーのそれぞれで付与されます。**計{ $deliveries }件
hint-servers-clawback = **{ $servers }サーバーのそれぞれで回収されます。**計{ $deliveries }件
hint-order = **注文番号{ $order }に対する申請です。**同じ区分のほかの申請では使えません。
hint-paused = **{ $server }はエラーが続くため{ $at }まで一時停止中です。**このサーバー分はそれまで待機します。

decision-title = 決定
decision-own = **ご自身の申請です。**ほかの承認者が決定します。
note = メモ
note-hint-decide = 差し戻しには必須です。申請者に表示されます。
note-hint-release = 申請者に表示されます。
note-hint-close = 必須：このまま終了してよい理由
note-hint-verdict = 必須：何を確認し、どうだったか
seen = 次の点を確認しました：{ $what }
seen-unknown = ゲームに存在しないID { $count }件
seen-unusual = 通常より大幅に多い数量
seen-unasked = ユーザーを照会できなかったサーバー
seen-unfinished = 事前確認がまだ終わっていないこと
do-approve = 承認
do-hold = 保留
do-reject = 差し戻し
do-release = 保留を解除
cancellation-title = 自分の申請
cancellation-waits = ほかの人の決定を待っています。それまでは取り消せます。
cancellation-open = 取り消す…
cancellation-sure = 取り消すと付与・回収は行われず、元に戻せません。
do-cancel = 申請を取り消す

content-title = 申請内容
content-game = ゲーム
content-servers = サーバー
content-reason = 理由
content-players = 対象ユーザー
content-players-of-kind = { $count }人（{ $kind }）
content-order-number = 注文番号
content-validity = 有効期間
content-always = 即時・無期限
content-from = { $at }から
content-until = { $at }まで
content-message = 付与メッセージ
content-comment = コメント
content-none = なし
content-items = アイテム
content-item = アイテム
content-code = コード
content-each = 1人あたり
content-deliveries = ユーザー × サーバー
content-total = 合計

seal-title = 内容のハッシュ値
seal-open = 申請内容と対象ユーザー{ $players }人のIDすべてのSHA‑256です。送信の直前にもう一度確認します。
seal-checked = 送信前に確認済みで、承認後の変更はありません。再付与でも同じ内容を送ります。
seal-broken = 承認時のハッシュ値です。
seal-broken-notice = **内容が承認されたものと異なります。**何も送信していません。

progress-title = 送信 { $count }件
progress-breadth = ユーザー { $players }人 · { $servers }サーバー
progress-ended = 送信終了
progress-succeeded = 成功
progress-failed = 失敗
progress-unknown = 結果不明
progress-unsent = 未送信
progress-under-way = 処理中
progress-in-the-log = 成功ログを見る
progress-none-succeeded = 成功なし
progress-none-failed = 失敗なし
progress-causes = 原因{ $causes }種、再付与可能{ $again }件
progress-causes-closed = 原因 { $causes }種
progress-no-clear-answer = 送信したが応答が不明確
progress-all-clear = すべての応答を確認済み
progress-never-sent = 送信しません
progress-nothing-waits = 待機なし

causes-title = 原因ごとの安全な対応
causes-title-closed = 失敗の原因
causes-unknown = 応答が不明確
advice-unknown = すでに届いている可能性があります：{ $reasons }。二重処理を防ぐため、まずゲームに照会してください。ゲームにも分からない場合は、各件のページで判定します。
causes-counted = { $cause } { $count }件
advice-refused = 確定した失敗です。再送しても成功しません。ゲームの応答：
advice-player-not-found = 確定した失敗です。再送しても成功しません。IDを直して新しく申請してください。
advice-balance-too-low = 確定した失敗です。所持数が回収数に足りないため、何も回収していません。
code-key-reused = 使用済みのキー
advice-key-reused = 確定した失敗です。ゲームには同じキーで別の内容が記録されています。ゲームサーバーの担当者に知らせてください。
cause-not-offered = ゲームがユーザー照会に非対応
cause-busy = サーバー混雑
advice-busy = 一時的に断られ、反映されていません。同じキーで送るため、二重には届きません。
advice-unreachable = 何も送信していません。サーバーが復旧すれば再送できます。
advice-address-not-allowed = サーバーのアドレスが許可されたネットワークの外にあるため、送信していません。先に修正してください。
advice-turned-away = サーバーが呼び出しを受け付けませんでした。多くはシークレットかアドレスの誤りです。先に修正してください。
advice-did-not-arrive = 届いていないことが分かっています。同じキーで送るため、二重には届きません。
do-ask = ゲームに照会
do-regrant = 再付与
do-regrant-count = { $count }件を再付与
do-close = 終了

again-title = 再付与
again-why = { $count }件を同じキーで再送できます。届いているものが二重に届くことはありません。
finish-title = 終了
finish-unknown = **結果不明が{ $count }件あります。**ゲームでの結果が分かるまで終了できません。

players-printed = 印刷では一覧の最初の{ $count }件のみ表示します。すべては結果ファイルで確認できます。
players-title = 対象ユーザー
players-unfinished = 成功していないユーザー
players-count = { $count }人
players-show = 表示する件
players-show-unfinished = 未成功
players-show-succeeded = 成功
players-show-all = すべて
players-show-unknown = ゲームに存在しない
players-find = この一覧からユーザーを探す
players-find-do = 探す
players-found = { $player }で始まる{ $shown }件
players-sample = { $total }件中{ $shown }件を表示
players-quantity = 数量
players-server = サーバー
players-outcome = 結果
players-cause = 原因
players-attempts = 試行
players-settled = 最終処理
players-none = なし
players-range = { $total }件中{ $from }–{ $to }（ユーザー・サーバーごとに1行）
players-shown = { $total }件中{ $shown }件
players-start = 最初から
players-more = 続き
results-csv = 結果CSV
results-xlsx = 結果Excel
results-message = メッセージ
results-time = 処理日時（{ $zone }）

timeline-title = 履歴
event-requested = { $who }さんが承認を申請
event-approved = { $who }さんが承認
event-rejected = { $who }さんが差し戻し
event-held = { $who }さんが保留
event-released = { $who }さんが保留を解除
event-canceled = { $who }さんが取り消し
event-started = 送信開始
event-seal_broken = ハッシュ値の不一致：送信していません
event-succeeded = すべて成功
event-failed = 送信終了：成功 { $succeeded }、失敗 { $without }、不明 { $unknown }
event-regranted = { $who }さんが{ $deliveries }件を再付与
event-enquired = { $who }さんが{ $deliveries }件をゲームに照会
event-decided_arrived = { $who }さんが{ $delivery }番を「届いた」と判定
event-decided_not_arrived = { $who }さんが{ $delivery }番を「届いていない」と判定
event-closed = { $who }さんが終了
event-results_downloaded = { $who }さんが結果ファイルをダウンロード

did-approve = 承認しました。
did-reject = 差し戻しました。
did-hold = 保留しました。
did-release = 保留を解除しました。承認待ちに戻りました。
did-cancel = 取り消しました。付与・回収は行われません。
did-regrant = { $count }件を再送します。
did-enquire = { $count }件をゲームに照会します。
did-close = 終了しました。
did-decide-arrived = 「届いた」と記録しました。
did-decide-not-arrived = 「届いていない」と記録しました。再付与できます。

delivery-title = 送信の詳細
delivery-of = { $request }の{ $total }件中{ $n }番
delivery-facts = この件の情報
delivery-player = ユーザー
delivery-server = サーバー
delivery-quantity = 数量
delivery-cause = 原因
delivery-due = 次の試行
delivery-settled = 最終処理
delivery-transaction = トランザクション
delivery-info = 追加情報
delivery-key = 冪等キー
delivery-key-why = このキーは変わりません。ゲームがこのキーで処理したものは二重に処理されません。
verdict-title = 届いていますか？
verdict-why = ゲームに照会しましたが確認できませんでした。ユーザーのメールボックスなどを直接確認し、内容を残してください。
do-arrived = 届いた
do-not-arrived = 届いていない
attempts-title = 試行の記録
attempts-count = { $count }回
attempts-none = まだ送信していません。
attempt-n = 番号
attempt-at = 日時
attempt-call = 動作
attempt-outcome = 結果
attempt-status = HTTP
attempt-code = コード
attempt-ms = ms
attempt-send = 送信
attempt-ask = 照会
attempt-person = 人による判定
attempt-by = { $who }さんが判定
outcome-of-applied = 届いた
outcome-of-refused = 拒否
outcome-of-never_seen = ゲームに記録なし
outcome-of-not_sent = 送信せず
outcome-of-turned_away = 呼び出しを拒否
outcome-of-unclear = 不明確
outcome-of-not_applied = 届いていない
