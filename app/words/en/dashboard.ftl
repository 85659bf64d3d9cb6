dashboard-waiting = Waiting for me
dashboard-oldest-waits = the oldest: { $age }
dashboard-nothing = nothing now
dashboard-mine = My open requests
dashboard-mine-note = not finished yet
dashboard-mine-none = None of your requests is open.
dashboard-failing = Failing now
dashboard-failing-note = { $deliveries ->
    [one] 1 delivery
   *[other] { $deliveries } deliveries
}, { $again } may be sent again
dashboard-failing-none = No request is failing.
dashboard-way = On their way
dashboard-way-note = approved and not finished
dashboard-left = { $count ->
    [one] 1 delivery left
   *[other] { $count } deliveries left
}
dashboard-settled = { $reason }, { $settled } of { $deliveries }
dashboard-all = All { $count }
dashboard-servers = Game servers
dashboard-servers-none = No game server is set up.
dashboard-server-open = Open
dashboard-server-trying = Trying again
dashboard-server-paused = Paused
dashboard-server-paused-until = until { $until }
dashboard-half-wait = Half of them wait longer than { $age }.
dashboard-decided = Decisions of the last 7 days took { $took } (median of { $count }).
dashboard-cause = Cause, server
dashboard-deliveries = Deliveries
dashboard-newest = Newest
dashboard-step = Safe next step
step-ask = Ask the game
step-again = May be sent again
step-correct = Correct, then send
step-final = Final
dashboard-requests = { $count } requests
dashboard-failing-more = { $count ->
    [one] And one more cause.
   *[other] And { $count } more causes.
}
dashboard-delivered = Delivered today
dashboard-yesterday = yesterday: { $count }
dashboard-hours = Delivered by hour
dashboard-today-yesterday = Today **{ $today }**, yesterday { $yesterday }
dashboard-hours-none = Nothing was delivered in the last 24 hours.
dashboard-hours-succeeded = Succeeded { $count }
dashboard-hours-troubled = Without success { $count }
dashboard-hours-span = last 24 hours
dashboard-hours-table = The numbers as a table
dashboard-hour = Hour from
dashboard-without = Without success
dashboard-chart-today = Today
dashboard-chart-hour = From { $from }: { $succeeded } succeeded, { $troubled } without success
dashboard-chart-words = Deliveries by hour in the last 24 hours: { $succeeded } succeeded and { $troubled } without success. The most, { $most }, from { $at } on.
dashboard-answers = Answers in
dashboard-calls = Calls
dashboard-unclear = { $count } unclear
dashboard-ms = { $ms } ms
dashboard-usually = usually { $ms } ms
dashboard-servers-note = Calls of the last 15 minutes.
dashboard-servers-note-usual = Calls of the last 15 minutes. Usual is the average of the last 7 days.
dashboard-server-well = Well
dashboard-server-slow = Slower than usual
dashboard-server-unclear = Unclear answers
dashboard-server-quiet = No calls
dashboard-given = Given today
dashboard-given-none = Nothing was delivered today yet.
dashboard-given-grants = Granted
dashboard-given-clawbacks = Clawed back
dashboard-given-more = (and { $count } more)
dashboard-given-note = Usual is a day’s average over the last 28 days.
dashboard-item = Item
dashboard-today = Today
dashboard-usual = usually { $quantity }
dashboard-beside = Against the usual
dashboard-first = none for 28 days
dashboard-far = { $times } times the usual
