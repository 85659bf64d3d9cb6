import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

import { approve, ask, choose, expect, fairPlayers, fillRequest, openForm, orderNumber, type Page, player, submit } from './desk';

/** What the logs are to show: one request that half of two servers took, and one that took something back. */
export interface Past {
  /** 52 players of a file got 300 Gem and a ticket; for two there is no account. */
  grant: number;
  clawback: number;
  order: string;
  given: string[];
  nobodies: string[];
}

export async function makeAPast(operator: Page, approver: Page): Promise<Past> {
  const given = fairPlayers(52);
  const nobodies = [player('404'), player('404')];
  await openForm(operator);
  await fillRequest(operator, { servers: ['KR-2 Briar'], items: [['GEM', '300'], ['TICKET_SUMMON', '1']], players: [] });
  const rows = [...given, ...nobodies].map((id, i) => `${id},team ${i % 3}`);
  await choose(operator, 'teams.csv', `player_id,team\n${rows.join('\n')}\n`);
  const grant = await submit(operator);
  await settle(approver, grant, 'Failed');
  const order = orderNumber();
  const taken = { direction: 'clawback', reason: 'refund', quantity: '120', players: given[0] ?? '', order_number: order };
  const clawback = await ask(operator, taken);
  await settle(approver, clawback, 'Succeeded');
  return { grant, clawback, order, given, nobodies };
}

/** Waits without JavaScript as well, where no page moves. */
async function settle(approver: Page, no: number, state: string) {
  await approve(approver, no);
  await expect(async () => {
    await approver.reload();
    await expect(approver.getByRole('heading', { level: 1 })).toContainText(state, { timeout: 100 });
  }).toPass({ timeout: 60_000 });
}

/** What was given and taken, found by several filters, added up, turned page by page, and shown to a colleague by its address. */
export async function readTheSuccessLog(cs: Page, colleague: Page, past: Past) {
  await open(cs, 'Success log');
  await narrow(cs, { Request: `R-${past.grant}` });
  await expectTotals(cs, { Granted: '52', 'Clawed back': '0', Gem: '+15,600', 'Summon Ticket': '+52' });
  const pages = cs.getByRole('navigation', { name: 'Pages' });
  const newest = await rows(cs);
  expect(newest).toHaveLength(50);
  await pages.getByRole('link', { name: 'Older' }).click();
  await expect(pages.getByText('2 rows, newest first')).toBeVisible();
  const oldest = await rows(cs);
  expect([...newest, ...oldest].map((row) => row.player).sort()).toEqual([...past.given].sort());
  await expectTotals(cs, { Granted: '52', Gem: '+15,600' });
  await expectSame(colleague, cs);
  await pages.getByRole('link', { name: 'Newer' }).click();
  await expect(pages.getByText('50 rows, newest first')).toBeVisible();
  expect(await rows(cs)).toEqual(newest);

  const [one = ''] = past.given;
  await narrow(cs, { Request: '', 'Player ID': one });
  await expectTotals(cs, { Granted: '1', 'Clawed back': '1', Gem: '+180' });
  expect((await rows(cs)).map((row) => row.request)).toEqual([`R-${past.clawback}`, `R-${past.grant}`]);
  const mixed = { Game: 'Moonlit Harbor', Server: 'KR-1 Aster', Item: 'Gem', Direction: 'Clawbacks', Reason: 'Refund' };
  await narrow(cs, { ...mixed, Requester: '박지훈', Approver: '김서연', 'Order number': past.order, ...aroundNow() });
  await expectTotals(cs, { Granted: '0', 'Clawed back': '1', Gem: '−120' });
  expect((await rows(cs)).map((row) => row.request)).toEqual([`R-${past.clawback}`]);
  await expectSame(colleague, cs);
  await expect(colleague.getByRole('search').getByLabel('Reason')).toHaveValue('refund');

  await narrow(cs, { Server: 'JP-1 Sakura' });
  await expect(cs.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await expect(cs.getByRole('link', { name: /^Export/ })).toHaveCount(0);
  await cs.getByRole('main').getByRole('link', { name: 'Clear' }).last().click();
  await expect(cs).toHaveURL('/log/success');
}

/** Files hold what is filtered: all of it, and nothing else. */
export async function takeALogAway(cs: Page, past: Past) {
  await open(cs, 'Success log');
  await narrow(cs, { Request: `R-${past.grant}` });
  const csv = (await download(cs, 'Export CSV')).toString('utf8');
  const [header = '', ...lines] = csv.replace(/^\uFEFF/, '').trimEnd().split('\r\n');
  expect(header).toMatch(/^Time \(Asia\/Seoul\),Request,Game,Server,Direction,Player,/);
  expect(lines.map((line) => line.split(',')[5]).sort()).toEqual([...past.given].sort());
  for (const line of lines) expect(line).toMatch(new RegExp(`R-${past.grant},Moonlit Harbor,kr-2,Grant,.*GEM 300.*박지훈,김서연,1,.*team [012]`));

  const sheet = unzipped(await download(cs, 'Export Excel'), /^xl\/worksheets\/.*\.xml$/);
  expect(sheet.match(/<row /g)).toHaveLength(53);
  for (const id of past.given) expect(sheet).toContain(id);

  await open(cs, 'Failure log');
  await narrow(cs, { Request: `R-${past.grant}` });
  const failed = (await download(cs, 'Export CSV')).toString('utf8').trimEnd().split('\r\n').slice(1);
  expect(failed.map((line) => line.split(',')[5]).sort()).toEqual([...past.nobodies].sort());
  for (const line of failed) expect(line).toContain('player_not_found');
}

/** A row of the failure log opens what was tried, why it failed and what else is known, and leads back. */
export async function openAFailure(cs: Page, past: Past) {
  const [one = ''] = past.nobodies;
  await open(cs, 'Failure log');
  await narrow(cs, { Request: `R-${past.grant}`, Item: 'Summon Ticket' });
  await expectTotals(cs, { 'Grants without success': '2', 'Clawbacks without success': '0' });
  const log = await rows(cs);
  const row = cs.getByRole('row').filter({ hasText: one });
  await expect(row).toContainText('Refused');
  await expect(row).toContainText('No such account');
  await row.getByRole('link', { name: one }).click();

  await expect(cs.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`^${one}\\s*Refused$`));
  const attempt = cs.getByRole('region', { name: 'Attempts' }).getByRole('row').nth(1);
  await expect(attempt).toContainText('Sent');
  await expect(attempt).toContainText('Refused');
  await expect(attempt).toContainText('player_not_found');
  const facts = cs.getByRole('complementary');
  await expect(facts.getByText('No such account')).toBeVisible();
  await expect(facts.getByText('KR-2 Briar')).toBeVisible();
  await expect(facts.getByText(/^team [012]$/)).toBeVisible();
  await cs.getByRole('main').getByRole('link', { name: 'Failure log' }).click();
  await expect(cs.getByRole('textbox', { name: 'Request' })).toHaveValue(`R-${past.grant}`);
  expect(await rows(cs)).toEqual(log);
  await cs.getByRole('row').filter({ hasText: one }).getByRole('link', { name: one }).click();
  await facts.getByRole('link', { name: one }).click();
  await expect(cs.getByRole('heading', { level: 1 })).toHaveText(one);
}

async function open(page: Page, log: 'Success log' | 'Failure log') {
  if (page.url() === 'about:blank') await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: log }).click();
  await expect(page.getByRole('heading', { name: log, level: 1 })).toBeVisible();
}

/** Fills in filters by their labels, beside those that are there, and applies them. */
async function narrow(page: Page, filters: Record<string, string>) {
  const form = page.getByRole('main').getByRole('search');
  for (const [label, value] of Object.entries(filters)) {
    const field = form.getByLabel(label, { exact: true });
    if (await field.evaluate((field) => field.tagName === 'SELECT')) await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await form.getByRole('button', { name: 'Apply' }).click();
}

/** From yesterday until tomorrow, wherever midnight is. */
function aroundNow() {
  const day = (shift: number) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
  return { From: day(-1), Until: day(1) };
}

async function expectTotals(page: Page, totals: Record<string, string>) {
  for (const [name, total] of Object.entries(totals)) {
    const one = page.getByRole('region', { name: 'Totals' }).locator('dl > div').filter({ has: page.getByText(name, { exact: true }) });
    await expect(one.locator('dd').first()).toHaveText(total);
  }
}

/** Whose delivery of which request each row is. */
async function rows(page: Page) {
  const table = page.getByRole('main').getByRole('table').last();
  return table.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => {
      const [player, request] = [...row.querySelectorAll('a')].map((link) => link.textContent);
      return { player: player ?? '', request: request ?? '' };
    }),
  );
}

/** Somebody else sees the same by the address alone. */
async function expectSame(colleague: Page, page: Page) {
  await colleague.goto(page.url());
  expect(await rows(colleague)).toEqual(await rows(page));
  const totals = page.getByRole('region', { name: 'Totals' });
  await expect(colleague.getByRole('region', { name: 'Totals' })).toHaveText(await totals.innerText(), { useInnerText: true });
}

async function download(page: Page, name: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  return readFile(await (await coming).path());
}

/** The text of a file in a zip: its directory stands at the end, and points to each file. */
function unzipped(zip: Buffer, wanted: RegExp): string {
  expect(zip.toString('latin1', 0, 4)).toBe('PK\x03\x04');
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const name = zip.toString('utf8', entry + 46, entry + 46 + zip.readUInt16LE(entry + 28));
    if (wanted.test(name)) {
      const file = zip.readUInt32LE(entry + 42);
      const content = file + 30 + zip.readUInt16LE(file + 26) + zip.readUInt16LE(file + 28);
      const packed = zip.subarray(content, content + zip.readUInt32LE(entry + 20));
      return (zip.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8');
    }
    entry += 46 + zip.readUInt16LE(entry + 28) + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  throw new Error(`there is no ${wanted} in the file`);
}
