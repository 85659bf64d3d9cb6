bulk-title = Bulk request
bulk-intro = One file, many requests. Rows with the same direction, item, quantity and order number become one request, others their own. You see them all before anything is submitted.

bulk-the-file = The file
bulk-file = Bulk file
bulk-file-hint = CSV, TXT or Excel (.xlsx) with the names of the columns in the first row. Up to 100,000 rows and 32 MB.
bulk-no-file = Choose a file.
bulk-template-csv = Template CSV
bulk-template-xlsx = Template Excel
bulk-template-hint = Start from a template: the Excel one offers the game’s own codes in its cells and lists them on its second sheet.
bulk-defaults-hint = What you choose here holds for rows that do not say otherwise.
bulk-rows-say = As the rows say
bulk-comment-hint = Optional, for rows without a comment of their own.
bulk-read = Read file
bulk-read-hint = Nothing is submitted yet.
bulk-under-way-hint = You can leave this page and come back: the file is kept, and Bulk request offers it again.
bulk-change = Change the file, or what it does not say
bulk-check-again = Check again
bulk-unfinished = Files that wait to be submitted: { $count }
bulk-continue-from = Continue with { $name } from { $time }
bulk-discarded = The file was discarded. Nothing of it was submitted.
bulk-discard-from = Discard { $name } from { $time }

bulk-requests = Requests
bulk-grants = { $count ->
    [one] 1 grant
   *[other] { $count } grants
}
bulk-clawbacks = { $count ->
    [one] 1 clawback
   *[other] { $count } clawbacks
}
bulk-players-each = counted once per request
bulk-totals = In all
bulk-will-become = { $count ->
    [one] Becomes one request
   *[other] Becomes { $count } requests
}
bulk-lines = Lines
bulk-lines-span = { $first } to { $last }

bulk-said-direction = Direction
bulk-said-item = Item
bulk-said-quantity = Quantity
bulk-said-order-number = Order number
bulk-said-player-id = Player ID
bulk-said-id-kind = ID kind
bulk-said-reason = Reason
bulk-said-detail-reason = Detail reason
bulk-said-servers = Servers
bulk-said-message = Mailbox message
bulk-said-valid-from = Valid from
bulk-said-valid-until = Valid until
bulk-said-comment = Comment

bulk-findings = { $count ->
    [one] One thing to look at
   *[other] { $count } things to look at
}
bulk-keep-first = Keep the first of each
bulk-keep-first-hint = Rows that repeat a player of the same request are left out.
bulk-row-missing = Nothing here
bulk-row-missing-do = Fill it in, or choose it for all rows beside the file.
bulk-row-unknown = Not in { $game }
bulk-row-unknown-do = The template’s second sheet lists what there is.
bulk-row-unknown-near = Not in { $game }
bulk-row-unknown-near-do = Did you mean { $meant }?
bulk-row-no-direction = Neither grant nor clawback
bulk-row-no-direction-do = Write grant or clawback.
bulk-row-nameless-column = A cell in a column without a name
bulk-row-nameless-column-do = Name the column in the first row, or empty the cell.
bulk-row-order-elsewhere = The order number stands for another request since line { $line }
bulk-row-order-elsewhere-do = An order number makes one request: say the same in both rows, or use another.
bulk-row-order-taken = { $request } has this order number already
bulk-row-order-taken-do = Look at that request first, or leave the row out.
bulk-row-wrong-kind = Not an ID of the kind that the row says
bulk-row-wrong-kind-do = The template’s second sheet says what each kind looks like.
bulk-row-not-a-time = Not a day and time
bulk-row-not-a-time-do = Write it as 2026-12-22 23:59.
bulk-row-ends-before = It ends before it begins
bulk-row-ends-before-do = The end must come after the beginning.
bulk-row-not-supported = { $game } does not support this
bulk-row-not-supported-do = Leave it empty.
bulk-row-too-long = Too long a text
bulk-row-too-long-do = { $most } characters at most.
bulk-row-not-possible = Not possible
bulk-row-not-possible-do = Make this request on its own, with New request.

bulk-no-rows = There are no rows below the names of the columns. Fill them in, and choose the file again.
bulk-missing-columns = { $count ->
    [one] A column is missing: { $names }. Add it, and choose the file again.
   *[other] Columns are missing: { $names }. Add them, and choose the file again.
}
bulk-too-many-rows = More than { $most } rows. Split the file, and submit each part.
bulk-unsaid = No column says this, so choose it beside the file: { $names }
bulk-unsaid-here = No column of the file says this: choose it here.
bulk-nothing-wrong = Nothing to correct. These requests can be submitted, all of them at once.

bulk-submit = { $count ->
    [one] Submit 1 request
   *[other] Submit { $count } requests
}
bulk-submit-none = Submit requests
bulk-submit-bar = Submit
bulk-ready = All or nothing: if one cannot be made, none is.
bulk-wait-check = The file is still being checked.
bulk-wait-file = The file cannot be used as it is.
bulk-wait-unsaid = Something is still to be chosen beside the file.
bulk-wait-rows = { $count ->
    [one] One thing in the file is wrong.
   *[other] { $count } things in the file are wrong.
}
bulk-wait-repeated = { $count ->
    [one] One row repeats a player.
   *[other] { $count } rows repeat a player.
}
bulk-refused-wrong = Nothing was submitted: something is wrong with the file or with what is chosen beside it.
bulk-refused-repeated = Nothing was submitted: rows repeat players. Keep the first of each, or mend the file.
bulk-refused-orders = { $count ->
    [one] Nothing was submitted: meanwhile another request has taken this order number.
   *[other] Nothing was submitted: meanwhile other requests have taken { $count } of the order numbers.
}
bulk-submitted = { $count ->
    [one] One request was submitted. An approver reviews it next.
   *[other] { $count } requests were submitted. An approver reviews them next.
}

bulk-made-title = Bulk file
bulk-submitted-by = { $who } submitted { $count ->
    [one] one request
   *[other] { $count } requests
} on { $at }
bulk-part-of = { $count ->
    [one] Part of a bulk file of one request
   *[other] Part of a bulk file of { $count } requests
}
bulk-all = All
bulk-pending-totals = { $count ->
    [one] One request is pending
   *[other] { $count } requests are pending
}
bulk-pending-players = { $count ->
    [one] For one player.
   *[other] For { $count } players, each counted once per request.
}
bulk-note-hint = Optional; it stands with every request.
bulk-approve-all = { $count ->
    [one] Approve the one pending
   *[other] Approve all { $count } pending
}
bulk-approve-hint = Delivery begins at once. Requests that somebody decides in the meantime are left as they are.
bulk-seal = { $count ->
    [one] SHA‑256 over the seal of the pending request. Exactly this is approved.
   *[other] SHA‑256 over the seals of the { $count } pending requests. Exactly these are approved.
}
bulk-approved = { $count ->
    [one] One request was approved.
   *[other] { $count } requests were approved.
}
bulk-hint-unknown = { $count ->
    [one] **One ID is not known to the game.** Its request says which.
   *[other] **{ $count } IDs are not known to the game.** Their requests say which.
}
bulk-hint-unusual = { $count ->
    [one] **One request gives or takes far more than is usual.**
   *[other] **{ $count } requests give or take far more than is usual.**
}
bulk-hint-unasked = { $count ->
    [one] For one request a game server could not be asked about everybody.
   *[other] For { $count } requests a game server could not be asked about everybody.
}
bulk-hint-lately = { $count ->
    [one] **One player got the same item within the last 7 days.**
   *[other] **{ $count } players got the same item within the last 7 days.**
}
bulk-hint-unfinished = { $count ->
    [one] The review of one request is not finished yet.
   *[other] The reviews of { $count } requests are not finished yet.
}

bulk-sheet-rows = Requests
bulk-sheet-codes = Codes
bulk-most = at most
bulk-asks-detail = asks for a detail reason
bulk-means-direction = grant or clawback. Needed.
bulk-means-item = The code of the item or currency. Needed.
bulk-means-quantity = How much each player gets or loses: a whole number from 1. Needed.
bulk-means-order-number = The store’s order that this makes good. Each counts once.
bulk-means-player-id = One player. Needed.
bulk-means-id-kind = What kind of ID it is, if not the one chosen beside the file.
bulk-means-reason = Why, if not as chosen beside the file.
bulk-means-detail-reason = What exactly, for reasons that ask for it.
bulk-means-servers = Where: one code, or several with commas between them, if not as chosen beside the file.
bulk-means-message = The key of the message in the player’s mailbox.
bulk-means-valid-from = From when it can be used, as 2026-12-22 23:59. Empty means at once.
bulk-means-valid-until = Until when, in the same way. Empty means for ever.
bulk-means-comment = What the approver should know.
