import { readFile } from 'node:fs/promises';

import { type Hands, press } from '../administration';
import { expect, type Page, said, section } from '../desk';

/** A catalog goes out as CSV and comes back with changes, which are seen before they are made. */
export async function catalogComesBackChanged({ as, orchard }: Hands) {
  const manager = await as('manager');
  await manager.goto(`/admin/games/${orchard.code}/items`);
  const exported = await download(manager, 'Export CSV');
  const [header, apple, ...more] = exported.trimEnd().split(/\r?\n/);
  expect(header).toContain('code,name_en,name_ko,name_ja,kind,max_quantity,retired');
  expect(apple).toMatch(/^APPLE,Apple,사과,リンゴ,item,50,/);
  expect(more).toEqual([]);
  const file = (...rows: string[]) => [header, ...rows].join('\r\n');
  const pear = 'PEAR,Pear,배,ナシ,item,15,false';

  await manager.getByRole('link', { name: 'Import' }).click();
  await bring(manager, file(apple ?? '', pear.replace('item,15', 'fruit,15'), 'FIG,Fig,,イチジク,item,5,'));
  await expect(manager.getByText('2 things are wrong. Nothing is done before they are corrected.')).toBeVisible();
  const wrong = section(manager, 'What is wrong').getByRole('row');
  await expect(wrong.filter({ hasText: 'fruit' })).toHaveText(/^\s*3\s*Kind\s*fruit\s*One of: currency \(Currency\), item \(Item\)\.\s*$/);
  await expect(wrong.filter({ hasText: 'Fill this in.' })).toContainText(/^\s*4\s*Name \(한국어\)/);
  await expect(manager.getByRole('button', { name: /^Make/ })).toHaveCount(0);
  await press(manager, 'Discard');
  await expect(said(manager)).toHaveText('The file was discarded.');

  await bring(manager, file((apple ?? '').replace(',50,', ',80,'), pear));
  await expect(manager.getByText('2 changes are ready.')).toBeVisible();
  const changes = section(manager, 'What changes').getByRole('row');
  await expect(changes.filter({ hasText: 'APPLE' })).toContainText(/Changed\s*Most per player: 50 → 80/);
  await expect(changes.filter({ hasText: 'PEAR' })).toContainText(/New.*Pear/s);
  await press(manager, 'Make 2 changes');
  await expect(said(manager)).toHaveText('2 changes were made.');
  await expect(manager.getByRole('row', { name: 'APPLE' })).toContainText(/Item\s*80/);
  await expect(manager.getByRole('row', { name: 'PEAR' })).toContainText(/Pear\s*배 · ナシ\s*Item\s*15/);
}

async function bring(manager: Page, content: string) {
  const file = { name: 'fruit.csv', mimeType: 'text/csv', buffer: Buffer.from(content) };
  await manager.getByLabel('CSV or Excel file').setInputFiles(file);
  await press(manager, 'Show what changes');
  await expect(manager.getByRole('heading', { name: 'fruit.csv' })).toBeVisible();
}

/** What a link brings as a file. */
export async function download(page: Page, link: string): Promise<string> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: link, exact: true }).click();
  return readFile(await (await coming).path(), 'utf8');
}
