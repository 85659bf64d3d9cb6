new-title = New request
new-intro = An approver reviews it before anything reaches a game server.
new-requested = { $request } was requested. An approver reviews it next.
new-gone = **{ $game } does not have this any more, so it was left out:** { $things }
new-gone-thing = { $field } { $name }

new-where = Where
new-why = Why
new-what = What
new-what-note = for each player, on each server
new-who = Who
new-else = Anything the approver should know

new-game = Game
new-choose-game = Choose game
new-servers = Servers
new-server-paused = Paused
new-direction = Direction
new-reason = Reason
new-detail-reason = Detail reason
new-detail-reason-hint = What exactly, in this game’s own codes.
new-choose = Choose…
new-stray = { $text } (not in { $game })
new-item = Item
new-item-n = Item { $line }
new-item-hint = Code or name
new-quantity = Quantity
new-quantity-n = Quantity { $line }
new-at-most = At most { $most }
new-add-item = Add item
new-remove = Remove
new-remove-n = Remove line { $line }
new-order-number = Order number
new-order-number-hint = Optional. The store’s order that this request makes good; each counts once.
new-order-free = No other request has it
new-valid-from = Valid from
new-valid-from-hint = Time in { $zone }. Empty means at once.
new-valid-until = Valid until
new-valid-until-hint = Time in { $zone }. Empty means for ever.
new-message = Mailbox message
new-message-hint = Players read it in their own language.
new-no-message = No message
new-id-kind = ID kind
new-kind-digits = { $min } to { $max } digits
new-kind-letters = { $min } to { $max } letters, digits, - or _
new-players = Player IDs
new-players-hint = One a line, 29,999 at most. Blanks around an ID are dropped.
new-file = Player list file
new-comment = Comment
new-comment-hint = Optional, 2,000 characters at most.
new-submit = Submit request
new-check = Check
new-check-hint = Keeps the form as your draft and says what is wrong. Nothing is submitted.
new-kept = Draft kept

new-sent = What will be sent
new-sent-players = { $count ->
    [one] player
   *[other] players
}
new-sent-items = { $count ->
    [one] item
   *[other] items
}
new-sent-servers = { $count ->
    [one] server
   *[other] servers
}
new-sent-deliveries = Deliveries
new-sent-nothing = Totals appear once servers, items and players are filled in and checked.

new-found-none = No player IDs yet
new-found-ready = { $count ->
    [one] { $n } player ready
   *[other] { $n } players ready
}
new-found-of-lines = { $count ->
    [one] of { $n } line
   *[other] of { $n } lines
}
new-found-blank = { $count ->
    [one] { $n } blank line.
   *[other] { $n } blank lines.
}
new-found-spaced = { $count ->
    [one] { $n } line has a blank inside.
   *[other] { $n } lines have a blank inside.
}
new-found-odd = { $count ->
    [one] { $n } line is no { $kind }.
   *[other] { $n } lines are no { $kind }.
}
new-found-repeated = { $count ->
    [one] { $n } line repeats an ID.
   *[other] { $n } lines repeat an ID.
}
new-found-left-out = { $count ->
    [one] { $n } repeated line is left out.
   *[other] { $n } repeated lines are left out.
}
new-found-lines = { $count ->
    [one] Line { $lines }
   *[other] Lines { $lines }
}

new-summary = { $count ->
    [one] One thing to correct
   *[other] { $count } things to correct
}
new-nothing-wrong = Nothing to correct. The request can be submitted.
new-already-submitted = This form was submitted as { $request } already and has been changed since. Submit it again only if you want a second request.

new-missing = This is needed.
new-missing-servers = Choose at least one server.
new-missing-item = Choose an item.
new-missing-quantity = How many? A whole number from 1.
new-missing-players = Type or paste at least one ID.
new-missing-file = The file is not here any more. Choose it again.
new-unknown = There is no { $text } in { $game }.
new-not-a-number = { $text } is not a whole number.
new-below-one = 1 is the least.
new-above-maximum = { $most } is the most per player.
new-above-exact = { $most } is the largest number that game servers read exactly.
new-repeated-item = Another line has this item already. Put both together.
new-one-item-only = The list says how much each player gets, so there can be one item only. Remove this line, or the quantity column.
new-quantity-in-list = The list says how much each player gets. Leave this empty, or remove the quantity column.
new-not-a-time = { $text } is not a day and time.
new-ends-before = The end must come after the beginning.
new-not-supported = { $game } does not support this. Leave it empty.
new-too-long = { $most } characters at most.
new-order-taken = { $request } has this order number already.
new-too-many-players = { $count } IDs; 29,999 is the most that can be typed.
new-bad-lines = { $count ->
    [one] One line cannot be read as an ID.
   *[other] { $count } lines cannot be read as IDs.
}
new-repeated-lines = { $count ->
    [one] One line repeats an ID. Keep one of each, or edit the list.
   *[other] { $count } lines repeat an ID. Keep one of each, or edit the list.
}
new-typed-and-file = There are typed IDs, and a file too. Empty this list, or remove the file.
new-file-under-way = The file is still being checked. Submit the form once that is done.
new-line = Line
new-line-id = ID
new-line-problem = What is wrong
new-line-blank = A blank line
new-line-blank-inside = A blank inside the ID
new-line-wrong-kind = Not a { $kind }
new-line-repeats = Repeats line { $first }
new-more-lines = { $count ->
    [one] and one more line
   *[other] and { $count } more lines
}
new-keep-first = Keep one of each
new-keep-first-hint = Submits the request with each ID once.
new-keeping-first = Keep one of each repeated ID
