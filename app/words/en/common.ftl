skip-to-content = Skip to content
menu = Menu
main-menu = Main
menu-work = Work
menu-look-up = Look up
menu-administration = Administration
menu-dashboard = Dashboard
menu-requests = Requests
menu-approvals = Approvals
menu-new-request = New request
menu-success-log = Success log
menu-failure-log = Failure log
find = Search
find-hint = Request, player or order number
account-of = Account of { $name }
sign-out = Sign out

state-pending = Pending
state-held = On hold
state-rejected = Rejected
state-canceled = Canceled
state-approved = Approved
state-delivering = Delivering
state-succeeded = Succeeded
state-failed = Failed
state-closed = Closed

delivery-waiting = Waiting
delivery-queued = Queued
delivery-sending = Sending
delivery-succeeded = Succeeded
delivery-refused = Refused
delivery-failed = Failed
delivery-unknown = Unknown
delivery-canceled = Canceled

direction-grant = Grant
direction-clawback = Clawback

pages = Pages
newer = Newer
older = Older

failure-title = Something is in the way
failure-back = To the dashboard
failure-back-to-form = Back to the form: what you typed is kept
failure-not-found = Not here
failure-not-found-why = This page does not exist, or it is not for you to see.
failure-link-gone = Link no longer valid
failure-link-gone-why = It was used, has expired, or a newer one has taken its place. Ask whoever administers the desk for a new one.
failure-forbidden = Not permitted
failure-forbidden-why = You may see this and not do it. Somebody who administers your game can give you the permission.
failure-malformed = Not understood
failure-malformed-why = What the browser sent is not what this page sends. Go back and try again.
failure-too-large = Too large
failure-too-large-why = What was sent is larger than a form may be. Longer lists of players are files.
failure-file-too-large = File too large
failure-file-too-large-why = The file is larger than a list may be, and was not taken. Split it, or leave out columns nobody needs. The most is
failure-disk-full = No room left
failure-disk-full-why = The disk of the desk is full. Nothing of what you sent was kept, and nothing was done by halves. Send it again once whoever runs the desk has made room.
failure-too-many-tries = Too many tries
failure-too-many-tries-why = Too many pages of links were opened from your address. Wait a minute and try again.
failure-internal = The desk failed
failure-internal-why = It is our fault. Nothing was done by halves. Tell whoever runs the desk this number:

column-select = Select
column-number = No.
column-state = State
column-direction = Direction
column-items = Items for each player
column-reason = Reason
column-game = Game
column-server = Server
column-servers = Servers
column-player = Player
column-players = Players
column-requester = Requester
column-requested = Requested
column-request = Request
column-order = Order number
items-total = { $items } in total
requester-you = You

filters = Filters
filter-apply = Apply
filter-clear = Clear
filter-game = Game
filter-all-games = All my games
filter-server = Server
filter-all-servers = All servers
filter-reason = Reason
filter-all-reasons = All reasons
filter-direction = Direction
filter-both = Grants and clawbacks
filter-grants = Grants
filter-clawbacks = Clawbacks
filter-player = Player ID
filter-order = Order number
filter-from = From
filter-until = Until
filter-unknown = “{ $value }” is not known here and was left out.
filter-no-date = “{ $value }” is no date and was left out.
filter-no-number = “{ $value }” is no request number and was left out.
filter-backwards = It ends before it begins, so the end was left out.

list-span = { $count ->
    [one] 1 row
   *[other] { $count } rows
}, newest first, { $newest } to { $oldest } { $zone }
list-moment = { $count ->
    [one] 1 row
   *[other] { $count } rows
}, newest first, { $moment } { $zone }
list-no-match = Nothing matches
list-no-match-why = No row passes these filters. Take one away, or clear them all.

label-colon = {": "}
sentence-gap = {" "}

ago = { $age } ago
ago-moment = just now
age-no-minute = less than a minute
age-minutes = { $count } min
age-hours = { $count } h
age-days = { $count } days

cause-unreachable = Server not reached
cause-tls-failed = TLS failed
cause-address-not-allowed = Address not allowed
cause-timed-out = No answer in time
cause-connection-lost = Connection lost
cause-server-error = Server error
cause-unreadable = Answer not understood
cause-interrupted = Interrupted while sending
cause-turned-away = Server turned it away
code-player-not-found = No such account
code-balance-too-low = Balance too low
code-server-busy = Server busy

keys-title = Keyboard shortcuts
key-search = Search
key-new = New request
key-rows = Next, previous row
key-pages = Next, previous page
key-approve = Go to Approve (Enter presses it)
key-sheet = This sheet
keys-typing = Keys do nothing while you type in a field.
keys-switch-off = Switch them off in the settings
keys-switch-on = They are off. Switch them on in the settings
keys-close = Close sheet
