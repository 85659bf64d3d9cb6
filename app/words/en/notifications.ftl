bell = { $count ->
    [0] Notifications
    [one] Notifications, { $count } unread
   *[other] Notifications, { $count } unread
}
notifications-title = Notifications
notifications-intro = What became of your requests.
notifications-read-all = Mark all read
notifications-webhook = Send to Slack
notifications-new = New
notifications-none = Nothing yet
notifications-none-why = When one of your requests is decided, or its delivery ends, you read it here.

news-request = { $number }
news-batch = { $count ->
    [one] 1 request of a bulk file
   *[other] { $count } requests of a bulk file
}
news-players = { $count ->
    [one] 1 player
   *[other] { $count } players
}
news-requested = { $what } { $count ->
    [one] waits
   *[other] wait
} for a decision, requested by { $who }
news-approved = { $what } { $count ->
    [one] was
   *[other] were
} approved by { $who }
news-rejected = { $what } { $count ->
    [one] was
   *[other] were
} rejected by { $who }
news-held = { $what } { $count ->
    [one] was
   *[other] were
} put on hold by { $who }
news-released = { $what } { $count ->
    [one] was
   *[other] were
} released by { $who } and { $count ->
    [one] waits
   *[other] wait
} for a decision again
news-succeeded = { $deliveries ->
    [one] { $what } succeeded
   *[other] { $what } succeeded: all { $deliveries } delivered
}
news-succeeded-by = { $what } succeeded: { $who } found that everything had arrived
news-failed = { $what } failed: { $succeeded } of { $deliveries } delivered
news-closed = { $what } { $count ->
    [one] was
   *[other] were
} closed by { $who }: { $succeeded } of { $deliveries } delivered
news-webhook-paused = The webhook { $what } was paused: nothing that was posted there was taken
news-webhook-paused-own = Your webhook was paused: nothing that was posted there was taken

webhooks-title = Webhooks
webhooks-intro = News of this game’s requests in a Slack channel, or in anything that takes what Slack takes. Only numbers, states, names and totals are sent: no player IDs and no comments.
webhook-own-title = My webhook
webhook-own-intro = What became of your requests, as a message in Slack, or in anything that takes what Slack takes.
webhook-own-what = You get a message when one of your requests is approved, rejected, put on hold, released, closed, or has failed. What succeeds is told in the page only. Messages name numbers, states, people and totals: no player IDs and no comments.
webhook-new = New webhook
webhook-change = Webhook
webhook-name = Name
webhook-url = URL
webhook-url-hint = From Slack: Incoming Webhooks. Allowed hosts: { $hosts }.
webhook-url-no-hosts = Whoever runs the desk has not allowed any host yet.
webhook-url-kept = It is { $address } now. Leave this empty to keep it.
webhook-language = Language
webhook-kinds = What it is told
webhook-kind-requested = New request
webhook-kind-approved = Approved
webhook-kind-rejected = Rejected
webhook-kind-held = Put on hold
webhook-kind-released = Released
webhook-kind-succeeded = Succeeded
webhook-kind-failed = Failed
webhook-kind-closed = Closed
webhook-save = Save
webhook-said-saved = Saved. Send a test message to see whether it arrives.
webhook-said-removed = The webhook is removed.
webhook-said-resumed = Resumed. It gets what happens from now on.
webhook-paused = Paused
webhook-failing = Failing
webhook-working = Working
webhook-unused = Nothing sent yet
webhook-sent-at = Last taken
webhook-failed-at = Last failed
webhook-failed-why = Reason
webhook-paused-at = Paused since
webhook-paused-why = Nothing was taken for over an hour.
webhook-resume = Resume
webhook-test = Send a test message
webhook-test-text = A test message from Grantdesk, sent by { $who }.
webhook-test-too-many = You have sent many test messages. Wait a minute before the next.
webhook-taken = It arrived
webhook-not-taken = It was not taken
webhook-remove = Remove
webhook-remove-sure = Nothing more is sent there, and the URL is forgotten.
webhook-do-remove = Remove webhook
webhook-lost = Not delivered
webhook-too-old = Not taken within a day
webhook-problem-no-name = Give it a name.
webhook-problem-long-name = At most 60 characters.
webhook-problem-name-unseen = It contains invisible characters. Type it again.
webhook-problem-name-taken = Another webhook of this game has this name.
webhook-problem-no-url = Enter the URL of the webhook.
webhook-problem-not-a-url = This is no URL for a webhook. It begins with https://.
webhook-problem-not-https = Only https is allowed for this host.
webhook-problem-host-not-allowed = Messages may not be sent to this host. Whoever runs the desk can allow it.
webhook-problem-no-kinds = Tick at least one.
webhook-problem-too-many = A game has 20 webhooks at most. Remove one first.

catalog-event-webhook-added = Webhook added by { $who }
catalog-event-webhook-changed = Webhook changed by { $who }
catalog-event-webhook-removed = Webhook removed by { $who }
catalog-event-webhook-paused = A webhook was paused: too many failures
catalog-event-webhook-resumed = Webhook resumed by { $who }
catalog-event-webhook-tested = Test message sent by { $who }

settings-webhook = Messages
settings-webhook-why = What became of your requests, in Slack.
settings-webhook-begin = Set up
settings-webhook-change = Change
