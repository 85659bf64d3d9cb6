sign-in-title = Sign in
sign-in = Sign in
sign-in-refused = That did not work. The user name or the password is wrong, or the account is locked: after five failures it rests for 15 minutes.
username = User name
password = Password

setup-title = Create the first admin
setup-why = This link works once. Everybody else gets an account from an admin.
setup-create = Create
setup-done = Your account is ready. Sign in with it.
your-name = Your name
