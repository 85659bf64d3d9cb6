import { expectFilled, expectRefused, fill, type Hands, mark, openMenu, press } from '../administration';
import { expect, said } from '../desk';

/** A game is made, corrected where it was refused, changed, and taken out of use. */
export async function gameIsMadeChangedAndRetired({ as }: Hands) {
  const [manager, operator] = [await as('manager'), await as('operator')];
  const [code, name] = [mark('meadow-'), mark('Meadow ')];
  await manager.goto('/');
  await openMenu(manager, 'Games');
  await manager.getByRole('link', { name: 'New game' }).click();
  await fill(manager, { Code: 'new', English: name, 한국어: '초원' });
  await manager.getByLabel('Gifts come with a mailbox message').check();
  await press(manager, 'Create');
  await expect(manager.getByRole('heading', { name: 'Not saved yet' })).toBeVisible();
  await expectRefused(manager, 'Code', 'Code', 'This word is an address of the desk. Choose another code.');
  await expectRefused(manager, '日本語', 'Name (日本語)', 'Fill this in.');
  await expectFilled(manager, { Code: 'new', English: name, 한국어: '초원', 日本語: '' });
  await expect(manager.getByLabel('Gifts come with a mailbox message')).toBeChecked();
  await expect(manager.getByLabel('Items can have a validity period')).not.toBeChecked();

  await fill(manager, { Code: code, 日本語: '草原' });
  await press(manager, 'Create');
  await expect(said(manager)).toHaveText(`${code} was created.`);
  await fill(manager, { English: `${name} of old` });
  await press(manager, 'Save');
  await expect(said(manager)).toHaveText(`${code} was saved.`);
  await expect(manager.getByRole('heading', { level: 1 })).toContainText(`${name} of old`);
  const change = manager.getByRole('listitem').filter({ hasText: 'Changed by 최민준' }).first();
  await expect(change.locator('del')).toHaveText(name);
  await expect(change.locator('ins')).toHaveText(`${name} of old`);
  await press(manager, 'Save');
  await expect(said(manager)).toHaveText(`${code} is as it was.`);

  await operator.goto('/requests/new');
  await expect(operator.getByLabel('Game').locator('option', { hasText: name })).toHaveText(`${name} of old`);
  await press(manager, 'Retire');
  await expect(said(manager)).toHaveText(`${code} was retired.`);
  await operator.goto('/requests/new');
  await expect(operator.getByLabel('Game').locator('option', { hasText: name })).toHaveCount(0);
  await openMenu(manager, 'Games');
  await expect(manager.getByRole('row', { name: code })).toHaveCount(0);
  await manager.getByRole('link', { name: /^Retired/ }).click();
  await expect(manager.getByRole('row', { name: code })).toBeVisible();
}
