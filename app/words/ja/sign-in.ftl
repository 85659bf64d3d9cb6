sign-in-title = ログイン
sign-in = ログイン
sign-in-refused = ログインできませんでした。ユーザー名かパスワードが違うか、アカウントがロックされています。5回失敗すると15分間ロックされます。
username = ユーザー名
password = パスワード

setup-title = 最初の管理者を作成
setup-why = このリンクは一度しか使えません。ほかの人のアカウントは管理者が作成します。
setup-create = 作成
setup-done = アカウントを作成しました。ログインしてください。
your-name = 名前
