import { approve, ask, expect, expectState, figure, fillRequest, openReviewed, type Page, player, said, section, signIn, signOut, submit, test } from '../../desk';
import { APPLIED, BUSY } from '../../game';

test('from the request to the re-grant: an operator asks, an approver decides, and what failed arrives in the end', async ({
  page,
  game,
}) => {
  test.slow();
  const [fine, nobody, busy] = [player(), player('002'), player('003')];
  const refused = { status: 200, body: { result: 'refused', code: 'player_not_found', message: 'Who?', retryable: false } };
  game.treats(fine, () => APPLIED);
  game.treats(nobody, () => refused);
  game.treats(busy, () => BUSY);

  await signIn(page, 'operator');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'New request' }).click();
  await page.getByLabel('Game').selectOption('Tavern');
  await page.getByRole('button', { name: 'Choose game' }).click();
  await fillRequest(page, { servers: ['Cellar'], items: [['GEM', '300']], players: [fine, nobody, busy] });
  const no = await submit(page);
  await signOut(page);

  await signIn(page, 'approver');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Approvals' }).click();
  await page.getByRole('link', { name: `R-${no}`, exact: true }).click();
  await expect(page.getByText('Gives 300 GEM to each of 3 players on')).toBeVisible();
  await expect(page.getByText('All 3 IDs are known to the game.')).toBeVisible();
  await approve(page, no);

  await expectState(page, 'Failed');
  await expect(figure(page, 'Succeeded')).toHaveText('1');
  await expect(figure(page, 'Failed')).toHaveText('2');
  const causes = section(page, 'Causes, and what is safe to do');
  await expect(causes.getByRole('listitem').filter({ hasText: 'No such account' })).toContainText('Final.');
  game.treats(busy, () => APPLIED);
  await causes.getByRole('button', { name: 'Re-grant 1' }).click();
  await expect(said(page)).toHaveText('One delivery is sent again.');
  await expect(figure(page, 'Succeeded')).toHaveText('2');
  await expectState(page, 'Failed');

  await page.getByLabel('Note').fill('The second account was deleted.');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expectState(page, 'Closed');
  await expect(section(page, 'History').getByRole('listitem')).toContainText([
    'closed it',
    'Delivery ended: 2 arrived, 1 failed, 0 unknown',
    'had 1 sent again',
    'Delivery ended: 1 arrived, 2 failed, 0 unknown',
    'Delivery began',
    '김서연 approved',
    '박지훈 asked for approval',
  ]);
});

/** Presses Tab until the wanted control has the focus. */
async function focus(page: Page, name: string | RegExp, role: Parameters<Page['getByRole']>[0]) {
  const wanted = page.getByRole(role, { name, exact: typeof name === 'string' }).first();
  for (let steps = 0; steps < 60; steps++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeFocused();
}

test('a request is made with the keyboard alone', async ({ page }) => {
  const { keyboard } = page;
  await page.goto('/login');
  await expect(page.getByLabel('User name')).toBeFocused();
  await keyboard.type('operator');
  await keyboard.press('Tab');
  await keyboard.type('demo-password');
  await keyboard.press('Enter');
  await expect(page).toHaveURL('/');

  await keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport();
  await focus(page, 'New request', 'link');
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/requests\/new/);

  await focus(page, 'KR-1 Aster', 'checkbox');
  await keyboard.press('Space');
  await focus(page, 'Reason', 'combobox');
  await keyboard.type('Outage');
  await focus(page, 'Item 1', 'combobox');
  await keyboard.type('GEM');
  await focus(page, 'Quantity 1', 'textbox');
  await keyboard.type('5');
  await focus(page, 'Player IDs', 'textbox');
  await keyboard.type(player());
  await focus(page, 'Submit request', 'button');
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/requests\/\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Pending');
});

/** Presses a key until it has led to what it stands for: a page knows its keys a moment after it is shown. */
async function goByKey(page: Page, key: string, role: Parameters<Page['getByRole']>[0], name?: string) {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(page.getByRole(role, { name }).first()).toBeFocused({ timeout: 300 });
  }).toPass();
}

test('a page knows its keys in a browser that is never idle', async ({ as }) => {
  const page = await as('operator');
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await page.goto('/');
  await goByKey(page, '/', 'searchbox');
});

test('a failure is found and re-granted with the keyboard alone', async ({ page, as, game }) => {
  const { keyboard } = page;
  const busy = player();
  game.treats(busy, () => BUSY);
  const no = await ask(await as('operator'), { game: game.code, server: 'attic', players: busy });

  await page.goto('/login');
  await expect(page.getByLabel('User name')).toBeFocused();
  await keyboard.type('approver');
  await keyboard.press('Tab');
  await keyboard.type('demo-password');
  await keyboard.press('Enter');
  await expect(page).toHaveURL('/');
  await goByKey(page, '/', 'searchbox');
  await keyboard.type(`R-${no}`);
  await keyboard.press('Enter');
  await expect(page).toHaveURL(`/requests/${no}`);
  await expect(page.locator('[data-review=running]')).toHaveCount(0);
  if (await page.getByLabel(/^I have seen this/).count()) {
    await focus(page, /^I have seen this/, 'checkbox');
    await keyboard.press('Space');
    await keyboard.press('Tab');
  }
  await goByKey(page, 'a', 'button', 'Approve');
  await keyboard.press('Enter');
  await expectState(page, 'Failed');

  game.treats(busy, () => APPLIED);
  await focus(page, /^Re-grant/, 'button');
  await keyboard.press('Enter');
  await expectState(page, 'Succeeded');
});

test('a request prints on one page', async ({ as }) => {
  const [operator, approver] = [await as('operator'), await as('approver')];
  const players = [...Array.from({ length: 60 }, (_, i) => String(15_000_001 + 1_000 * i)), player('404'), player('500')];
  const no = await ask(operator, { server: ['kr-1', 'kr-2'], players: players.join('\n'), comment: 'Line after line\n'.repeat(5) });
  const pages = async () => {
    const paper = await approver.pdf({ preferCSSPageSize: true });
    return paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
  };
  await openReviewed(approver, no);
  expect(await pages()).toBe(1);
  await approve(approver, no);
  await expectState(approver, 'Failed');
  expect(await pages()).toBe(1);
});
