approvals-title = Approvals
approvals-intro = What waits for your decision, the longest wait first. Open a request to reject it or to put it on hold.
approvals-none = Nothing waits for you
approvals-none-why = New requests of other people appear here.
approvals-oldest-of = These are the { $shown } oldest of { $waiting }. The others follow once these are decided.
approvals-own = Your own requests: somebody else decides
approvals-own-why = { $request } is your own request: somebody else approves it
approvals-look-first = The review found something: look at it first
approvals-tick = Select { $request }
approvals-ticked = Selected requests
approvals-selected = selected
approvals-approve = Approve
approvals-untick = Clear
approvals-none-ticked = Nothing was selected, so nothing was approved.
approvals-approved = { $count ->
    [one] Approved 1 request: { $requests }.
   *[other] Approved { $count } requests: { $requests }.
}
approvals-not-approved = { $count } not approved: { $requests }
approvals-not-for-you = It is not yours to approve.
approvals-desk-failed = The desk failed, and this one is as it was. Try it again.
column-waits = Waits
column-seal = Seal
