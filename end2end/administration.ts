import { randomInt } from 'node:crypto';

import { test as base, expect, type Page, type Person, player } from './desk';

/** A game of one journey's own, with a mailbox, and with one of everything that a request needs. It retires afterwards. */
export interface Orchard {
  code: string;
  name: string;
  /** What a request there asks for. */
  wish: { servers: string[]; reason: string; items: [item: string, quantity: string][]; players: string[] };
  /** The same as the form posts it. */
  fields: Record<string, string>;
}

/** What the walks of `administration/` take from their test. */
export interface Hands {
  as: (person: Person) => Promise<Page>;
  /** A window of somebody who has not signed in. */
  page: Page;
  faults: { allow(fault: RegExp): void };
  orchard: Orchard;
}

/** The secret of the demo game, which everybody knows. */
export const SECRET = 'whsec_Z3JhbnRkZXNrLWRlbW8tZ2FtZS1zZWNyZXQ=';

export const test = base.extend<{ orchard: Orchard }>({
  orchard: async ({ as }, use) => {
    const manager = await as('manager');
    const name = mark('Orchard ');
    const code = name.toLowerCase().replace(' ', '-');
    const here = `/admin/games/${code}`;
    const post = async (path: string, form: Record<string, string>) =>
      expect(await manager.request.post(path, { form }), path).toBeOK();
    await post('/admin/games/new', { code, ...names(name, '과수원', '果樹園'), supports_messages: 'true' });
    const lengths = { min_length: '8', max_length: '12' };
    await post(`${here}/id-kinds/new`, { code: 'player_id', label: 'Player ID', charset: 'digits', ...lengths, position: '0' });
    const limits = { concurrency: '4', timeout_ms: '2000', max_batch: '1' };
    await post(`${here}/servers/new`, { code: 'grove', name: 'Grove', url: await demoGame(manager), secret: SECRET, ...limits });
    await post(`${here}/items/new`, { code: 'APPLE', ...names('Apple', '사과', 'リンゴ'), kind: 'item', max_quantity: '50' });
    await post(`${here}/reasons/new`, { code: 'storm', ...names('Storm damage', '태풍 피해', '台風被害') });
    const id = player();
    await use({
      code,
      name,
      wish: { servers: ['Grove'], reason: 'Storm damage', items: [['APPLE', '1']], players: [id] },
      fields: { game: code, server: 'grove', reason: 'storm', item: 'APPLE', players: id },
    });
    await post(`${here}/retirement`, {});
  },
});

/** A name that no other journey uses. */
export function mark(stem: string): string {
  return `${stem}${randomInt(100_000, 1_000_000)}`;
}

function names(en: string, ko: string, ja: string) {
  return { name_en: en, name_ko: ko, name_ja: ja };
}

/** Where the demo game listens for one of its servers. */
export async function demoGame(manager: Page): Promise<string> {
  await manager.goto('/admin/games/moonlit/servers/kr-1');
  return manager.getByLabel('URL').inputValue();
}

/** Comes to the page of a game as somebody does who begins at the dashboard. */
export async function openGame(manager: Page, game: string) {
  await manager.goto('/');
  await openMenu(manager, 'Games');
  await manager.getByRole('main').getByRole('link', { name: game, exact: true }).click();
  await expect(manager.getByRole('heading', { level: 1 })).toContainText(game);
}

export async function openMenu(page: Page, entry: string) {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: entry, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(entry);
}

/** Types into the fields of a form by their labels. */
export async function fill(page: Page, fields: Record<string, string>) {
  for (const [label, text] of Object.entries(fields)) {
    await page.getByRole('main').getByLabel(label, { exact: true }).fill(text);
  }
}

export async function expectFilled(page: Page, fields: Record<string, string>) {
  for (const [label, text] of Object.entries(fields)) {
    await expect(page.getByRole('main').getByLabel(label, { exact: true }), label).toHaveValue(text);
  }
}

/** The form came back: above it and at the field it says what is wrong. */
export async function expectRefused(page: Page, field: string, label: string, problem: string) {
  await expect(page.getByRole('alert')).toContainText(`${label}: ${problem}`);
  await expect(page.getByRole('main').getByLabel(field, { exact: true })).toHaveAccessibleDescription(new RegExp(escaped(problem)));
}

export async function press(page: Page, button: string) {
  await page.getByRole('main').getByRole('button', { name: button, exact: true }).click();
}

/** Chooses a game in the form of a request, which brings its servers, items and reasons. */
export async function chooseGame(operator: Page, game: string) {
  await operator.goto('/requests/new');
  await operator.getByLabel('Game').selectOption(game);
  await operator.getByRole('button', { name: 'Choose game' }).click();
  await expect(operator.getByLabel('Game').locator('option:checked')).toHaveText(game);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
