dashboard-waiting = Waiting for me
dashboard-oldest-waits = the oldest: { $age }
dashboard-nothing = nothing now
dashboard-mine = My open requests
dashboard-mine-note = not finished yet
dashboard-mine-none = None of your requests is open.
dashboard-failing = Failing now
dashboard-failing-note = somebody has to look at them
dashboard-failing-none = No request is failing.
dashboard-way = On their way
dashboard-way-note = approved and not finished
dashboard-left = { $count ->
    [one] 1 delivery left
   *[other] { $count } deliveries left
}
dashboard-way-none = Nothing is being delivered.
dashboard-settled = { $reason }, { $settled } of { $deliveries }
dashboard-all = All { $count }
dashboard-servers = Game servers
dashboard-servers-none = No game server is set up.
dashboard-server-open = Open
dashboard-server-trying = Trying again
dashboard-server-paused = Paused
dashboard-server-paused-until = until { $until }
