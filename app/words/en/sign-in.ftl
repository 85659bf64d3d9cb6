sign-in-title = Sign in
sign-in = Sign in
sign-in-refused = That did not work. The user name or the password is wrong, or the account is locked: after five failures it rests for 15 minutes.
username = User name
password = Password

signed-out-title = You were signed out
signed-out-why = What you sent was not done, and it is kept on this page. Sign in, come back here, and send it again.
signed-out-file = The file is not included: choose it again after sending.
signed-out-sign-in = Sign in in a new tab
signed-out-again = Send again

setup-title = Create the first admin
setup-why = This link works once. Everybody else gets an account from an admin.
setup-create = Create
setup-done = Your account is ready. Sign in with it.
your-name = Your name
