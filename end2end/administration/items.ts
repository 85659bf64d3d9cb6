import { chooseGame, expectFilled, expectRefused, fill, type Hands, openGame, press } from '../administration';
import { approve, expect, expectState, fillRequest, type Page, player, said, section, submit } from '../desk';

/** An item is made, asked for within its limit, delivered, and taken out of use; what was given keeps its name. */
export async function itemIsGivenAndRetired({ as, orchard }: Hands) {
  const [manager, operator] = [await as('manager'), await as('operator')];
  await openGame(manager, orchard.name);
  await manager.getByRole('main').getByRole('link', { name: 'Items' }).click();
  await manager.getByRole('link', { name: 'New item' }).click();
  const typed = { Code: 'PLUM', English: 'Plum', 한국어: '자두', 日本語: 'スモモ', 'Most per player': 'many' };
  await fill(manager, typed);
  await manager.getByRole('main').getByLabel('Kind').selectOption('Currency');
  await press(manager, 'Create');
  await expectRefused(manager, 'Most per player', 'Most per player', 'A whole number, please.');
  await expectFilled(manager, { ...typed, Kind: 'currency' });
  await fill(manager, { 'Most per player': '20' });
  await press(manager, 'Create');
  await expect(said(manager)).toHaveText('PLUM was created.');
  const place = manager.url();
  await manager.getByRole('main').getByRole('link', { name: 'Items' }).click();
  await expect(manager.getByRole('row', { name: 'PLUM' })).toContainText(/Plum\s*자두 · スモモ\s*Currency\s*20/);

  await chooseGame(operator, orchard.name);
  await fillRequest(operator, { ...orchard.wish, items: [['PLUM · Plum', '21']] });
  await operator.getByRole('button', { name: 'Submit request' }).click();
  await expect(operator.getByRole('alert')).toContainText('Quantity 1: 20 is the most per player.');
  await operator.getByLabel('Quantity 1').fill('20');
  const no = await submit(operator);
  const approver = await as('approver');
  await approve(approver, no);
  await expectState(approver, 'Succeeded');

  await manager.goto(place);
  await press(manager, 'Retire');
  await expect(said(manager)).toHaveText('PLUM was retired.');
  await expect(manager.getByRole('button', { name: /Delete|Remove/ })).toHaveCount(0);
  await askForPlums(operator, orchard);
  await expect(operator.getByRole('alert')).toContainText(`Item 1: There is no PLUM in ${orchard.name}.`);
  const offered = operator.locator('#items option');
  expect(await offered.evaluateAll((items) => items.map((item) => item.getAttribute('value')))).toEqual(['APPLE · Apple']);
  await approver.reload();
  await expect(section(approver, 'What was asked')).toContainText('Plum');

  await manager.getByRole('main').getByRole('link', { name: 'Items' }).click();
  await expect(manager.getByRole('row', { name: 'APPLE' })).toBeVisible();
  await expect(manager.getByRole('row', { name: 'PLUM' })).toHaveCount(0);
  await manager.getByRole('link', { name: 'New item' }).click();
  await fill(manager, { Code: 'PLUM', English: 'Another', 한국어: '다른', 日本語: '別', 'Most per player': '1' });
  await press(manager, 'Create');
  await expectRefused(manager, 'Code', 'Code', 'This code exists already, in use or retired.');
  await manager.getByRole('main').getByRole('link', { name: 'Items' }).click();
  await manager.getByRole('link', { name: /^Retired/ }).click();
  await manager.getByRole('link', { name: 'PLUM' }).click();
  await press(manager, 'Restore');
  await expect(said(manager)).toHaveText('PLUM is in use again.');
  await operator.getByRole('button', { name: 'Check' }).click();
  await expect(operator.getByText('Nothing to correct.')).toBeVisible();
}

async function askForPlums(operator: Page, orchard: Hands['orchard']) {
  await chooseGame(operator, orchard.name);
  await fillRequest(operator, { ...orchard.wish, items: [['PLUM', '1']], players: [player()] });
  await operator.getByRole('button', { name: 'Submit request' }).click();
}
