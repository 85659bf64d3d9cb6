refusal-somebody = The desk
refusal-too-late-pending = { $who } released it first, at { $at }: it is pending again.
refusal-too-late-held = { $who } put it on hold first, at { $at }.
refusal-too-late-rejected = { $who } rejected it first, at { $at }.
refusal-too-late-canceled = { $who } canceled it first, at { $at }.
refusal-too-late-approved = { $who } approved it first, at { $at }.
refusal-too-late-delivering = It is being delivered already. { $who } was first, at { $at }.
refusal-too-late-succeeded = Everything has arrived already, at { $at }.
refusal-too-late-failed = It has moved on in the meantime: { $who }, { $at }. Look at how it stands now.
refusal-too-late-closed = { $who } closed it first, at { $at }.
refusal-seal-broken = The seal you were shown is not the seal of what is here now. Nothing was decided: look at it again.
refusal-review-unseen = The review found something to look at, or is not finished. Open the request, look at it and tick that you have seen it.
refusal-note-required = Write a note first: others need to know why.
refusal-outcomes-unknown = { $count ->
    [one] One outcome is
   *[other] { $count } outcomes are
 } unknown. Ask the game or decide before you close.
refusal-nothing-to-do = There is nothing left to do here.

list-comma = {", "}
list-and = { $rest } and { $last }

outcome-item = { $quantity } { $code }
outcome-grant = Gives { $items } to { $players ->
    [1] one player
   *[other] each of **{ $players } players**
 } on { $servers }
outcome-clawback = Takes { $items } from { $players ->
    [1] one player
   *[other] each of **{ $players } players**
 } on { $servers }
outcome-total = { $sentence }: { $total }

request-title = Request { $number }
request-asked = { $who } asked on { $at }
request-from-template = From template “{ $name }”, version { $version }
request-from-favorite = From favorite “{ $name }”, version { $version }
request-approved = {", "}{ $who } approved on { $at }

do-copy = Copy to new
do-copy-players = Copy with players

hints-title = Look at these before you decide
hint-unknown = { $asked ->
    [1] **The ID is not known to the game.**
   *[other] { $unknown ->
        [one] **1 of { $asked } IDs is not known to the game.**
       *[other] **{ $unknown } of { $asked } IDs are not known to the game.**
     }
 }
hint-unknown-servers = **There are IDs that the game does not know:** { $servers }.
hint-unknown-on = { $unknown } of { $asked } on { $server }
hint-show-them = Show them
hint-known = { $players ->
    [1] The ID is known to the game
   *[other] All { $players } IDs are known to the game
 }{ $servers ->
    [1] .
   *[other] {" "}on each of the { $servers } servers.
 }
hint-asking = Asking the game about the players: { $done } of { $all }
hint-counting = Looking who got the same within the last 7 days: { $done } of { $all }
hint-unasked = **{ $server } could not be asked about { $left ->
    [one] 1 player
   *[other] { $left } players
 }:** { $why }.
hint-stuck = **{ $server } gives no answer about the players yet:** { $why }. It is asked again.
hint-lately = { $count ->
    [one] **1 of these players got { $item } within the last 7 days.**
   *[other] **{ $count } of these players got { $item } within the last 7 days.**
 }
hint-lately-some = { $count ->
    [one] **1 of these players got one of these items within the last 7 days.**
   *[other] **{ $count } of these players got one of these items within the last 7 days.**
 }
hint-unusual = **{ $times } times the usual:** { $quantity } { $item } each. The median of what was approved in the last 90 days is { $usual }.
hint-clawback = **This takes from players.** What they have spent already is not there: the game then refuses, and takes nothing from that player.
hint-most = **{ $quantity } { $item } is the most the catalog allows** for one player in one request.
hint-servers = **Every player gets this on each of the { $servers } servers:** { $deliveries } deliveries.
hint-servers-clawback = **Every player loses this on each of the { $servers } servers:** { $deliveries } deliveries.
hint-order = **Order { $order } is claimed by this request.** No other request of the game can use it the same way.
hint-paused = **{ $server } keeps failing and is paused until { $at }.** Its deliveries wait until then.

decision-title = Your decision
decision-own = **You asked for this yourself.** Another person decides.
note = Note
note-hint-decide = Needed to reject; the requester reads it.
note-hint-release = The requester reads it.
note-hint-close = Needed: why it may stay as it is.
note-hint-verdict = Needed: what you looked at, and what you found.
seen = I have seen this: { $what }
seen-unknown = { $count ->
    [one] 1 unknown ID
   *[other] { $count } unknown IDs
 }
seen-unusual = far above the usual
seen-unasked = a server that could not be asked
seen-unfinished = the review is not finished
do-approve = Approve
do-hold = Hold
do-reject = Reject
do-release = Release
cancellation-title = Your request
cancellation-waits = It waits for another person to decide. Until then you can take it back.
cancellation-open = Take it back…
cancellation-sure = Nothing is delivered then, and the request cannot be taken up again.
do-cancel = Cancel request

content-title = What was asked
content-game = Game
content-servers = Servers
content-reason = Reason
content-players = Players
content-players-of-kind = { $count }, named by { $kind }
content-order-number = Order number
content-validity = Valid
content-always = At once, for ever
content-from = From { $at }
content-until = until { $at }
content-message = Mailbox message
content-comment = Comment
content-none = None
content-items = Items
content-item = Item
content-code = Code
content-each = Each
content-deliveries = Players × servers
content-total = Total

seal-title = Content seal
seal-open = SHA-256 of what was asked and { $players ->
    [1] its player’s ID
   *[other] all { $players } player IDs
 }. It is checked again before delivery.
seal-checked = Checked before delivery: unchanged since approval. Sending again sends exactly these bytes.
seal-broken = The seal that was approved.
seal-broken-notice = **The content is not what was approved.** Nothing was sent.

progress-title = { $count ->
    [one] One delivery
   *[other] { $count } deliveries
 }
progress-breadth = { $players ->
    [one] One player
   *[other] { $players } players
 } on { $servers ->
    [one] one server
   *[other] { $servers } servers
 }
progress-ended = ended
progress-succeeded = Succeeded
progress-failed = Failed
progress-unknown = Unknown
progress-unsent = Not sent
progress-under-way = On their way
progress-in-the-log = in the success log
progress-none-succeeded = Nothing has succeeded
progress-none-failed = Nothing was refused
progress-causes = { $causes ->
    [one] One cause
   *[other] { $causes } causes
 }, { $again ->
    [0] none
   *[other] { $again }
 } may be sent again
progress-causes-closed = { $causes ->
    [one] One cause
   *[other] { $causes } causes
 }
progress-no-clear-answer = Sent, but no clear answer
progress-all-clear = Every answer is clear
progress-never-sent = Will not be sent
progress-nothing-waits = Nothing is waiting

causes-title = Causes, and what is safe to do
causes-title-closed = Causes
causes-unknown = No clear answer
advice-unknown = It may have arrived: { $reasons }. Ask the game before anything else, so that nobody gets it twice. Where it cannot say, decide on the page of each delivery.
causes-counted = { $cause } ({ $count })
advice-refused = Final. Sending again cannot succeed. The game said:
advice-player-not-found = Final. Sending again cannot succeed; correct the IDs in a new request.
advice-balance-too-low = Final. The player has less than was to be taken, so nothing was taken.
code-key-reused = Key used before
advice-key-reused = Final. The game knows this delivery’s key with another content. Tell whoever runs the game server.
cause-not-offered = The game does not offer it
cause-busy = Server busy
advice-busy = Turned down for the moment and not booked. It is sent under the same key, so nothing arrives twice.
advice-unreachable = Nothing left the desk. It can be sent again once the server is back.
advice-address-not-allowed = The server’s address is outside of the networks the desk may call, so nothing was sent. Have it corrected first.
advice-turned-away = The server did not take the call in, mostly for a wrong secret or address. Have it corrected first.
advice-did-not-arrive = It is known not to have arrived. It is sent under the same key, so nothing arrives twice.
do-ask = Ask the game
do-regrant = Re-grant
do-regrant-count = Re-grant { $count }
do-close = Close

again-title = Send again
again-why = { $count ->
    [one] One delivery
   *[other] { $count } deliveries
 } may be sent again, under the same keys: what has arrived does not arrive twice.
finish-title = Finish
finish-unknown = { $count ->
    [one] **One outcome is unknown.**
   *[other] **{ $count } outcomes are unknown.**
 } Closing waits until it is known what the game did.

players-printed = On paper the first { $count } of this list are shown; the results file has all of them.
players-title = Players
players-unfinished = Players without success
players-count = { $count ->
    [one] One player
   *[other] { $count } players
 }
players-show = Which deliveries
players-show-unfinished = Without success
players-show-succeeded = Succeeded
players-show-all = All
players-show-unknown = Unknown to the game
players-find = Find a player in this list
players-find-do = Find
players-found = { $shown } beginning with { $player }
players-sample = Showing { $shown } of { $total }
players-quantity = Quantity
players-server = Server
players-outcome = Outcome
players-cause = Cause
players-attempts = Attempts
players-settled = Last
players-none = None.
players-range = { $from } to { $to } of { $total }, one row for a player on a server
players-shown = { $shown } of { $total }
players-start = From the start
players-more = More
results-csv = Results as CSV
results-xlsx = Results as Excel
results-message = Message
results-time = Time ({ $zone })

timeline-title = History
event-requested = { $who } asked for approval
event-approved = { $who } approved
event-rejected = { $who } rejected
event-held = { $who } put it on hold
event-released = { $who } released it
event-canceled = { $who } canceled it
event-started = Delivery began
event-seal_broken = The seal was broken: nothing is sent
event-succeeded = Everything has arrived
event-failed = Delivery ended: { $succeeded } arrived, { $without } failed, { $unknown } unknown
event-regranted = { $who } had { $deliveries } sent again
event-enquired = { $who } had the game asked about { $deliveries }
event-decided_arrived = { $who } decided that no. { $delivery } arrived
event-decided_not_arrived = { $who } decided that no. { $delivery } did not arrive
event-closed = { $who } closed it
event-results_downloaded = { $who } downloaded the results

did-approve = Approved.
did-reject = Rejected.
did-hold = Put on hold.
did-release = Released: it is pending again.
did-cancel = Canceled. Nothing is delivered.
did-regrant = { $count ->
    [one] One delivery is
   *[other] { $count } deliveries are
 } sent again.
did-enquire = The game is asked about { $count ->
    [one] one delivery
   *[other] { $count } deliveries
 }.
did-close = Closed.
did-decide-arrived = Noted: it arrived.
did-decide-not-arrived = Noted: it did not arrive. It may be sent again.

delivery-title = Delivery
delivery-of = Delivery { $n } of { $total } in { $request }
delivery-facts = This delivery
delivery-player = Player
delivery-server = Server
delivery-quantity = Quantity
delivery-cause = Cause
delivery-due = Next try
delivery-settled = Settled
delivery-transaction = Transaction
delivery-info = Additional information
delivery-key = Idempotency key
delivery-key-why = The key never changes: what the game has seen under it is not given twice.
verdict-title = Did it arrive?
verdict-why = The game was asked and could not say. Look there, for example in the player’s mailbox, and note what you saw.
do-arrived = It arrived
do-not-arrived = It did not arrive
attempts-title = Attempts
attempts-count = { $count ->
    [one] One attempt
   *[other] { $count } attempts
 }
attempts-none = Nothing was sent yet.
attempt-n = No.
attempt-at = When
attempt-call = What
attempt-outcome = Outcome
attempt-status = HTTP
attempt-code = Code
attempt-ms = ms
attempt-send = Sent
attempt-ask = Asked
attempt-person = Decided by a person
attempt-by = Decided by { $who }
outcome-of-applied = Arrived
outcome-of-refused = Refused
outcome-of-never_seen = Never seen by the game
outcome-of-not_sent = Not sent
outcome-of-turned_away = Turned away
outcome-of-unclear = Unclear
outcome-of-not_applied = Did not arrive
