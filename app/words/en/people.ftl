users-title = Users
users-intro = Everybody with an account, and what they may do in which game.
users-tabs = Active or disabled
users-active = Active
users-disabled = Disabled
users-search = Name or user name
users-role = Role
users-all-roles = All roles
users-none = Nobody here
users-none-why = No account passes these filters.
users-name = Name
users-roles = Roles
users-no-roles = none yet
users-signed-in = Last sign-in
users-never = never
every-game = Every game

account-disabled = Disabled
account-locked = Locked
account-invited = Invited
account-second-factor = Second factor

user-title = User
user-new = New user
user-new-why = You get a link to pass on; the password is chosen by the person. Roles come next.
user-add = Add user
user-username-hint = To sign in with; upper and lower case are one.
user-name-hint = As colleagues read it on requests and in logs.
user-names = Names
user-renamed = Renamed.
user-created = Account since
user-disabled-since = Disabled since
user-locked-until = Locked until
user-link-until = Link open until
user-zone-desk = As the desk
user-roles-why = A press gives or takes a role, at once.
user-role-in = { $role } in { $game }
user-role-given = Role given.
user-role-taken = Role taken.
user-access = Access
user-link-password = New password link
user-link-password-why = For a lost password. The old one works until the link is used.
user-link-invite = New invitation link
user-link-invite-why = An older link is worth nothing then.
user-unlock = Unlock
user-unlock-why = After too many failed sign-ins.
user-sign-out = Sign out everywhere
user-sign-out-why = Ends every session of this person.
user-reset-factor = Reset second factor
user-reset-factor-why = When the phone is lost. Make sure it is this person who asks.
user-disable = Disable
user-disable-why = Out at the next click. What they did stays as it is, and roles are kept.
user-enable = Enable
user-enable-why = They sign in again as before.
user-was-disabled = Disabled.
user-was-enabled = Enabled.
user-was-unlocked = Unlocked.
user-was-signed-out = Signed out everywhere.
user-factor-was-reset = Second factor reset.
user-last = Lately
user-all-done = All they did
user-all-about = All about the account
user-nothing = Nothing yet.

link-title = One-time link
link-for = Link for { $name }
link-once = This link is shown once. Copy it now.
link-label = Link
link-until = It works once, until { $until }.
link-why = Give it to the person themselves, by a way you trust: whoever opens it chooses the password.
link-go-on = Copied, go on to roles

welcome-title = Set a password
welcome-hello = Welcome, { $name }
welcome-why = Choose a password for Grantdesk. This link works once.
welcome-password = New password
welcome-set = Set password
welcome-done = Your password is set. Sign in with it.
password-hint = At least { $least } characters. A few words are easier to remember than signs.

roles-title = Roles
roles-intro = A role is a set of permissions. Who holds it in which game is set at the user.
roles-holders = Holders
role = Role
role-new = New role
role-title = Role
role-name = Name
role-permissions = Permissions
role-holders = { $role }: { $count ->
    [one] 1 holder
   *[other] { $count } holders
}
role-held-by = { $count ->
    [one] 1 person holds it.
   *[other] { $count } people hold it.
}
role-change-why = A change counts at once for whoever holds it.
role-now = It is now called “{ $name }” and allows: { $permissions }. Saving again overwrites that.
role-now-nothing = It is now called “{ $name }” and allows nothing. Saving again overwrites that.
role-retired = Retired
role-retire = Retire
role-retire-why = It is offered no more. Whoever holds it keeps it until it is taken.
role-restore = Bring back
role-restore-why = It is offered again.
role-added = Role added.
role-changed = Role changed.
role-was-retired = Role retired.
role-was-restored = Role brought back.

permission-request = Request
permission-request-why = Ask for grants and clawbacks.
permission-approve = Approve
permission-approve-why = Decide what others ask for, and re-grant.
permission-look_up = Look up
permission-look_up-why = See requests, players and logs.
permission-manage_catalog = Manage catalog
permission-manage_catalog-why = Servers, items, reasons and messages.
permission-administer = Administer
permission-administer-why = Who has which role; held for every game, also accounts and roles.

refused-username-missing = A user name is needed.
refused-username-unfit = At most { $most } characters, and no blanks.
refused-username-taken = Somebody has this user name already.
refused-name-missing = A name is needed.
refused-name-long = At most { $most } characters.
refused-password-short = At least { $least } characters are needed.
refused-password-long = At most { $most } characters.
refused-password-wrong = The password is wrong, or the account is locked after five failures.
refused-code-wrong = The code is wrong or was used before, or the account is locked after five failures. Wait for the next code.
refused-role-taken = A role of this name exists, perhaps a retired one.
refused-role-overtaken = Somebody else changed this role meanwhile.
refused-role-retired = The role is retired and is given to nobody any more.
refused-disabled = A disabled account gets no link. Enable it first.
refused-own-account = Nobody disables their own account. Another admin can.
refused-own-last-admin = This is your own last permission to administer. Another admin can take it.
refused-last-admin = Somebody must administer every game. Give that to another person first.
refused-unknown-setting = There is no such setting.
refused-unknown-time-zone = There is no such time zone. Choose one of the list, such as Asia/Seoul.
