players-menu = Players
players-intro = Everything that was given to one player or taken back, and what can be said about it.
players-hint = Player ID or order number
players-look-up = Look up
players-ask = Whom are you looking for?
players-ask-why = Type an ID of any kind, or the number of an order. These are looked through:
players-nothing = Nothing found for “{ $text }”
players-nothing-why = No request names it, in any state. It was looked for as:
players-kind = { $kind } ({ $rule })
players-order = Order
players-order-requests = { $count ->
    [one] One request
   *[other] { $count } requests
 }
players-order-more = and { $count } more
players-several = This ID names a player in each of these. Make sure whom you are speaking with.
players-only-this = Only this one
players-only-this-of = Only this one, { $game }
players-everywhere = Look for { $player } in every game
players-deliveries = { $count ->
    [one] One delivery
   *[other] { $count } deliveries
 }
players-unknown = { $count ->
    [one] One delivery has no clear answer.
   *[other] { $count } deliveries have no clear answer.
 }
players-unknown-do = Give nothing instead before the game has answered.
totals-of = Totals, { $game }
totals-given = Given
totals-taken = Taken back
totals-net = Net
totals-pending = Pending
totals-unknown = Unknown
totals-failed = Failed
history-title = Timeline
history-every-state = Every state
history-words = Words for the player
history-again = New request like this
standing-awaiting = Waiting for approval
standing-under-way = Being sent
standing-done = Given or taken back
standing-done-grant = Given
standing-done-clawback = Taken back
standing-refused = Refused
standing-failed = Failed
standing-unknown = Unknown
standing-not-done = Not carried out
standing-not-done-grant = Not given
standing-not-done-clawback = Not taken back
code-mailbox-full = Mailbox full
code-too-many-requests = Too many requests

say-item = { $quantity } { $name }
say-grant-awaiting = Thank you for your patience. A delivery of { $items } was put forward on { $date } and is being reviewed. We cannot say yet whether it will be made, and ask you to wait a little longer.
say-grant-under-way = Thank you for your patience. The delivery of { $items } put forward on { $date } is under way, and not confirmed yet. Please look into the game again a little later.
say-grant-done = Our records show that the delivery of { $items } to your account was completed on { $date }. Please check it in the game.
say-grant-refused = We are sorry for the inconvenience. The delivery of { $items } on { $date } could not be completed and did not reach your account. Please tell us if there is anything else you would like us to check.
say-grant-refused-player-not-found = We are sorry for the inconvenience. The delivery of { $items } on { $date } could not be completed because no account was found with the ID { $player }. Could you please check your ID in the game and tell us again?
say-grant-refused-mailbox-full = We are sorry for the inconvenience. The delivery of { $items } on { $date } could not be completed because your mailbox was full. Could you please make room in it and let us know?
say-grant-failed = We are sorry for the inconvenience. The delivery of { $items } on { $date } has not been completed because of a technical problem. The team in charge is looking into it, and we ask you to wait a little longer.
say-grant-unknown = We are sorry to keep you waiting. We are checking whether the delivery of { $items } on { $date } has reached your account, and ask you to wait until that is clear.
say-grant-not-done = The delivery of { $items } put forward on { $date } was not carried out, so it has not changed your account. We ask for your understanding.
say-clawback-awaiting = Thank you for your patience. The removal of { $items } from your account was put forward on { $date } and is being reviewed. It has not been decided yet, and we ask you to wait a little longer.
say-clawback-under-way = Thank you for your patience. The removal of { $items } put forward on { $date } is under way, and not confirmed yet. Please look into the game again a little later.
say-clawback-done = Our records show that the removal of { $items } from your account was completed on { $date }. Please check it in the game.
say-clawback-refused = The removal of { $items } on { $date } could not be completed and has not changed your account. Please tell us if there is anything else you would like us to check.
say-clawback-refused-player-not-found = The removal of { $items } on { $date } could not be completed because no account was found with the ID { $player }. Could you please check your ID in the game and tell us again?
say-clawback-refused-balance-too-low = The removal of { $items } on { $date } could not be completed because your account held less than that, so nothing was removed then.
say-clawback-failed = We are sorry for the inconvenience. The removal of { $items } on { $date } has not been completed because of a technical problem. The team in charge is looking into it, and we ask you to wait a little longer.
say-clawback-unknown = We are sorry to keep you waiting. We are checking whether the removal of { $items } on { $date } was carried out, and ask you to wait until that is clear.
say-clawback-not-done = The removal of { $items } put forward on { $date } was not carried out, so it has not changed your account.
