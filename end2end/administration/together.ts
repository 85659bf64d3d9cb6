import { expectFilled, fill, type Hands, press } from '../administration';
import { expect, said, section } from '../desk';

/** Two people have the same entry open: the second is told what the first did, and loses nothing. */
export async function twoSaveTheSame({ as, orchard }: Hands) {
  const [first, second] = [await as('manager'), await as('admin')];
  for (const page of [first, second]) await page.goto(`/admin/games/${orchard.code}/items/APPLE`);
  await fill(first, { 日本語: '林檎', 'Most per player': '60' });
  await press(first, 'Save');
  await expect(said(first)).toHaveText('APPLE was saved.');

  await fill(second, { English: 'Golden apple', 'Most per player': '70' });
  await press(second, 'Save');
  const told = second.getByRole('alert');
  await expect(told).toContainText(/최민준 changed this meanwhile \(.+\)\. Nothing was overwritten\./);
  await expect(told).toContainText('Name (日本語): リンゴ → 林檎');
  await expect(told).toContainText('Most per player: 50 → 60');
  await expectFilled(second, { English: 'Golden apple', 日本語: '林檎', 'Most per player': '70' });
  await expect(second.getByLabel('Most per player')).toHaveAccessibleDescription(/Now: 60/);

  await press(second, 'Save');
  await expect(said(second)).toHaveText('APPLE was saved.');
  await expectFilled(second, { English: 'Golden apple', 한국어: '사과', 日本語: '林檎', 'Most per player': '70' });
  const history = section(second, 'History').getByRole('listitem');
  await expect(history.filter({ hasText: 'Changed by 오세훈' }).first()).toContainText('Most per player: 60 → 70');
  await expect(history.filter({ hasText: 'Changed by 최민준' }).first()).toContainText('Most per player: 50 → 60');
}
