log-success-intro = Every delivery that a game server has confirmed. Nothing here can be changed or deleted.
log-failure-intro = Every delivery that ended without a confirmed success, as it stands now. What is re-granted and succeeds moves to the success log.
log-success-none = Nothing has been delivered yet
log-success-none-why = A delivery appears here as soon as its game server confirms it.
log-failure-none = No failures
log-failure-none-why = Deliveries without success would stand here, each with its cause.
log-approved-by = approved by { $name }
filter-request = Request
filter-settled = Settled
column-time = Time
column-cause = Cause
column-delivered-items = Items
column-people = Requester, approver
filter-item = Item
filter-all-items = All items
filter-approver = Approver
filter-anybody = Anybody
log-csv = Export CSV
log-xlsx = Export Excel
log-xlsx-too-long = An Excel file holds { $most } rows, and these are { $rows }. Take the CSV, or narrow the filters.
log-totals = Totals
log-granted-success = Granted
log-granted-failure = Grants without success
log-clawed-back-success = Clawed back
log-clawed-back-failure = Clawbacks without success
log-deliveries = { $count ->
    [one] delivery
   *[other] deliveries
}
log-in-and-out-success = { $granted } to players, { $taken } back
log-in-and-out-failure = give { $granted }, take { $taken }
log-all-items = { $count ->
    [one] The only item
   *[other] All { $count } items
}
column-item = Item
column-deliveries = Deliveries
column-granted = Granted
column-taken = Clawed back
column-net = Net
column-approver = Approver
column-detail-reason = Detail reason
