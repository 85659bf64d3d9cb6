skip-to-content = Skip to content
menu = Menu
main-menu = Main
menu-work = Work
menu-look-up = Look up
menu-dashboard = Dashboard
menu-requests = Requests
menu-approvals = Approvals
menu-new-request = New request
menu-success-log = Success log
menu-failure-log = Failure log
find = Search
find-hint = Request, player or order number
account-of = Account of { $name }
sign-out = Sign out

state-pending = Pending
state-held = On hold
state-rejected = Rejected
state-canceled = Canceled
state-approved = Approved
state-delivering = Delivering
state-succeeded = Succeeded
state-failed = Failed
state-closed = Closed

delivery-waiting = Waiting
delivery-queued = Queued
delivery-sending = Sending
delivery-succeeded = Succeeded
delivery-refused = Refused
delivery-failed = Failed
delivery-unknown = Unknown
delivery-canceled = Canceled

direction-grant = Grant
direction-clawback = Clawback

pages = Pages
newer = Newer
older = Older

failure-title = Something is in the way
failure-back = To the dashboard
failure-not-found = Not here
failure-not-found-why = This page does not exist, or it is not for you to see.
failure-forbidden = Not permitted
failure-forbidden-why = You may see this and not do it. Somebody who administers your game can give you the permission.
failure-malformed = Not understood
failure-malformed-why = What the browser sent is not what this page sends. Go back and try again.
failure-internal = The desk failed
failure-internal-why = It is our fault. Nothing was done by halves. Tell whoever runs the desk this number:
