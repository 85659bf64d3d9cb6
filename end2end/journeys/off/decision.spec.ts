import { approve, ask, expect, openReviewed, player, said, section, test } from '../../desk';

test('a rejection needs a note, and the requester reads it', async ({ as }) => {
  const [operator, approver] = [await as('operator'), await as('approver')];
  const no = await ask(operator, { players: player() });
  await approver.goto(`/requests/${no}`);
  await approver.getByRole('button', { name: 'Reject' }).click();
  await expect(approver.getByLabel('Note')).toHaveAccessibleDescription(/Write a note first/);
  await expect(approver.getByRole('heading', { level: 1 })).toContainText('Pending');

  await approver.getByLabel('Note').fill('Wrong server: <KR-2> was down.');
  await approver.getByRole('button', { name: 'Reject' }).click();
  await expect(said(approver)).toHaveText('Rejected.');
  await operator.goto(`/requests/${no}`);
  await expect(operator.getByRole('heading', { level: 1 })).toContainText('Rejected');
  await expect(section(operator, 'History')).toContainText('Wrong server: <KR-2> was down.');
  await expect(operator.getByRole('button', { name: 'Cancel request' })).toHaveCount(0);
});

test('what is put on hold waits until it is released', async ({ as }) => {
  const [operator, approver] = [await as('operator'), await as('approver')];
  const no = await ask(operator, { players: player() });
  await approver.goto(`/requests/${no}`);
  await approver.getByLabel('Note').fill('Asking the game team.');
  await approver.getByRole('button', { name: 'Hold' }).click();
  await expect(said(approver)).toHaveText('Put on hold.');
  await expect(approver.getByRole('heading', { level: 1 })).toContainText('On hold');
  await expect(approver.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  await approver.getByRole('button', { name: 'Release' }).click();
  await expect(said(approver)).toHaveText('Released: it is pending again.');
  await expect(section(approver, 'History')).toContainText('Asking the game team.');
  await approve(approver, no);
});

test('the requester takes a request back', async ({ as }) => {
  const [operator, approver] = [await as('operator'), await as('approver')];
  const no = await ask(operator, { players: player() });
  await openReviewed(approver, no);

  await operator.goto(`/requests/${no}`);
  await expect(operator.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await operator.getByText('Take it back…').click();
  await operator.getByRole('button', { name: 'Cancel request' }).click();
  await expect(said(operator)).toHaveText('Canceled. Nothing is delivered.');
  await expect(operator.getByRole('heading', { level: 1 })).toContainText('Canceled');

  await approver.getByRole('button', { name: 'Approve' }).click();
  await expect(said(approver)).toContainText('박지훈 canceled it first');
});

test('of two approvers the second is told who was first', async ({ as }) => {
  const [operator, approver, approver2] = [await as('operator'), await as('approver'), await as('approver2')];
  const no = await ask(operator, { players: player() });
  await openReviewed(approver2, no);
  await approver.goto(`/requests/${no}`);
  await approver.getByLabel('Note').fill('Not this one.');
  await approver.getByRole('button', { name: 'Reject' }).click();
  await approver2.getByRole('button', { name: 'Approve' }).click();
  await expect(said(approver2)).toContainText('김서연 rejected it first');
  await expect(approver2.getByRole('heading', { level: 1 })).toContainText('Rejected');
});

test('several requests are approved at once from the queue', async ({ as }) => {
  const [operator, approver] = [await as('operator2'), await as('approver')];
  const wanted = [await ask(operator, { players: player() }), await ask(operator, { players: player() })];
  const other = await ask(operator, { players: player() });
  for (const no of wanted) await openReviewed(approver, no);

  await approver.goto('/approvals');
  for (const no of wanted) await approver.getByLabel(`Select R-${no}`, { exact: true }).check();
  await approver.getByRole('group', { name: 'Selected requests' }).getByRole('button', { name: 'Approve' }).click();
  await expect(said(approver)).toHaveText(`Approved 2 requests: R-${wanted[0]}, R-${wanted[1]}.`);
  await expect(approver.getByLabel(`Select R-${other}`, { exact: true })).toBeVisible();
  for (const no of wanted) await expect(approver.getByLabel(`Select R-${no}`, { exact: true })).toHaveCount(0);
});

test('of several requests one that moved on meanwhile keeps nobody from approving the other', async ({ as }) => {
  const [operator, approver] = [await as('operator2'), await as('approver')];
  const [gone, stays] = [await ask(operator, { players: player() }), await ask(operator, { players: player() })];
  for (const no of [gone, stays]) await openReviewed(approver, no);
  await approver.goto('/approvals');
  for (const no of [gone, stays]) await approver.getByLabel(`Select R-${no}`, { exact: true }).check();
  await operator.goto(`/requests/${gone}`);
  await operator.getByText('Take it back…').click();
  await operator.getByRole('button', { name: 'Cancel request' }).click();
  await expect(said(operator)).toBeVisible();

  await approver.getByRole('group', { name: 'Selected requests' }).getByRole('button', { name: 'Approve' }).click();
  await expect(said(approver)).toContainText(`Approved 1 request: R-${stays}.`);
  await expect(said(approver)).toContainText(`R-${gone}: 佐藤 美咲 canceled it first`);
});

test('what the game does not know is shown, listed, and seen before it is approved', async ({ as }) => {
  const [operator, approver] = [await as('operator2'), await as('approver')];
  const [fine, nobody] = [player(), player('404')];
  const no = await ask(operator, { server: ['kr-1', 'jp-1'], players: `${fine}\n${nobody}` });
  await openReviewed(approver, no);
  const hints = approver.getByRole('region', { name: 'Look at these before you decide' });
  await expect(hints).toContainText('There are IDs that the game does not know: 1 of 2 on KR-1 Aster and 1 of 2 on JP-1 Sakura.');
  await hints.getByRole('link', { name: 'Show them' }).click();
  await expect(section(approver, 'Players').getByRole('rowheader')).toHaveText([nobody, nobody]);

  // The browser keeps the form until it is ticked.
  await approver.getByRole('button', { name: 'Approve' }).click();
  await expect(approver.getByRole('heading', { level: 1 })).toContainText('Pending');
  await approver.getByLabel('I have seen this: 2 unknown IDs').check();
  await approver.getByRole('button', { name: 'Approve' }).click();
  await expect(said(approver)).toHaveText('Approved.');
});

test('of several requests the odd one is left for its own page', async ({ as }) => {
  const [operator, approver] = [await as('operator2'), await as('approver')];
  const [odd, fine] = [await ask(operator, { players: player('404') }), await ask(operator, { players: player() })];
  for (const no of [odd, fine]) await openReviewed(approver, no);
  await approver.goto('/approvals');
  const row = approver.getByRole('row').filter({ has: approver.getByLabel(`Select R-${odd}`, { exact: true }) });
  await expect(row).toContainText('The review found something: look at it first');
  for (const no of [odd, fine]) await approver.getByLabel(`Select R-${no}`, { exact: true }).check();
  await approver.getByRole('group', { name: 'Selected requests' }).getByRole('button', { name: 'Approve' }).click();
  await expect(said(approver)).toContainText(`Approved 1 request: R-${fine}.`);
  await expect(said(approver)).toContainText(`1 not approved: R-${odd}: The review found something`);
  await approver.goto(`/requests/${odd}`);
  await approver.getByLabel('Note').fill('Nobody has that ID.');
  await approver.getByRole('button', { name: 'Reject' }).click();
  await expect(said(approver)).toHaveText('Rejected.');
});
