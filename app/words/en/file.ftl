file-hint = CSV, TXT or Excel (.xlsx): one ID a line, or a table with a row of names on top. Up to 100,000 players and 32 MB. A column “quantity” says how much each player gets; further columns are sent along as additional info.
file-another-hint = Choose a file to put it in the place of this one.
file-remove = Remove file

file-sending = { $sent } of { $total } sent
file-sent = All of it is sent. The rows are being checked.
file-over-limit = This file has { $size }, and { $most } is the most. Split it, or leave out columns nobody needs.
file-connection-lost = The connection broke off before all of it was sent, and nothing was kept. Submit the form again.

file-under-way = The file is being checked
file-rows-so-far = { $count ->
    [one] { $n } row read so far
   *[other] { $n } rows read so far
}
file-under-way-hint = You can leave this page and come back: the form is kept, and New request offers it again.
file-look = Some of the file was cleaned
file-look-why = Look at what was changed. If it is right, submit the form once more.
file-look-link = What was cleaned

file-read-as = Read as
file-text = { $encoding }, { $separator }
file-separator-comma = comma
file-separator-semicolon = semicolon
file-separator-tab = tab
file-separator-none = one column
file-spreadsheet = Excel, sheet “{ $sheet }”
file-names-in = Names of the columns in line { $line }
file-no-names = No names of columns
file-rows = Rows
file-players = Players
file-each = Quantity each
file-together = { $total } in total
file-cleaned = Cleaned
file-wrong = Wrong
file-repeated = Repeated
file-repeated-left-out = left out
file-see-below = see below
file-columns = Columns
file-no-name = No name
file-role-id = ID
file-role-quantity = Quantity
file-role-info = Additional info
file-role-unused = Not used
file-quantities-hint = The list says how much each player gets, so leave the quantity of the item empty, and let there be one item.

file-choose-columns = Choose the columns
file-choose-columns-hint = The first row is taken for the names of the columns, never for a player.
file-id-column = ID column
file-quantity-column = Quantity column
file-by-name = By its name
file-read-again = Read the file again

clean-where = { $count ->
    [one] { $n } row: line { $lines }
   *[other] { $n } rows: lines { $lines }
}
clean-blanks = Blanks around a text were dropped.
clean-full-width = Full-width characters were read as half-width ones.
clean-text-mark = A spreadsheet’s ' before a text was dropped.
clean-thousands = Thousands separators were dropped: 1,234 is 1234.
clean-trailing-zeros = The .0 after whole numbers was dropped.
clean-scientific = Scientific notation was written out: 1.0048273E+7 is 10048273.
clean-leading-zeros = Zeros that a spreadsheet had dropped were put back in front.
clean-empty-rows = Empty rows were passed over.

file-bad-cells = { $count ->
    [one] One cell of the file cannot be used. It is named below.
   *[other] { $count } cells of the file cannot be used. They are named below.
}
file-repeated-rows = { $count ->
    [one] One row repeats a player. Keep the first of each, or mend the file and choose it again.
   *[other] { $count } rows repeat a player. Keep the first of each, or mend the file and choose it again.
}
file-findings = { $count ->
    [one] One thing in the file to look at
   *[other] { $count } things in the file to look at
}
file-findings-as-file = All of them as a file
file-findings-span = { $first } to { $last } of { $count }
file-findings-before = Earlier
file-findings-after = Later
file-column = Column
file-column-n = Column { $n }
file-found = As it stands
file-problem = What is wrong
file-remedy = What to do

row-empty-id = No ID
row-empty-id-do = Write the ID, or delete the row.
row-blank-inside = A blank inside the ID
row-blank-inside-do = Write it without the blank, or as two rows.
row-wrong-kind = Not a { $kind }
row-wrong-kind-do = { $rule }.
row-shortened = A spreadsheet kept only some of the digits
row-shortened-do = Format the column as text, and put the whole number in again.
row-date = A spreadsheet made a date of it
row-date-do = Format the column as text, and write the value again.
row-spreadsheet-error = An error of the spreadsheet
row-spreadsheet-error-do = Mend the formula, or write the value itself.
row-control = An invisible control character
row-control-do = Write the text anew instead of pasting it.
row-missing-quantity = No quantity
row-missing-quantity-do = Write a whole number from 1, or delete the row.
row-not-a-number = Not a whole number
row-not-a-number-do = Write a whole number from 1, such as 300.
row-below-one = Below 1
row-below-one-do = 1 is the least. To take something back, make a clawback.
row-above-maximum = More than a player may get
row-above-maximum-do = { $most } is the most per player.
row-above-exact = Too large a number
row-above-exact-do = { $most } is the largest number that game servers read exactly.
row-too-long = Too long a text
row-too-long-do = { $most } characters at most.
row-extra-cell = More cells than the row of names
row-extra-cell-do = Delete it, or put a text that holds the separator in quotation marks.
row-repeats = Repeats line { $first }
row-repeats-do = Keep the first of each, or delete one of the two.

list-no-rows = There are no players in the file. Fill it in, and choose it again.
list-which-id = It cannot be told which column holds the IDs. Choose it below, or call it player_id in the first row.
list-which-quantity = It cannot be told which column holds the quantities. Choose it below, or call only one of them quantity.
list-no-names = The file has several columns and no row of names. Put one on top, such as player_id, quantity, and choose the file again.
list-no-such-column = There is no column “{ $name }” in the first row of the file. Choose another below.
list-repeated-column = Two columns are called “{ $name }”. Give each a name of its own, and choose the file again.
list-nameless-column = Column { $column } has no name, and line { $line } has something in it. Name the column or empty it, and choose the file again.
list-long-column-name = The name of column { $column } is too long: { $most } characters at most. Shorten it, and choose the file again.
list-too-many-info = { $columns } columns of additional info, and { $most } is the most. Leave some out, and choose the file again.
list-too-much-info = The additional info is more than { $most } all together. Leave out columns nobody needs, and choose the file again.
list-too-many-rows = More than { $most } players. Split the file, and make a request of each part.
list-total-above-exact = The quantities add up to more than { $most }, which is the most. Split the file, and make a request of each part.

table-too-large = The file is larger than { $most }. Split it, or leave out columns nobody needs.
table-old-office = An old .xls, or a file with a password. Save it as .xlsx without a password, or as CSV.
table-pdf = This is a PDF. Choose a CSV, a text or an Excel file (.xlsx).
table-image = This is a picture. Choose a CSV, a text or an Excel file (.xlsx).
table-archive = This is a compressed file. Unpack it, and choose the list inside.
table-markup = This is a web page or XML, even if it is called .xls. Open it in a spreadsheet program, and save it as .xlsx or CSV.
table-binary = Line { $line } is not text. Choose a CSV, a text or an Excel file (.xlsx).
table-encoding = Line { $line } cannot be read as UTF-8, UTF-16, CP949 or Shift_JIS. Save the file as “CSV UTF-8”, and choose it again.
table-unclosed-quote = The quotation mark in line { $line } is never closed. Close it or delete it, and choose the file again.
table-long-row = Line { $line } is far too long for a row. See whether a line break or a quotation mark is missing there.
table-too-many-columns = Line { $line } has more than { $most } columns. Leave some out, and choose the file again.
table-too-big-inside = The spreadsheet unpacks to more than any list needs. Copy the list into a new file, or save it as CSV.
table-damaged = The spreadsheet is damaged ({ $why }). Open it, save it anew, and choose it again.
table-unreadable = The file could not be read ({ $why }). Choose it again.

unfinished = { $count ->
    [one] You have an unfinished request
   *[other] You have { $count } unfinished requests
}
unfinished-players = { $count ->
    [0] no players yet
    [one] { $n } player
   *[other] { $n } players
}
unfinished-continue = Continue
unfinished-continue-from = Continue the request from { $time }
unfinished-discard = Discard
unfinished-discard-from = Discard the request from { $time }
