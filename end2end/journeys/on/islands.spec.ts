import { approve, ask, expect, fillRequest, figure, openForm, openReviewed, player, said, section, signIn, submit, test } from '../../desk';
import { APPLIED, type Answer } from '../../game';

test('players are counted while somebody types', async ({ as }) => {
  const page = await as('operator');
  await openForm(page);
  await fillRequest(page, { servers: ['KR-1 Aster', 'KR-2 Briar'], items: [['GEM', '300']], players: [] });
  const players = page.getByLabel('Player IDs');
  const found = page.getByRole('status').filter({ hasText: /player/i });
  await expect(found).toHaveText('No player IDs yet', { useInnerText: true });
  await players.pressSequentially('10000001\n10000002');
  await expect(found).toContainText('2 players ready');
  await players.pressSequentially('\n10000001\n1000 0003\n\nhero\n10000004');
  await expect(found).toContainText('3 players ready of 7 lines');
  await expect(found).toContainText('1 line repeats an ID. Line 3');
  await expect(found).toContainText('1 line has a blank inside. Line 4');
  await expect(found).toContainText('1 blank line. Line 5');
  await expect(found).toContainText('1 line is no Player ID. Line 6');

  const sent = page.getByRole('complementary', { name: 'What will be sent' });
  await expect(sent).toContainText(/3 players\s*×\s*1 item\s*×\s*2 servers/);
  await expect(sent).toContainText('+1,800');
  await page.getByLabel('KR-2 Briar').uncheck();
  await expect(sent).toContainText('+900');
  await page.getByLabel('Clawback').check();
  await expect(sent).toContainText('−900');
});

test('a page follows a delivery to its end without being loaded again', async ({ as, game }) => {
  const [operator, approver] = [await as('operator'), await as('approver')];
  const unique = player();
  const answers: Record<string, (answer: Answer) => void> = {};
  game.treats(unique, ({ server }) => new Promise((answer) => (answers[server] = answer)));
  const no = await ask(operator, { game: game.code, server: ['attic', 'cellar'], players: unique });
  await approve(approver, no);
  await expect(approver.getByRole('heading', { level: 1 })).toContainText('Delivering');
  const loads: string[] = [];
  approver.on('load', (page) => loads.push(page.url()));
  await expect.poll(() => Object.keys(answers).sort()).toEqual(['attic', 'cellar']);
  await expect(figure(approver, 'Succeeded')).toHaveText('0');
  await expect(figure(approver, 'On their way')).toHaveText('2');

  answers['attic']?.(APPLIED);
  await expect(figure(approver, 'Succeeded')).toHaveText('1');
  await expect(figure(approver, 'On their way')).toHaveText('1');
  expect(loads).toEqual([]);

  answers['cellar']?.(APPLIED);
  await expect(approver.getByRole('heading', { level: 1 })).toContainText('Succeeded');
  await expect(section(approver, 'History')).toContainText('Everything has arrived');
  expect(loads).toEqual([]);
});

test('a double click makes one request', async ({ as }) => {
  const page = await as('operator');
  const unique = player();
  await openForm(page);
  await fillRequest(page, { players: [unique] });
  await page.getByRole('button', { name: 'Submit request' }).dblclick();
  await page.waitForURL(/\/requests\/\d+$/);
  await page.goto(`/requests?player=${unique}&state=any`);
  await expect(page.getByRole('main').getByRole('link', { name: /^R-/ })).toHaveCount(1);
});

test('what the browser brings back is counted', async ({ as }) => {
  const page = await as('operator');
  await openForm(page);
  await fillRequest(page, { players: [player(), player('002')] });
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page).toHaveURL(/draft=/);
  await page.reload();
  await expect(page.getByText('2 players ready')).toBeVisible();
  await submit(page);
});

test('what somebody writes stays when the page follows what others do', async ({ as, game }) => {
  const [approver, other] = [await as('approver'), await as('approver2')];
  const no = await ask(await as('operator'), { game: game.code, server: 'attic', players: player() });
  await openReviewed(approver, no);
  await approver.getByLabel('Note').fill('I am not sure about thi');
  await openReviewed(other, no);
  await other.getByRole('button', { name: 'Hold' }).click();
  await expect(approver.getByRole('heading', { level: 1 })).toContainText('On hold');
  await expect(approver.getByLabel('Note')).toHaveValue('I am not sure about thi');
  await approver.getByLabel('Note').pressSequentially('s one');
  await expect(approver.getByLabel('Note')).toHaveValue('I am not sure about this one');
});

test('what somebody corrects in a refused form stays when the bell rings', async ({ as }) => {
  const [operator, approver] = [await as('operator'), await as('approver')];
  const no = await ask(operator, { players: player() });
  await openForm(operator);
  await fillRequest(operator, { players: ['elm'] });
  await operator.getByRole('button', { name: 'Submit request' }).click();
  await expect(operator.getByRole('alert')).toContainText('One line cannot be read as an ID.');
  const [corrected, bell] = [player(), operator.getByRole('link', { name: /^Notifications/ })];
  await operator.getByLabel('Player IDs').fill(corrected);
  const before = (await bell.getAttribute('aria-label')) ?? '';
  await approve(approver, no);
  await expect(bell).not.toHaveAttribute('aria-label', before, { timeout: 15_000 });
  await expect(operator.getByLabel('Player IDs')).toHaveValue(corrected);
});

test('what somebody types stays on a page whose session has ended', async ({ as, page }) => {
  await signIn(page, 'operator');
  await openForm(page);
  const typed = player();
  await page.getByLabel('Player IDs').fill(typed);
  const no = await ask(await as('operator'), { players: player() });
  await page.context().clearCookies();
  const looking = page.waitForResponse(/\/login/);
  await approve(await as('approver'), no);
  await (await looking).finished();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await expect(page.getByLabel('Player IDs')).toHaveValue(typed);
});

test('the number of requests that wait moves in the menu of every page', async ({ as }) => {
  const approver = await as('approver');
  await approver.goto('/log/success');
  const waiting = approver.getByRole('link', { name: 'Approvals' }).locator('data');
  const before = Number((await waiting.count()) ? await waiting.getAttribute('value') : 0);
  await ask(await as('operator'), { players: player() });
  await expect(waiting).toHaveAttribute('value', String(before + 1), { timeout: 15_000 });
});

test('keys lead through the desk, and do nothing while somebody types', async ({ as }) => {
  const page = await as('approver');
  const [first, second] = [await ask(await as('operator'), { players: player() }), await ask(await as('operator2'), { players: player() })];
  await page.goto('/approvals');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  // A page knows its keys a moment after it is shown.
  await expect(async () => {
    await page.keyboard.press('?');
    await expect(sheet).toBeVisible({ timeout: 300 });
  }).toPass();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();

  await page.keyboard.press('j');
  const rows = page.getByRole('main').getByRole('rowheader').getByRole('link');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox').first();
  await expect(search).toBeFocused();
  await page.keyboard.type('jk?an');
  await expect(search).toHaveValue('jk?an');

  await openReviewed(page, second);
  await expect(async () => {
    await page.keyboard.press('a');
    await expect(page.getByRole('button', { name: 'Approve' })).toBeFocused({ timeout: 300 });
  }).toPass();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Pending');
  expect(first).toBeLessThan(second);
});

test('keys that somebody has switched off do nothing', async ({ as }) => {
  const page = await as('cs');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  const shortcuts = page.getByRole('group', { name: 'Keyboard shortcuts' });
  await page.goto('/requests');
  // A page knows its keys a moment after it is shown.
  await expect(async () => {
    await page.keyboard.press('?');
    await expect(sheet).toBeVisible({ timeout: 300 });
  }).toPass();
  await sheet.getByRole('link', { name: 'Switch them off in the settings' }).click();
  await shortcuts.getByRole('radio', { name: 'Off' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(said(page)).toHaveText('Saved.');

  // What listens for news and what listens to keys begin together.
  const listens = page.waitForRequest(/\/live\?/);
  await page.goto('/requests');
  await listens;
  const rows = page.getByRole('main').getByRole('rowheader').getByRole('link');
  for (const key of ['j', '/', '?', ']']) await page.keyboard.press(key);
  await expect(rows.first()).not.toBeFocused();
  await expect(sheet).toBeHidden();

  await page.goto('/settings');
  await shortcuts.getByRole('radio', { name: 'On' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(said(page)).toHaveText('Saved.');
});
