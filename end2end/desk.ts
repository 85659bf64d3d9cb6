import { test as base, expect, type APIRequestContext, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { randomInt, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { Game } from './game';

export { expect, type Game, type Page };

export type Person = 'operator' | 'operator2' | 'approver' | 'approver2' | 'cs' | 'manager' | 'admin';

export const PASSWORD = 'demo-password';

/** What a request asks for. What is left out is KR-1 Aster, a grant, outage compensation and one Gem. */
export interface Wish {
  servers?: string[];
  direction?: 'Grant' | 'Clawback';
  reason?: string;
  detailReason?: string;
  items?: [item: string, quantity: string][];
  orderNumber?: string;
  validFrom?: string;
  validUntil?: string;
  message?: string;
  idKind?: string;
  players: string[];
  comment?: string;
}

interface Fixtures {
  /** What goes wrong in any browser window of a test; at its end there must be nothing. */
  faults: Faults;
  /** A window of somebody who has signed in. */
  as: (person: Person) => Promise<Page>;
}

interface WorkerFixtures {
  /** Sessions, so that not every journey begins with a password. */
  sessions: (person: Person) => Promise<Session>;
  /** A game of the journeys' own, which answers as they say. */
  game: Game;
}

type Session = Awaited<ReturnType<APIRequestContext['storageState']>>;

export const test = base.extend<Fixtures, WorkerFixtures>({
  sessions: [
    async ({ playwright }, use, worker) => {
      const kept = new Map<Person, Session>();
      await use(async (person) => {
        let session = kept.get(person);
        if (!session) {
          const browser = await playwright.request.newContext({ baseURL: worker.project.use.baseURL });
          await expect(await browser.post('/login', { form: { username: person, password: PASSWORD } })).toBeOK();
          session = await browser.storageState();
          kept.set(person, session);
          await browser.dispose();
        }
        return session;
      });
    },
    { scope: 'worker' },
  ],

  game: [
    async ({}, use) => {
      const game = await Game.open();
      await use(game);
      await game.close();
    },
    { scope: 'worker' },
  ],

  faults: [
    async ({ javaScriptEnabled }, use) => {
      const faults = new Faults();
      // A refused form comes back with this status, and the browser calls that an error.
      faults.allow(/status of 422/);
      if (!javaScriptEnabled) {
        // A browser without scripts says of each that a policy forbids it.
        faults.allow(/^failed: csp .*\.js$/);
        // None of a page's scripts runs there, so no error comes from one; empty ones were seen on a busy machine.
        faults.allow(/^page: /);
      }
      await use(faults);
      expect(faults.found, 'console errors, page errors and failed answers').toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, faults }, use) => {
    faults.watch(context);
    await use(context);
  },

  as: async ({ browser, sessions, faults }, use) => {
    const windows: BrowserContext[] = [];
    await use(async (person) => {
      const window = await browser.newContext({ storageState: await sessions(person) });
      windows.push(window);
      faults.watch(window);
      return window.newPage();
    });
    await Promise.all(windows.map((window) => window.close()));
  },
});

/** Console errors, page errors, and answers that failed or that the page's policy blocked. */
class Faults {
  readonly #seen: string[] = [];
  readonly #allowed: RegExp[] = [];

  /** Some journeys lead to a refusal, which the browser's console calls an error. */
  allow(fault: RegExp) {
    this.#allowed.push(fault);
  }

  get found(): string[] {
    return this.#seen.filter((fault) => !this.#allowed.some((allowed) => allowed.test(fault)));
  }

  watch(context: BrowserContext) {
    context.on('console', (message) => {
      if (message.type() === 'error') this.#seen.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.#seen.push(`page: ${error.error()} (${error.page()?.url()})`));
    context.on('response', (response) => {
      if (response.status() >= 500) this.#seen.push(`answer: ${response.status()} ${response.url()}`);
    });
    context.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      // Whoever leaves a page breaks off what it was loading.
      if (why !== 'net::ERR_ABORTED') this.#seen.push(`failed: ${why} ${request.url()}`);
    });
  }
}

const drawn = new Set<string>();

/** A player ID that no other journey uses; its ending says how the demo game treats it. */
export function player(ending = '001'): string {
  const id = `1${String(randomInt(10_000)).padStart(4, '0')}${ending}`;
  if (drawn.has(id)) return player(ending);
  drawn.add(id);
  return id;
}

/** An order number that no other journey uses. */
export function orderNumber(): string {
  return `GPA.${randomInt(1_000, 10_000)}-${randomInt(1_000, 10_000)}-${randomInt(10_000, 100_000)}`;
}

/** Signs in by the form. */
export async function signIn(page: Page, person: Person, password = PASSWORD) {
  await page.goto('/login');
  await page.getByLabel('User name').fill(person);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function signOut(page: Page) {
  await page.getByLabel(/^Account of/).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
}

/** Fills in the form as it stands there; `open` it first. */
export async function fillRequest(page: Page, wish: Wish) {
  const form = page.getByRole('main');
  for (const server of wish.servers ?? ['KR-1 Aster']) await form.getByLabel(server).check();
  await form.getByLabel(wish.direction ?? 'Grant', { exact: true }).check();
  await form.getByLabel('Reason', { exact: true }).selectOption(wish.reason ?? 'Outage compensation');
  if (wish.detailReason) await form.getByLabel('Detail reason').selectOption({ label: wish.detailReason });
  const items = wish.items ?? [['GEM', '1']];
  for (const [i, [item, quantity]] of items.entries()) {
    if (i > 0) await form.getByRole('button', { name: 'Add item' }).click();
    await form.getByLabel(`Item ${i + 1}`, { exact: true }).fill(item);
    await form.getByLabel(`Quantity ${i + 1}`).fill(quantity);
  }
  if (wish.orderNumber) await form.getByLabel('Order number').fill(wish.orderNumber);
  if (wish.validFrom) await form.getByLabel('Valid from').fill(wish.validFrom);
  if (wish.validUntil) await form.getByLabel('Valid until').fill(wish.validUntil);
  if (wish.message) await form.getByLabel('Mailbox message').selectOption({ label: wish.message });
  if (wish.idKind) await form.getByLabel('ID kind').selectOption({ label: wish.idKind });
  await form.getByLabel('Player IDs').fill(wish.players.join('\n'));
  if (wish.comment) await form.getByLabel('Comment').fill(wish.comment);
}

/** Chooses a file of players in the form. */
export async function choose(page: Page, name: string, content: string | Buffer) {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
  await page.getByLabel('Player list file').setInputFiles(file);
}

/** So many players for whom nothing goes wrong. */
export function fairPlayers(count: number): string[] {
  const first = 10_000_000 + 1_000 * randomInt(9_000);
  const players: string[] = [];
  for (let id = first; players.length < count; id++) if (id % 1_000 < 400) players.push(String(id));
  return players;
}

/** The rows of a request's results as they are taken away, without the headings. */
export async function results(page: Page): Promise<string[]> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Results as CSV' }).click();
  const text = await readFile(await (await coming).path(), 'utf8');
  return text.trimEnd().split('\r\n').slice(1);
}

/** What the browser took for the page, with all that belongs to it, in bytes before compression. */
export async function weight(page: Page): Promise<number> {
  return page.evaluate(() => {
    const taken = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return taken.reduce((sum, one) => sum + (one as PerformanceResourceTiming).decodedBodySize, 0);
  });
}

export async function openForm(page: Page) {
  await page.goto('/requests/new');
}

/** Submits the form and comes to the page of the request: its number. */
export async function submit(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Submit request' }).click();
  await page.waitForURL(/\/requests\/\d+$/);
  return Number(page.url().split('/').pop());
}

/** Asks for something by the same post that the form makes: for journeys that begin behind the form. */
export async function ask(operator: Page, fields: Record<string, string | string[]>, key = randomUUID()): Promise<number> {
  const form = new URLSearchParams({ key });
  const whole = { ...ORDINARY, ...fields };
  for (const [name, value] of Object.entries(whole)) for (const one of [value].flat()) form.append(name, one);
  const answer = await operator.request.post('/requests/new', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    data: form.toString(),
    maxRedirects: 0,
  });
  const place = answer.headers().location ?? '';
  expect(place, 'where the form leads').toMatch(/^\/requests\/\d+$/);
  return Number(place.split('/').pop());
}

const ORDINARY = {
  game: 'moonlit',
  server: 'kr-1',
  direction: 'grant',
  reason: 'outage',
  item: 'GEM',
  quantity: '1',
  id_kind: 'player_id',
};

/** Opens a request that waits for its decision, with all that its review finds. */
export async function openReviewed(page: Page, no: number) {
  await expect(async () => {
    await page.goto(`/requests/${no}`);
    expect(await page.locator('[data-review=running]').count()).toBe(0);
  }).toPass();
}

/** Approves on the page of the request, and says so where something odd is to be seen. */
export async function approve(approver: Page, no: number) {
  await openReviewed(approver, no);
  const seen = approver.getByLabel(/^I have seen this/);
  if (await seen.count()) await seen.check();
  await approver.getByRole('button', { name: 'Approve' }).click();
  await expect(said(approver)).toHaveText('Approved.');
}

/** The state in the heading of a request or delivery, once nothing moves any more. */
export async function expectState(page: Page, state: string) {
  await expect(page.getByRole('heading', { level: 1 })).toContainText(state, { timeout: 60_000 });
}

/** One of the figures of a delivery under way: how many succeeded, failed, are unknown or not sent. */
export function figure(page: Page, name: 'Succeeded' | 'Failed' | 'Unknown' | 'Not sent' | 'On their way'): Locator {
  return page.getByRole('main').locator('dl div').filter({ has: page.getByText(name, { exact: true }) }).locator('dd').first();
}

/** The word that a page says once. */
export function said(page: Page): Locator {
  return page.getByRole('main').locator('p[role=status]');
}

/** A part of the page, by its heading. */
export function section(page: Page, heading: string | RegExp): Locator {
  return page.getByRole('main').locator('section, form').filter({ has: page.getByRole('heading', { name: heading }) });
}
