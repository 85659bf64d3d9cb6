import { approve, choose, expect, fairPlayers, figure, fillRequest, openForm, player, results, said, section, submit, test, weight } from '../../desk';

const ORDINARY = { servers: ['KR-2 Briar'], players: [] };

test('a thousand players of a file, from the form to the results', async ({ as }) => {
  const [operator, approver] = [await as('operator'), await as('approver')];
  const rows = fairPlayers(1_000).map((id, i) => `${id},${1 + (i % 10)},team ${i % 3}`);
  await openForm(operator);
  await fillRequest(operator, { ...ORDINARY, items: [['GEM', '']] });
  await choose(operator, 'winners.csv', `player_id,quantity,team\n${rows.join('\n')}\n`);
  const no = await submit(operator);
  await expect(said(operator)).toHaveText(`R-${no} was requested. An approver reviews it next.`);
  expect(await weight(operator)).toBeLessThan(2_000_000);
  await expect(operator.getByText('5,500 GEM')).toBeVisible();

  await approve(approver, no);
  await expect(async () => {
    await approver.reload();
    await expect(approver.getByRole('heading', { level: 1 })).toContainText('Succeeded', { timeout: 100 });
  }).toPass({ timeout: 60_000 });
  await expect(figure(approver, 'Succeeded')).toHaveText('1,000');
  const arrived = await results(approver);
  expect(arrived).toHaveLength(1_000);
  expect(arrived[10]).toMatch(new RegExp(`^${rows[10]?.split(',')[0]},kr-2,1,Succeeded,.*team 1`));
});

test('a file with bad lines says all of them, and is mended and sent again', async ({ as }) => {
  const page = await as('operator');
  const [one, two] = [player(), player('002')];
  const bad = Array.from({ length: 60 }, (_, i) => `hero-${i}`);
  await openForm(page);
  await fillRequest(page, { ...ORDINARY, items: [['GEM', '5']], comment: 'as it was' });
  await choose(page, 'heroes.csv', ['player_id', one, ...bad, two, one].join('\n'));
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(page.getByRole('alert')).toContainText('60 cells of the file cannot be used.');
  await expect(page.getByRole('alert')).toContainText('One row repeats a player.');
  const findings = section(page, 'things in the file to look at').last();
  await expect(findings.getByRole('row')).toHaveCount(51);
  await expect(findings.getByRole('row').nth(1)).toContainText('3player_idhero-0Not a Player ID8 to 12 digits.');
  await findings.getByRole('link', { name: 'Later' }).click();
  await expect(findings.getByRole('row')).toHaveCount(12);
  await expect(findings.getByRole('row').last()).toContainText(`64player_id${one}Repeats line 2`);
  expect(await weight(page)).toBeLessThan(2_000_000);

  const address = await findings.getByRole('link', { name: 'All of them as a file' }).getAttribute('href');
  const file = await page.request.get(address ?? '');
  expect((await file.text()).trim().split('\r\n')).toHaveLength(62);

  await expect(page.getByLabel('Comment')).toHaveValue('as it was');
  await choose(page, 'heroes-mended.csv', ['player_id', ` ${one}`, two].join('\n'));
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(page.getByRole('heading', { name: 'Some of the file was cleaned' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'heroes-mended.csv' })).toBeVisible();
  await expect(page.getByText('Blanks around a text were dropped. 1 row: line 2')).toBeVisible();
  const sent = page.getByRole('complementary', { name: 'What will be sent' });
  await expect(sent).toContainText(/2 players\s*×\s*1 item\s*×\s*1 server/);
  await expect(sent).toContainText('+10');
  const no = await submit(page);
  await expect(section(page, /^Players/).getByRole('link', { name: one })).toHaveCount(1);
  expect(no).toBeGreaterThan(0);
});

test('the columns of a file are chosen where their names do not tell', async ({ as }) => {
  const page = await as('operator');
  await openForm(page);
  await fillRequest(page, { ...ORDINARY, items: [['GEM', '']] });
  await choose(page, 'gifts.csv', `hero;gift\n${player()};300\n${player('002')};20\n`);
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('alert')).toContainText('It cannot be told which column holds the IDs.');
  await page.getByLabel('ID column').selectOption('hero');
  await page.getByLabel('Quantity column').selectOption('gift');
  await page.getByRole('button', { name: 'Read the file again' }).click();
  const file = section(page, /^gifts.csv/).last();
  await expect(file.getByText('UTF-8, semicolon')).toBeVisible();
  await expect(file.locator('dl div').filter({ hasText: 'Quantity each' })).toContainText('20–300');
  await expect(page.getByText('Nothing to correct.')).toBeVisible();
  await submit(page);
  await expect(page.getByText('320 GEM')).toBeVisible();
});

test('an unfinished form waits for its writer, and goes when it is discarded', async ({ as }) => {
  const page = await as('operator2');
  await openForm(page);
  await fillRequest(page, { ...ORDINARY, comment: 'half done' });
  await choose(page, 'half.csv', fairPlayers(7).join('\n'));
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('heading', { name: 'half.csv' })).toBeVisible();
  await page.goto('/');

  await openForm(page);
  const unfinished = section(page, /unfinished/);
  await expect(unfinished.getByRole('listitem').first()).toContainText('Moonlit Harbor · 7 players');
  await unfinished.getByRole('link', { name: 'Continue' }).first().click();
  await expect(page.getByRole('heading', { name: 'half.csv' })).toBeVisible();
  await expect(page.getByLabel('Comment')).toHaveValue('half done');
  await page.getByRole('button', { name: 'Remove file' }).click();
  await expect(page.getByLabel('Player IDs')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'half.csv' })).toHaveCount(0);

  await openForm(page);
  await expect(unfinished.getByRole('listitem').first()).toContainText('no players yet');
  const offered = await unfinished.getByRole('listitem').count();
  await unfinished.getByRole('button', { name: 'Discard' }).first().click();
  await expect(page).toHaveURL(/\/requests\/new\?draft=/);
  await expect(unfinished.getByRole('listitem')).toHaveCount(offered - 1);
});
