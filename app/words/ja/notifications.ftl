bell = { $count ->
    [0] 通知
   *[other] 通知、未読 { $count }件
}
notifications-title = 通知
notifications-intro = 自分の申請の処理結果です。
notifications-read-all = すべて既読にする
notifications-webhook = Slackで受け取る
notifications-new = 新着
notifications-none = 通知はありません
notifications-none-why = 申請が承認・差し戻しされたり処理が終わったりすると、ここに表示されます。

news-request = 申請 { $number }
news-batch = 一括申請 { $count }件
news-players = { $count }人
news-requested = { $what }が承認待ちです（申請者：{ $who }）
news-approved = { $what }が承認されました（{ $who }）
news-rejected = { $what }が差し戻されました（{ $who }）
news-held = { $what }が保留になりました（{ $who }）
news-released = { $what }の保留が解除され、承認待ちに戻りました（{ $who }）
news-succeeded = { $deliveries ->
    [1] { $what }が成功しました
   *[other] { $what }が成功しました。{ $deliveries }件すべて処理済みです
}
news-succeeded-by = { $what }の成功が確認されました（確認：{ $who }）
news-failed = { $what }が失敗しました。成功{ $succeeded }/{ $deliveries }件
news-closed = { $what }が終了しました。成功{ $succeeded }/{ $deliveries }件（{ $who }）
news-webhook-paused = 送信の失敗が続いたため、Webhook { $what }を停止しました
news-webhook-paused-own = 送信の失敗が続いたため、自分のWebhookを停止しました

webhooks-title = Webhook
webhooks-intro = このゲームの申請の動きを、Slackのチャンネルや、Slack形式を受け取れる宛先に送ります。送るのは番号・状態・担当者・合計だけで、ユーザーIDやコメントは送りません。
webhook-own-title = 自分のWebhook
webhook-own-intro = 自分の申請の処理結果を、Slackや、Slack形式を受け取れる宛先で受け取ります。
webhook-own-what = 自分の申請が承認・差し戻し・保留・保留解除・終了されたとき、または失敗したときにメッセージを送ります。成功は画面の通知だけです。送るのは番号・状態・担当者・合計だけで、ユーザーIDやコメントは送りません。
webhook-new = 新しいWebhook
webhook-change = Webhook
webhook-name = 名前
webhook-url = URL
webhook-url-hint = SlackのIncoming Webhooksで発行します。許可ホスト：{ $hosts }
webhook-url-no-hosts = 許可されたホストがまだありません。システム担当者にお問い合わせください。
webhook-url-kept = 現在は{ $address }です。変更しない場合は空欄のままにしてください。
webhook-language = 言語
webhook-kinds = 通知の種類
webhook-kind-requested = 新規申請
webhook-kind-approved = 承認
webhook-kind-rejected = 差し戻し
webhook-kind-held = 保留
webhook-kind-released = 保留解除
webhook-kind-succeeded = 成功
webhook-kind-failed = 失敗
webhook-kind-closed = 終了
webhook-save = 保存
webhook-said-saved = 保存しました。テストメッセージを送って確認してください。
webhook-said-removed = Webhookを削除しました。
webhook-said-resumed = 再開しました。これ以降の通知を送ります。
webhook-paused = 停止中
webhook-failing = 送信失敗中
webhook-working = 正常
webhook-unused = 送信履歴なし
webhook-sent-at = 最終送信
webhook-failed-at = 最終失敗
webhook-failed-why = 理由
webhook-paused-at = 停止日時
webhook-paused-why = 1時間以上、送信に失敗しました。
webhook-resume = 再開
webhook-test = テストメッセージを送信
webhook-test-text = Grantdeskからのテストメッセージです（送信者：{ $who }）
webhook-test-too-many = テストメッセージの送信が続いています。1分ほど待ってから再度お試しください。
webhook-taken = 届きました
webhook-not-taken = 受け付けられませんでした
webhook-remove = 削除
webhook-remove-sure = 以後は送信されず、URLも消去されます。
webhook-do-remove = Webhookを削除
webhook-lost = 届かなかった通知
webhook-too-old = 1日以内に届けられませんでした
webhook-problem-no-name = 名前を入力してください。
webhook-problem-long-name = 60文字以内で入力してください。
webhook-problem-name-unseen = 見えない文字が含まれています。入力し直してください。
webhook-problem-name-taken = 同じ名前のWebhookがあります。
webhook-problem-no-url = WebhookのURLを入力してください。
webhook-problem-not-a-url = WebhookのURLではありません。https:// で始まるURLを入力してください。
webhook-problem-not-https = このホストにはhttpsだけが使えます。
webhook-problem-host-not-allowed = 許可されていないホストです。システム担当者に許可を依頼してください。
webhook-problem-no-kinds = 1つ以上選択してください。
webhook-problem-too-many = Webhookは1ゲームにつき20件までです。先に1件削除してください。

catalog-event-webhook-added = { $who }さんがWebhookを追加しました
catalog-event-webhook-changed = { $who }さんがWebhookを変更しました
catalog-event-webhook-removed = { $who }さんがWebhookを削除しました
catalog-event-webhook-paused = 送信の失敗が続いたためWebhookが停止しました
catalog-event-webhook-resumed = { $who }さんがWebhookを再開しました
catalog-event-webhook-tested = { $who }さんがテストメッセージを送信しました

settings-webhook = メッセージ通知
settings-webhook-why = 自分の申請の処理結果をSlackで受け取ります。
settings-webhook-begin = 設定する
settings-webhook-change = 変更
