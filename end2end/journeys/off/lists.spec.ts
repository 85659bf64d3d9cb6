import { approve, ask, expect, expectState, orderNumber, type Page, player, test } from '../../desk';

const numbers = (page: Page) => page.getByRole('main').getByRole('table').getByRole('link', { name: /^R-/ });

test('a long list is turned page by page, and no request is left out or shown twice', async ({ as }) => {
  const page = await as('operator2');
  const unique = player();
  const asked: string[] = [];
  for (let i = 0; i < 53; i++) asked.unshift(`R-${await ask(page, { players: unique })}`);

  await page.goto('/requests');
  await page.getByLabel('Player ID').fill(unique);
  await page.getByRole('button', { name: 'Apply' }).click();
  const pages = page.getByRole('navigation', { name: 'Pages' });
  await expect(numbers(page)).toHaveText(asked.slice(0, 50));
  await expect(pages.getByText('Newer')).toHaveAttribute('aria-disabled', 'true');
  await pages.getByRole('link', { name: 'Older' }).click();
  await expect(numbers(page)).toHaveText(asked.slice(50));
  await expect(pages.getByText('Older')).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByLabel('Player ID')).toHaveValue(unique);
  await pages.getByRole('link', { name: 'Newer' }).click();
  await expect(numbers(page)).toHaveText(asked.slice(0, 50));

  // They would stand in the way of whoever approves next.
  for (const no of asked) await page.request.post(`/requests/${no.slice(2)}/cancellation`, { maxRedirects: 0 });
  await page.goto(`/requests?player=${unique}&state=pending`);
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
});

test('the request list is narrowed by what is known', async ({ as }) => {
  const [one, two] = [await as('operator'), await as('operator2')];
  const [unique, order] = [player(), orderNumber()];
  const grant = await ask(one, { players: unique, order_number: order });
  const clawback = await ask(two, { players: unique, direction: 'clawback', reason: 'refund', server: 'kr-2' });
  const courier = await ask(two, { game: 'courier', server: 'jp-1', item: 'STARDUST', id_kind: 'vid', players: unique });

  const page = await as('cs');
  const narrow = async (fields: [label: string, value: string][]) => {
    await page.goto('/requests');
    await page.getByLabel('Player ID').fill(unique);
    for (const [label, value] of fields) {
      const field = page.getByRole('search').getByLabel(label, { exact: true });
      if (await field.evaluate((field) => field.tagName === 'SELECT')) await field.selectOption({ label: value });
      else await field.fill(value);
    }
    await page.getByRole('button', { name: 'Apply' }).click();
  };
  await narrow([]);
  await expect(numbers(page)).toHaveText([`R-${courier}`, `R-${clawback}`, `R-${grant}`]);
  await narrow([['Direction', 'Clawbacks']]);
  await expect(numbers(page)).toHaveText([`R-${clawback}`]);
  await narrow([['Reason', 'Outage compensation']]);
  await expect(numbers(page)).toHaveText([`R-${courier}`, `R-${grant}`]);
  await narrow([['Game', 'Star Courier']]);
  await expect(numbers(page)).toHaveText([`R-${courier}`]);
  await narrow([['Server', 'KR-2 Briar']]);
  await expect(numbers(page)).toHaveText([`R-${clawback}`]);
  await narrow([['Requester', '박지훈']]);
  await expect(numbers(page)).toHaveText([`R-${grant}`]);
  await narrow([['Order number', order]]);
  await expect(numbers(page)).toHaveText([`R-${grant}`]);
  await narrow([['Until', '2020-01-01']]);
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();

  await one.request.post(`/requests/${grant}/cancellation`, { maxRedirects: 0 });
  await narrow([]);
  await page.getByRole('navigation', { name: 'State' }).getByRole('link', { name: /^Canceled/ }).click();
  await expect(numbers(page)).toHaveText([`R-${grant}`]);
  await page.getByRole('navigation', { name: 'State' }).getByRole('link', { name: /^Pending/ }).click();
  await expect(numbers(page)).toHaveText([`R-${courier}`, `R-${clawback}`]);

  await page.goto('/requests?state=whatever');
  await expect(page.getByText('There is no state “whatever”: this is everything that is open.')).toBeVisible();
});

test('what has succeeded leaves the requests for the success log', async ({ as }) => {
  const [operator, approver] = [await as('operator'), await as('approver')];
  const unique = player();
  const no = await ask(operator, { players: unique });
  await approve(approver, no);
  await expectState(approver, 'Succeeded');
  await approver.getByRole('link', { name: 'in the success log' }).click();
  await expect(approver.getByRole('main').getByRole('row').filter({ hasText: unique })).toHaveCount(1);
  await operator.goto(`/requests?player=${unique}`);
  await expect(operator.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
});

test('the search finds a request, a player and an order', async ({ as }) => {
  const page = await as('operator');
  const [unique, order] = [player(), orderNumber()];
  const no = await ask(page, { players: unique, order_number: order });
  const search = async (text: string) => {
    await page.goto('/');
    await page.getByRole('searchbox', { name: 'Search' }).fill(text);
    await page.getByRole('searchbox', { name: 'Search' }).press('Enter');
  };
  await search(`r-${no}`);
  await expect(page).toHaveURL(`/requests/${no}`);
  for (const text of [` ${unique} `, order]) {
    await search(text);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(unique);
    await expect(page.getByRole('listitem').getByRole('link', { name: `R-${no}`, exact: true })).toHaveCount(1);
  }
});

test('a page that is not there, and one that is not for everybody, say so', async ({ as, faults }) => {
  faults.allow(/status of 40[34]/);
  const cs = await as('cs');
  expect((await cs.goto('/requests/99999999'))?.status()).toBe(404);
  await expect(cs.getByRole('heading', { level: 1 })).toHaveText('404 Not here');
  expect((await cs.goto('/no/such/page'))?.status()).toBe(404);
  expect((await cs.goto('/approvals'))?.status()).toBe(404);
  expect((await cs.goto('/requests/new'))?.status()).toBe(403);
  await expect(cs.getByRole('heading', { level: 1 })).toHaveText('403 Not permitted');
  await cs.getByRole('link', { name: 'To the dashboard' }).click();
  await expect(cs.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible();
  await expect(cs.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'New request' })).toHaveCount(0);
});
