refusal-somebody = The desk
refusal-too-late-pending = { $who } released it first, at { $at }: it is pending again.
refusal-too-late-held = { $who } put it on hold first, at { $at }.
refusal-too-late-rejected = { $who } rejected it first, at { $at }.
refusal-too-late-canceled = { $who } canceled it first, at { $at }.
refusal-too-late-approved = { $who } approved it first, at { $at }.
refusal-too-late-delivering = It is being delivered already. { $who } was first, at { $at }.
refusal-too-late-succeeded = Everything has arrived already, at { $at }.
refusal-too-late-failed = It has moved on in the meantime: { $who }, { $at }. Look at how it stands now.
refusal-too-late-closed = { $who } closed it first, at { $at }.
refusal-seal-broken = The seal you were shown is not the seal of this request. Nothing was decided: look at it again.
refusal-note-required = Write a note first: others need to know why.
refusal-outcomes-unknown = { $count ->
    [one] One outcome is
   *[other] { $count } outcomes are
 } unknown. Ask the game or decide before you close.
refusal-nothing-to-do = There is nothing left to do here.
