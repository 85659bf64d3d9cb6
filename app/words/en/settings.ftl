settings-title = Settings
settings-look = How the desk looks to you
settings-language = Language
settings-language-browser = As the browser
settings-time-zone = Time zone
settings-time-zone-hint = Type a city. Empty is the desk’s: { $zone }.
settings-theme = Theme
theme-light = Light
theme-dark = Dark
theme-system = System
settings-shortcuts-on = On
settings-shortcuts-off = Off
settings-shortcuts-hint = Switch them off if you use speech input, or press keys by accident. Tab and Enter work all the same.
settings-save = Save
settings-saved = Saved.
settings-password = Password
settings-old-password = Present password
settings-new-password = New password
settings-password-why = Your other sessions end then; this one goes on.
settings-change-password = Change password
settings-password-changed = Password changed. Your other sessions have ended.
times-in = Times in { $zone }
cancel = Cancel
yes = Yes
no = No

factor-title = Second factor
factor-on = On
factor-off = Off
factor-since = since
factor-codes-left = { $count ->
    [one] 1 recovery code is left.
   *[other] { $count } recovery codes are left.
}
factor-why = A code from your phone beside the password: a password that leaked lets nobody in.
factor-begin = Set up
factor-scan = Scan with your authenticator app
factor-scan-why = Any app for time-based codes will do. Then type the code it shows.
factor-qr = QR code for the authenticator app
factor-secret = Or type this secret into the app
factor-code-hint = Six digits, new every half minute.
factor-confirm = Turn on
factor-added = The second factor is on from your next sign-in.
factor-recovery = Recovery codes
factor-recovery-why = For the day on which the phone is lost. Each works once, in place of a code. They are shown now and never again: print them or put them into your password manager.
factor-kept = I have kept them
factor-remove = Turn off
factor-remove-why = The password alone lets you in then. The recovery codes end as well.
factor-removed = The second factor is off.

second-step-title = One more step
second-step-why = Type the code your authenticator app shows, or a recovery code.
second-step-code = Code
second-step-other = Sign in as somebody else
