import { fill, type Hands, openMenu, press } from '../administration';
import { expect, said } from '../desk';
import { download } from './files';

/** What somebody changed is found in the log, before and after, and taken away as a file. */
export async function changesAreFound({ as, orchard }: Hands) {
  const [manager, admin] = [await as('manager'), await as('admin')];
  await manager.goto(`/admin/games/${orchard.code}/items/APPLE`);
  await fill(manager, { 'Most per player': '75' });
  await press(manager, 'Save');
  await expect(said(manager)).toHaveText('APPLE was saved.');
  await press(manager, 'Retire');

  await admin.goto('/');
  await openMenu(admin, 'Audit log');
  const filters = admin.getByRole('search').filter({ has: admin.getByLabel('What was done') });
  const events = admin.getByRole('main').locator('ol.log > li');
  await filters.getByLabel('Game').selectOption(orchard.name);
  await filters.getByLabel('About').selectOption('Item');
  await press(admin, 'Apply');
  await expect(events.locator('strong')).toHaveText(['Catalog entry retired', 'Catalog entry changed', 'Catalog entry added']);
  await filters.getByLabel('Who').fill('nobody');
  await press(admin, 'Apply');
  await expect(admin.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await filters.getByLabel('Who').fill('manager');
  await filters.getByLabel('What was done').selectOption('Catalog entry changed');
  await filters.getByLabel('Text in the details').fill('APPLE');
  await press(admin, 'Apply');
  await expect(events).toHaveCount(1);
  await events.getByText('Catalog entry changed').click();
  await expect(events.getByRole('row', { name: 'Most per player' })).toHaveText(/^\s*Most per player\s*50\s*75\s*$/);
  await expect(events.getByRole('link', { name: '최민준' })).toBeVisible();
  await expect(events).toContainText('127.0.0.1');
  await expect(events).toContainText(orchard.name);

  const [header, ...rows] = (await download(admin, 'Export CSV')).trimEnd().split('\r\n');
  expect(header).toMatch(/Event no\.,.*,Who,Address,What was done,About,Number,Before,After,Details$/);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain('최민준,127.0.0.1,Catalog entry changed,Item,');
  expect(rows[0]).toContain('"{""max_quantity"":50}","{""max_quantity"":75}"');
  await admin.getByRole('main').getByRole('link', { name: 'Clear' }).click();
  await expect(events.first()).toContainText('Audit log exported');
}

/** Who may not administrate is offered nothing of it, and gets nothing of it by its address. */
export async function othersAreTurnedAway({ as, faults, orchard }: Hands) {
  faults.allow(/status of 40[34]/);
  const game = `/admin/games/${orchard.code}`;
  const entries = ['items', 'items.csv', 'items/import', 'items/APPLE', 'servers/grove', 'webhooks'];
  const catalog = ['/admin/games', '/admin/games/new', game, ...entries.map((entry) => `${game}/${entry}`)];
  const accounts = ['users', 'users/new', 'users/1', 'roles', 'roles/new', 'roles/1', 'audit', 'audit.csv'].map((page) => `/admin/${page}`);
  for (const person of ['manager', 'operator', 'approver', 'cs'] as const) {
    const page = await as(person);
    const mayManage = person === 'manager';
    const answers = async (path: string) => (await page.request.get(path)).status();
    for (const path of catalog) expect(await answers(path), `${path} to ${person}`).toBe(mayManage ? 200 : 403);
    for (const path of accounts) expect(await answers(path), `${path} to ${person}`).toBe(404);
    await page.goto(mayManage ? '/admin/users' : '/admin/games');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(mayManage ? '404 Not here' : '403 Not permitted');
    await page.getByRole('link', { name: 'To the dashboard' }).click();
    const menu = page.getByRole('navigation', { name: 'Main' });
    await expect(menu.getByRole('link', { name: 'Requests' })).toBeVisible();
    await expect(menu.getByRole('link', { name: 'Games' })).toHaveCount(mayManage ? 1 : 0);
    await expect(menu.getByRole('link', { name: /Users|Roles|Audit log/ })).toHaveCount(0);
    await expect(menu.getByRole('heading', { name: 'Administration' })).toHaveCount(mayManage ? 1 : 0);
  }
  const operator = await as('operator');
  const form = { code: 'NUT', name_en: 'Nut', name_ko: '밤', name_ja: '栗', kind: 'item', max_quantity: '1' };
  expect((await operator.request.post(`${game}/items/new`, { form })).status()).toBe(403);
  expect((await operator.request.post(`${game}/items/APPLE/retirement`)).status()).toBe(403);
}
