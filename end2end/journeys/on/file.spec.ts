import { approve, choose, expect, fairPlayers, figure, fillRequest, openForm, type Page, player, results, submit, test, weight } from '../../desk';

const ORDINARY = { servers: ['KR-2 Briar'], players: [] };

/** Submits the form, and once more if its file was still being checked by then. */
async function submitOnceChecked(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Submit request' }).click();
  const ready = page.getByText('Nothing to correct.');
  await expect(async () => {
    if (!/\/requests\/\d+$/.test(page.url())) await expect(ready).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  return /\/requests\/\d+$/.test(page.url()) ? Number(page.url().split('/').pop()) : submit(page);
}

test('a hundred thousand players of a file, from the form to the results', async ({ as }) => {
  test.setTimeout(900_000);
  const [operator, approver] = [await as('operator'), await as('approver')];
  await openForm(operator);
  await fillRequest(operator, { ...ORDINARY, items: [['GEM', '3']] });
  await choose(operator, 'everybody.csv', `player_id\n${fairPlayers(100_000).join('\n')}\n`);
  const no = await submitOnceChecked(operator);
  await expect(operator.getByText('300,000 GEM')).toBeVisible();
  expect(await weight(operator)).toBeLessThan(2_000_000);

  await approve(approver, no);
  await expect(approver.getByRole('heading', { level: 1 })).toContainText('Succeeded', { timeout: 800_000 });
  await expect(figure(approver, 'Succeeded')).toHaveText('100,000');
  const arrived = await results(approver);
  expect(arrived).toHaveLength(100_000);
  expect(new Set(arrived.map((row) => row.split(',')[0])).size).toBe(100_000);
  expect(arrived.every((row) => row.includes(',kr-2,3,Succeeded,'))).toBe(true);
  expect(await weight(approver)).toBeLessThan(2_000_000);
});

test('bytes are counted while a file is sent', async ({ as }) => {
  const page = await as('operator');
  await openForm(page);
  await fillRequest(page, { ...ORDINARY });
  await choose(page, 'heavy.csv', `player_id,note\n${player()},a\n${player('002')},${'b'.repeat(600)}\n${'c'.repeat(900_000)}`);
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 });
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(page.getByText(/kB of 8\d\d(\.\d)? kB sent/)).toBeVisible();
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'heavy.csv' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('alert')).toContainText('to correct');
});

test('a file above the limit is not sent at all', async ({ as }) => {
  const page = await as('operator');
  await openForm(page);
  await fillRequest(page, { ...ORDINARY });
  await choose(page, 'huge.csv', Buffer.alloc(33 * 1024 * 1024, '1'));
  const posts: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(page.getByText('This file has 33 MB, and 32 MB is the most.')).toBeVisible();
  await expect(page.getByLabel('Player list file')).toBeFocused();
  expect(posts).toEqual([]);
  await choose(page, 'small.csv', player());
  await submit(page);
});

test('a lost connection keeps nothing and says so', async ({ as, faults }) => {
  faults.allow(/ERR_CONNECTION_RESET|ERR_FAILED/);
  const page = await as('operator');
  await openForm(page);
  await fillRequest(page, { ...ORDINARY });
  await choose(page, 'lost.csv', player());
  await page.route('**/requests/new', (route) => route.abort('connectionreset'), { times: 1 });
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(page.getByText('The connection broke off before all of it was sent')).toBeVisible();
  await submit(page);
});

test('a tab is closed while a file is being checked, and the form is found again', async ({ as }) => {
  const page = await as('operator2');
  await openForm(page);
  await fillRequest(page, { ...ORDINARY, comment: 'closed too early' });
  await choose(page, 'left.csv', fairPlayers(100_000).join('\n'));
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('heading', { name: 'left.csv' })).toBeVisible({ timeout: 30_000 });
  const context = page.context();
  await page.close();

  const later = await context.newPage();
  await openForm(later);
  await later.getByRole('link', { name: 'Continue' }).first().click();
  await expect(later.getByRole('heading', { name: 'left.csv' })).toBeVisible();
  await expect(later.getByText('Nothing to correct.')).toBeVisible({ timeout: 60_000 });
  await expect(later.getByLabel('Comment')).toHaveValue('closed too early');
  await expect(later.getByRole('complementary', { name: 'What will be sent' })).toContainText('100,000');
  await later.getByRole('button', { name: 'Remove file' }).click();
});
