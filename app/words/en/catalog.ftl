catalog-games = Games
catalog-games-intro = What requests can be made of: items, servers, reasons and messages of each game.
catalog-new-game = New game
catalog-tabs = In use or retired
catalog-in-use = In use
catalog-retired = Retired
catalog-none = Nothing here yet
catalog-none-here = No game is to be seen here.
catalog-none-first = Add the first game; then its servers, items and reasons.
catalog-missing = Nobody can make a request for this game yet. Still missing:
catalog-none-yet = Add the first one, or import a file.
catalog-none-retired = Nothing is retired
catalog-none-retired-why = What is retired cannot be chosen for new requests. Old requests still show it.
catalog-no-match = Nothing has this in its code or its name.
catalog-find = Find by code or name
catalog-find-hint = Code or name
catalog-nothing = —
catalog-is-true = Yes
catalog-is-false = No

catalog-kinds-items = Items
catalog-kinds-servers = Servers
catalog-kinds-reasons = Reasons
catalog-kinds-detail-reasons = Detail reasons
catalog-kinds-messages = Mailbox messages
catalog-kinds-id-kinds = Player ID kinds
catalog-intro-items = Currencies and items that can be granted or taken back.
catalog-intro-servers = Where deliveries go, and how many at once.
catalog-intro-reasons = Why something is granted or taken back.
catalog-intro-detail-reasons = What is chosen beside a reason that asks for more.
catalog-intro-messages = What a player reads in the mailbox with a gift.
catalog-intro-id-kinds = How players are named in requests.
catalog-new-items = New item
catalog-new-servers = New server
catalog-new-reasons = New reason
catalog-new-detail-reasons = New detail reason
catalog-new-messages = New message
catalog-new-id-kinds = New ID kind

catalog-field-code = Code
catalog-field-key = Key
catalog-field-name = Name
catalog-field-text = Text
catalog-field-label = Label
catalog-field-kind = Kind
catalog-field-max-quantity = Most per player
catalog-field-asks-detail = Asks for a detail reason
catalog-field-charset = Characters
catalog-field-min-length = Shortest
catalog-field-max-length = Longest
catalog-field-position = Order
catalog-field-url = URL
catalog-field-concurrency = Calls at once
catalog-field-rate-per-second = Deliveries a second
catalog-field-timeout-ms = Time-out (ms)
catalog-field-max-batch = Deliveries a call
catalog-field-supports-validity = Items can have a validity period
catalog-field-supports-messages = Gifts come with a mailbox message
catalog-field-secret = Secret
catalog-field-retired = Retired
catalog-choice-items-currency = Currency
catalog-choice-items-item = Item
catalog-choice-id-kinds-digits = Digits
catalog-choice-id-kinds-alphanumeric = Letters and digits
catalog-hint-code = The game’s own code. It can never be changed. Letters, digits, underscore, hyphen and dot.
catalog-hint-key = The game’s own text key. It can never be changed. Letters, digits, underscore, hyphen and dot.
catalog-hint-max-quantity = For one player in one request.
catalog-hint-reasons-asks-detail = As “Other”: the request then names one of the game’s detail reasons too.
catalog-hint-id-kinds-position = The lowest comes first and is chosen in new requests.
catalog-hint-url = Below it lie /deliveries, /preflight and /health.
catalog-hint-rate-per-second = Empty: as fast as the server answers.
catalog-hint-max-batch = 1: one by one. More only if the server takes batches.

catalog-create = Create
catalog-save = Save
catalog-cancel = Cancel
catalog-retire = Retire
catalog-restore = Restore
catalog-export = Export CSV
catalog-import = Import
catalog-the-game = The game
catalog-what-it-says = Details
catalog-and-retired = { $count } retired

catalog-refused = Not saved yet
catalog-overtaken = { $who } changed this meanwhile ({ $at }). Nothing was overwritten.
catalog-overtaken-do = The form below has their changes, and yours where both of you wrote. Look it over and save again.
catalog-now = Now: { $text }

catalog-problem-missing = Fill this in.
catalog-problem-not-a-code = At most 64 letters, digits, _ - and . without blanks; a letter or digit first.
catalog-problem-reserved-code = This word is an address of the desk. Choose another code.
catalog-problem-code-taken = This code exists already, in use or retired.
catalog-problem-too-long = At most { $most } characters.
catalog-problem-control-characters = It holds invisible control characters. Type it anew.
catalog-problem-not-a-number = A whole number, please.
catalog-problem-out-of-range = From { $least } to { $most }.
catalog-problem-not-one-of = One of: { $words }.
catalog-problem-not-a-flag = true or false.
catalog-problem-not-a-url = It begins with http:// or https:// and has no password, ? or #.
catalog-problem-name-not-resolved = The name { $what } cannot be resolved from here.
catalog-problem-address-not-allowed = It leads to { $what }, outside the networks where game servers may be. Whoever runs the desk sets them (--networks).
catalog-problem-not-a-secret = whsec_ followed by base64 of 24 to 64 bytes.
catalog-problem-letters-lost = “?” stands where letters were: the file was saved in an encoding without them. Save it as “CSV UTF-8” or .xlsx.

catalog-flaw-empty-file = The file is empty.
catalog-flaw-unknown-column = There is no such column. Known are: { $names }, retired.
catalog-flaw-repeated-column = This column is there twice.
catalog-flaw-no-codes = The column with the codes is missing.
catalog-flaw-repeated-code = Line { $line } has this code already.
catalog-flaw-date = The spreadsheet made a date of it. Format the column as text.
catalog-flaw-spreadsheet-error = An error of the spreadsheet stands here.
catalog-flaw-too-many-rows = More than { $most } rows. Split the file.
catalog-not-a-table-old-office = An old .xls, or a file with a password. Save it as .xlsx or CSV without one.
catalog-not-a-table-encoding = Line { $line } is in an encoding the desk does not read. Save it as “CSV UTF-8”.
catalog-not-a-table-unclosed-quote = A quotation mark on line { $line } is never closed.
catalog-not-a-table-other = This is neither CSV nor .xlsx.

catalog-import-intro = What is in the file is added or brought up to date. What is not in it stays as it is.
catalog-file = The file
catalog-choose-file = CSV or Excel file
catalog-file-hint = You see every change before it is made. Begin with an export to have the right columns.
catalog-file-columns = Columns, of which only the first has to be there:
catalog-read-file = Show what changes
catalog-file-wrong = { $count ->
    [one] One thing is wrong. Nothing is done before it is corrected.
   *[other] { $count } things are wrong. Nothing is done before they are corrected.
}
catalog-file-same = Nothing to change
catalog-file-same-why = Everything is as the file says.
catalog-file-good = { $count ->
    [one] One change is ready.
   *[other] { $count } changes are ready.
}
catalog-apply = { $count ->
    [one] Make 1 change
   *[other] Make { $count } changes
}
catalog-another-file = Another file
catalog-discard = Discard
catalog-unchanged = Unchanged
catalog-findings = What is wrong
catalog-changes = What changes
catalog-change = Change
catalog-before-after = Before → after
catalog-outdated = The catalog changed after this was shown, so nothing was done. Look at it again.
catalog-what-created = New
catalog-what-changed = Changed
catalog-what-retired = Retired
catalog-what-restored = Restored

catalog-history = History
catalog-event-created = { $by ->
    [machine] Created at the command line
   *[person] Created by { $who }
 }
catalog-event-changed = Changed by { $who }
catalog-event-retired = Retired by { $who }
catalog-event-restored = Restored by { $who }
catalog-event-secret-changed = New secret by { $who }
catalog-event-tested = Test call by { $who }
catalog-event-paused = Paused by the desk
catalog-event-resumed = Resumed by { $who }

catalog-secret-hint = Empty: the desk makes one and shows it once. Or paste the one the game’s side has already.
catalog-secret-shown = The secret: copy it now
catalog-secret-shown-why = It is shown this once. The game’s side checks the desk’s signature with it.
catalog-secret-why = The desk never shows it again. Whoever lost it makes a new one.
catalog-new-secret = New secret
catalog-new-secret-why = Every call is signed with the new one from now on, deliveries under way too. Until the game’s side has it, the server turns them away.
catalog-own-secret = The game’s own secret
catalog-change-secret = Change the secret

catalog-test = Test call
catalog-test-why = Asks the server how it is. Nothing is delivered.
catalog-resume = Resume now
catalog-test-answer = Answer to the test call
catalog-test-verdict = Result
catalog-test-well = The server is well
catalog-test-status = Answer
catalog-test-no-answer = None
catalog-test-signature = Signature
catalog-test-said = It said
catalog-test-batch = The server takes { $most } deliveries a call; the desk would send { $here }.
catalog-signature-accepted = Accepted; a wrong one is turned away
catalog-signature-refused = Turned away with HTTP { $status }: the secret is another one there, or a clock is wrong
catalog-signature-not-checked = Not checked: the server answers strangers too
catalog-signature-unclear = Not known: the server did not answer as agreed

catalog-said-created = { $code } was created.
catalog-said-changed = { $code } was saved.
catalog-said-nothing = { $code } is as it was.
catalog-said-retired = { $code } was retired.
catalog-said-restored = { $code } is in use again.
catalog-said-secret = { $code } has a new secret.
catalog-said-resumed = Deliveries to { $code } go on.
catalog-said-imported = { $count ->
    [one] 1 change was made.
   *[other] { $count } changes were made.
}
catalog-said-discarded = The file was discarded.
