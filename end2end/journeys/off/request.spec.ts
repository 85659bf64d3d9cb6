import { ask, expect, fillRequest, openForm, orderNumber, player, said, section, submit, test } from '../../desk';

test('an operator asks for two items on two servers', async ({ as }) => {
  const page = await as('operator');
  const [one, two, order] = [player(), player('002'), orderNumber()];
  await openForm(page);
  await fillRequest(page, {
    servers: ['KR-1 Aster', 'KR-2 Briar'],
    reason: 'Other',
    detailReason: 'streamer · Streamer gift',
    items: [
      ['GEM · Gem', '1,500'],
      ['TICKET_SUMMON', '3'],
    ],
    orderNumber: order,
    validFrom: '2030-01-01T00:00',
    validUntil: '2030-02-01T00:00',
    message: 'event_autumn · Your autumn event reward.',
    players: [one, ` ${two} `],
    comment: 'For the <b>stream</b> of Friday.',
  });
  const no = await submit(page);

  await expect(said(page)).toHaveText(`R-${no} was requested. An approver reviews it next.`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`R-${no}\\s*Pending\\s*Grant`));
  await expect(page.getByText('Gives 1,500 GEM and 3 TICKET_SUMMON to each of 2 players on')).toBeVisible();
  await expect(page.getByText('6,000 GEM')).toBeVisible();
  const asked = section(page, 'What was asked');
  await expect(asked.getByText('For the <b>stream</b> of Friday.')).toBeVisible();
  await expect(asked.getByText(order)).toBeVisible();
  await expect(asked).toContainText('Streamer gift');
  await expect(asked).toContainText('Your autumn event reward.');
  await expect(section(page, /^Players/).getByRole('link', { name: two })).toHaveCount(2);
});

test('items are added and removed, and what was typed stays', async ({ as }) => {
  const page = await as('operator');
  await openForm(page);
  await fillRequest(page, { items: [['GEM', '10'], ['GOLD', '20'], ['TICKET_SUMMON', '30']], players: ['1234 5678', ''] });
  await page.getByRole('button', { name: 'Remove line 2' }).click();
  await expect(page.getByLabel('Item 2', { exact: true })).toHaveValue('TICKET_SUMMON');
  await expect(page.getByLabel('Quantity 2')).toHaveValue('30');
  await expect(page.getByLabel('Item 3', { exact: true })).toHaveCount(0);
  await expect(page.getByLabel('Item 1', { exact: true })).toHaveValue('GEM');
  await expect(page.getByLabel('Player IDs')).toHaveValue('1234 5678\n');
});

test('choosing another game brings its servers, items and reasons', async ({ as }) => {
  const page = await as('operator');
  await openForm(page);
  await fillRequest(page, { players: [player()], comment: 'as it was' });
  await page.getByLabel('Game').selectOption('Star Courier');
  await page.getByRole('button', { name: 'Choose game' }).click();

  await expect(page.getByLabel('JP-1 Hotaru')).toBeVisible();
  await expect(page.getByLabel('Mailbox message')).toHaveCount(0);
  await expect(page.getByLabel('Comment')).toHaveValue('as it was');
  const stray = page.getByLabel('kr-1 (not in Star Courier)');
  await expect(stray).toBeChecked();
  await stray.uncheck();
  await page.getByLabel('JP-1 Hotaru').check();
  await page.getByLabel('Item 1', { exact: true }).fill('STARDUST');
  await page.getByLabel('ID kind').selectOption({ label: 'VID · 8 to 24 letters, digits, - or _' });
  const no = await submit(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`R-${no}`);
  await expect(section(page, 'What was asked')).toContainText('Star Courier');
});

test('Check keeps the draft and says what is wrong, and submits nothing', async ({ as }) => {
  const page = await as('operator');
  const unique = player();
  await openForm(page);
  await fillRequest(page, { items: [['GEM', '']], players: [unique] });
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('alert')).toContainText('One thing to correct');
  await expect(page.getByRole('alert').getByRole('link')).toHaveText('Quantity 1: How many? A whole number from 1.');
  await expect(page.getByText('Draft kept')).toBeVisible();

  await page.getByLabel('Quantity 1').fill('5');
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('Nothing to correct. The request can be submitted.')).toBeVisible();
  await page.goto(`/requests?player=${unique}&state=any`);
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
});

test('Enter in a field checks, and never submits', async ({ as }) => {
  const page = await as('operator');
  await openForm(page);
  await fillRequest(page, { players: [player()] });
  await page.getByLabel('Quantity 1').press('Enter');
  await expect(page).toHaveURL(/\/requests\/new\?draft=/);
  await expect(page.getByText('Nothing to correct. The request can be submitted.')).toBeVisible();
});

test('a refused form keeps everything, and says beside each field and above what is wrong', async ({ as }) => {
  const page = await as('operator');
  await openForm(page);
  const good = player();
  await fillRequest(page, {
    servers: ['KR-1 Aster', 'JP-1 Sakura'],
    direction: 'Clawback',
    reason: 'Other',
    items: [
      ['GEMS', '0'],
      ['WINGS_STARLIGHT', '2'],
      ['GOLD', '9007199254740993'],
    ],
    orderNumber: 'GPA.keep-me',
    validFrom: '2030-02-01T00:00',
    validUntil: '2030-01-01T00:00',
    players: [good, '', '1000 0002', 'hero', '123'],
    comment: '</textarea>\n"kept" & <kept>',
  });
  await page.getByRole('button', { name: 'Submit request' }).click();

  const wrong = page.getByRole('alert');
  await expect(wrong).toContainText(/\d+ things to correct/);
  await expect(wrong).toContainText('Detail reason: This is needed.');
  await expect(wrong).toContainText('Item 1: There is no GEMS in Moonlit Harbor.');
  await expect(wrong).toContainText('Quantity 1: 1 is the least.');
  await expect(wrong).toContainText('Quantity 2: 1 is the most per player.');
  await expect(wrong).toContainText('Quantity 3:');
  await expect(wrong).toContainText('Valid until: The end must come after the beginning.');
  await expect(wrong).toContainText('Player IDs: 4 lines cannot be read as IDs.');

  const form = page.getByRole('main');
  await expect(form.getByLabel('KR-1 Aster')).toBeChecked();
  await expect(form.getByLabel('KR-2 Briar')).not.toBeChecked();
  await expect(form.getByLabel('JP-1 Sakura')).toBeChecked();
  await expect(form.getByLabel('Clawback')).toBeChecked();
  await expect(form.getByLabel('Reason', { exact: true })).toHaveValue('other');
  await expect(form.getByLabel('Item 1', { exact: true })).toHaveValue('GEMS');
  await expect(form.getByLabel('Item 1', { exact: true })).toHaveAccessibleDescription(/There is no GEMS/);
  await expect(form.getByLabel('Quantity 1')).toHaveValue('0');
  await expect(form.getByLabel('Quantity 1')).toHaveAccessibleDescription(/1 is the least/);
  await expect(form.getByLabel('Quantity 3')).toHaveValue('9007199254740993');
  await expect(form.getByLabel('Order number')).toHaveValue('GPA.keep-me');
  await expect(form.getByLabel('Valid from')).toHaveValue('2030-02-01T00:00');
  await expect(form.getByLabel('Valid until')).toHaveValue('2030-01-01T00:00');
  await expect(form.getByLabel('Player IDs')).toHaveValue(`${good}\n\n1000 0002\nhero\n123`);
  await expect(form.getByLabel('Comment')).toHaveValue('</textarea>\n"kept" & <kept>');

  const lines = form.getByRole('table', { name: '4 lines cannot be read as IDs.' });
  await expect(lines.getByRole('row', { name: /^2\b/ })).toContainText('A blank line');
  await expect(lines.getByRole('row', { name: /^3\b/ })).toContainText('A blank inside the ID');
  await expect(lines.getByRole('row', { name: /^4\b/ })).toContainText('Not a Player ID');
  await expect(lines.getByRole('row', { name: /^5\b/ })).toContainText('Not a Player ID');
});

test('of an ID that stands there twice one is kept, once somebody says so', async ({ as }) => {
  const page = await as('operator');
  const [twice, once] = [player(), player('002')];
  await openForm(page);
  await fillRequest(page, { players: [twice, once, twice] });
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(page.getByRole('alert')).toContainText('One line repeats an ID. Keep one of each, or edit the list.');
  await expect(page.getByRole('row', { name: 'Repeats line 1' })).toContainText(twice);
  await page.getByRole('button', { name: 'Keep one of each' }).click();
  await page.waitForURL(/\/requests\/\d+$/);
  await expect(section(page, /^Players/)).toContainText('2 players');
});

test('an order number that is taken names the request that has it', async ({ as }) => {
  const page = await as('operator');
  const order = orderNumber();
  const no = await ask(page, { order_number: order, players: player() });
  await openForm(page);
  await fillRequest(page, { orderNumber: order, players: [player()] });
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(page.getByRole('alert')).toContainText(`Order number: R-${no} has this order number already.`);
  await page.getByRole('link', { name: `R-${no}`, exact: true }).click();
  await expect(page).toHaveURL(`/requests/${no}`);
});

test('going back and submitting again makes one request', async ({ as }) => {
  const page = await as('operator');
  const unique = player();
  await openForm(page);
  await fillRequest(page, { players: [unique] });
  const no = await submit(page);
  await page.goBack();
  await expect(page).toHaveURL(`/requests/${no}`);
  await page.goto(`/requests?player=${unique}&state=any`);
  await expect(page.getByRole('main').getByRole('link', { name: /^R-/ })).toHaveText([`R-${no}`]);
});

test('going back to a checked form and submitting again makes one request', async ({ as }) => {
  const page = await as('operator');
  const unique = player();
  await openForm(page);
  await fillRequest(page, { players: [unique] });
  await page.getByRole('button', { name: 'Check' }).click();
  const no = await submit(page);
  await page.goBack();
  await expect(page).toHaveURL(`/requests/${no}`);
  await page.goto(`/requests?player=${unique}&state=any`);
  await expect(page.getByRole('main').getByRole('link', { name: /^R-/ })).toHaveText([`R-${no}`]);
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
