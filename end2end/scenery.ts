import { type APIRequestContext, expect, type PlaywrightWorkerArgs } from '@playwright/test';
import { createHmac, randomUUID } from 'node:crypto';

import { orderNumber, PASSWORD, type Person, player } from './desk';
import { BUSY, type Game, NO_ANSWER } from './game';

/** Who looks at a page: a person of the demo, nobody, or somebody of whom the desk asks a second factor. */
export type Viewer = Person | 'nobody' | 'halfway' | 'careful' | 'carefree';

type Session = Awaited<ReturnType<APIRequestContext['storageState']>>;
type Fields = Record<string, string | string[]>;

/** Players of the demo game for whom all goes well. */
const WELL = ['001', '002', '003', '004', '005', '006', '007', '008'];

/** One thing of every kind that the desk can show, made by posts as its forms make them. */
export class Scenery {
  readonly #playwright: PlaywrightWorkerArgs['playwright'];
  readonly #baseURL: string;
  readonly #windows = new Map<Viewer, APIRequestContext>();
  readonly #undo: (() => Promise<unknown>)[] = [];

  /** Numbers of requests, by their state or by what is odd about them. */
  readonly requests: Record<string, number> = {};
  /** Paths whose last part is not known before. */
  readonly paths: Record<string, string> = {};
  /** A player for whom much was done. */
  readonly regular = player();
  readonly order = orderNumber();

  constructor(playwright: PlaywrightWorkerArgs['playwright'], baseURL: string) {
    this.#playwright = playwright;
    this.#baseURL = baseURL;
  }

  async session(viewer: Viewer): Promise<Session | undefined> {
    return viewer === 'nobody' ? undefined : (await this.as(viewer)).storageState();
  }

  async build(game: Game) {
    await this.#people();
    await this.#deliveries(game);
    await this.#decisions();
    await this.#forms();
    await this.#bulk();
    await this.#administration();
    await this.#end('failed', 'failed');
    await this.#end('unknown', 'failed');
    await this.#end('closed', 'failed');
    await this.decide('closed', 'closing', { note: 'The player will write again.' });
    // What is said once is said now.
    for (const window of this.#windows.values()) await window.get('/');
  }

  /** Takes away what would stand in the way of others. */
  async clear() {
    for (const undo of this.#undo) await undo();
    for (const window of this.#windows.values()) await window.dispose();
  }

  /** What posts in somebody's name. */
  async as(viewer: Viewer): Promise<APIRequestContext> {
    let window = this.#windows.get(viewer);
    if (!window) {
      window = await this.#playwright.request.newContext({ baseURL: this.#baseURL });
      await expect(await window.post('/login', { form: { username: viewer, password: PASSWORD } })).toBeOK();
      this.#windows.set(viewer, window);
    }
    return window;
  }

  /** Posts a form, and says where it leads. */
  async post(viewer: Viewer, path: string, fields: Fields = {}): Promise<string> {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) form.append(name, one);
    const answer = await (await this.as(viewer)).post(path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      data: form.toString(),
      maxRedirects: 0,
    });
    expect(answer.status(), `${path} as ${viewer}`).toBe(303);
    return answer.headers().location ?? '';
  }

  async ask(fields: Fields, viewer: Viewer = 'operator'): Promise<number> {
    const whole = { key: randomUUID(), game: 'moonlit', server: 'kr-1', direction: 'grant', reason: 'outage', item: 'GEM', quantity: '300', id_kind: 'player_id' };
    const place = await this.post(viewer, '/requests/new', { ...whole, ...fields });
    expect(place).toMatch(/^\/requests\/\d+$/);
    return Number(place.split('/').pop());
  }

  /** Approves, rejects, holds or closes a request. */
  async decide(which: string, verb: string, fields: Fields = {}) {
    const path = `/requests/${this.requests[which]}`;
    const page = await this.#until('approver', path, (page) => !page.includes('data-review="running"'));
    const seal = /name="seal" value="([^"]*)"/.exec(page)?.[1] ?? '';
    await this.post('approver', `${path}/${verb}`, { seal, seen: 'true', ...fields });
  }

  /** A request that is being delivered until it is let go. */
  async delivering(game: Game): Promise<{ no: number; letGo: () => Promise<void> }> {
    const [slow, ...others] = [player(), player('002'), player('003'), player('004')];
    let letGo = () => {};
    const gate = new Promise<void>((done) => (letGo = done));
    const applied = { status: 200, body: { result: 'applied', transaction_id: 'tavern-2' } };
    game.treats(slow, () => gate.then(() => applied));
    const no = await this.ask({ game: game.code, server: 'cellar', quantity: '20', players: [...others, slow].join('\n') });
    this.requests.delivering = no;
    await this.decide('delivering', 'approval');
    await this.#until('approver', `/requests/${no}`, (page) => heading(page).includes('data-state="delivering"'));
    return {
      no,
      letGo: async () => {
        letGo();
        await this.#end('delivering', 'succeeded');
      },
    };
  }

  /** The page on which somebody adds a second factor, from its beginning. */
  async enrol() {
    await this.post('carefree', '/settings/second-factor/removal', { password: PASSWORD });
    await this.post('carefree', '/settings/second-factor');
  }

  /** Three people of the scenery's own: one is invited, one has a second factor, one has none. */
  async #people() {
    const invite = async (name: string) => {
      const username = `${name}-${player()}`;
      const page = await (await this.as('admin')).post('/admin/users/new', { form: { username, name } });
      const link = /\/welcome\/[\w-]+/.exec(await page.text())?.[0] ?? '';
      expect(link, 'a link').not.toBe('');
      return { username, link };
    };
    this.paths.welcome = (await invite('newcomer')).link;
    await invite('latecomer');
    const users = await (await (await this.as('admin')).get('/admin/users')).text();
    const user = (name: string) => new RegExp(`href="(/admin/users/\\d+)"[^>]*>(?:<[^>]*>)*${name}`).exec(users)?.[1] ?? '';
    this.paths.newcomer = user('latecomer');
    this.paths.user = user('佐藤 美咲');
    this.paths.own = user('오세훈');
    for (const viewer of ['careful', 'carefree'] as const) {
      const { username, link } = await invite(viewer);
      const window = await this.#playwright.request.newContext({ baseURL: this.#baseURL });
      await expect(await window.post(link, { form: { password: PASSWORD } })).toBeOK();
      await expect(await window.post('/login', { form: { username, password: PASSWORD } })).toBeOK();
      this.#windows.set(viewer, window);
      if (viewer === 'carefree') continue;

      await this.post('careful', '/settings/second-factor');
      const page = await (await window.get('/settings/second-factor')).text();
      const secret = /id="secret"[^>]*value="([^"]*)"|value="([A-Z2-7]+)"[^>]*id="secret"/.exec(page)?.slice(1).find(Boolean) ?? '';
      await expect(await window.post('/settings/second-factor/confirmation', { form: { code: code(secret) } })).toBeOK();
      const halfway = await this.#playwright.request.newContext({ baseURL: this.#baseURL });
      await expect(await halfway.post('/login', { form: { username, password: PASSWORD } })).toBeOK();
      this.#windows.set('halfway', halfway);
    }
  }

  /** What goes out to game servers, so that it comes back while the rest is made. */
  async #deliveries(game: Game) {
    const [busy, odd] = [player(), player('002')];
    game.treats(busy, () => BUSY);
    game.treats(odd, () => NO_ANSWER);
    const more = Array.from({ length: 60 }, () => player());
    this.requests.failed = await this.ask({
      server: ['kr-1', 'kr-2'],
      players: [...['404', '404', '500', '599', ...WELL].map(player), ...more].join('\n'),
    });
    this.requests.unknown = await this.ask({ game: game.code, server: 'hearth', players: `${busy}\n${odd}` });
    this.requests.closed = await this.ask({ players: player('404') });
    this.requests.succeeded = await this.ask({
      item: ['GEM', 'TICKET_SUMMON'],
      quantity: ['500', '3'],
      players: [this.regular, player('002')].join('\n'),
      message: 'outage_2026',
      comment: 'For those who waited through the outage of Friday night.',
    });
    this.requests.back = await this.ask({ direction: 'clawback', reason: 'mistaken_grant', quantity: '100', players: this.regular });
    for (const which of ['failed', 'unknown', 'closed', 'succeeded', 'back']) await this.decide(which, 'approval');
  }

  async #decisions() {
    this.requests.pending = await this.ask({
      server: ['kr-1', 'kr-2'],
      reason: 'other',
      detail_reason: 'streamer',
      item: ['GEM', 'TICKET_SUMMON'],
      quantity: ['100000', '3'],
      order_number: this.order,
      valid_from: '2030-01-01T00:00',
      valid_until: '2030-02-01T00:00',
      message: 'outage_2026',
      players: [player('404'), this.regular, ...Array.from({ length: 118 }, () => player())].join('\n'),
      comment: 'For everybody who waited through the outage of Friday night.\nAgreed with the game team.',
    });
    this.requests.ordinary = await this.ask({ players: player() });
    this.requests.clawback = await this.ask({ direction: 'clawback', reason: 'refund', quantity: '120', order_number: orderNumber(), players: this.regular });
    this.requests.held = await this.ask({ item: 'GOLD', quantity: '50000', players: player() }, 'operator2');
    await this.decide('held', 'hold', { note: 'Is this agreed with the game team?' });
    this.requests.rejected = await this.ask({ item: 'WINGS_STARLIGHT', quantity: '1', reason: 'cs_courtesy', players: player() });
    await this.decide('rejected', 'rejection', { note: 'Wings are for the autumn event alone. Please take Gems.' });
    this.requests.canceled = await this.ask({ players: player() });
    await this.post('operator', `/requests/${this.requests.canceled}/cancellation`);
  }

  async #forms() {
    const typed = { game: 'moonlit', server: 'kr-1', direction: 'grant', reason: 'outage', id_kind: 'player_id' };
    this.paths.filled = await this.post('operator', `/requests/${this.requests.pending}/copy`, { players: 'same' });
    const refused = { ...typed, key: randomUUID(), item: ['GEMS', 'WINGS_STARLIGHT'], quantity: ['', '2'], players: 'hero\n10000001\n1000 0003\n\n10000001' };
    this.paths.refused = await this.post('operator', '/requests/new', refused);
    const rows = ['player_id,quantity,team', ` ${player()},"1,000",red`, ...Array.from({ length: 60 }, (_, i) => `hero-${i},${i},blue`)];
    const listed = await (await this.as('operator')).post('/requests/new', {
      multipart: { ...typed, key: randomUUID(), item: 'GEM', file: { name: 'winners.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) } },
      maxRedirects: 0,
    });
    this.paths.listed = listed.headers().location ?? '';
    await this.#until('operator', this.paths.listed, (page) => page.includes('id="findings"'));
    for (const path of [this.paths.filled, this.paths.refused, this.paths.listed]) {
      const key = new URL(path, this.#baseURL).searchParams.get('draft');
      this.#undo.push(() => this.post('operator', `/drafts/${key}/removal`));
    }

    for (const [viewer, name, shared] of [['operator', 'Weekly outage gift', true], ['operator', 'Streamer of the month', false], ['operator2', '障害補填', true]] as const) {
      const key = randomUUID();
      const kept = { ...typed, key, item: 'GEM', quantity: '300', do: 'save-favorite', favorite_name: name };
      await this.post(viewer, '/requests/new', kept);
      await this.post(viewer, `/drafts/${key}/removal`);
      const page = await (await (await this.as(viewer)).get('/favorites')).text();
      const id = Math.max(...[...page.matchAll(/id="favorite-(\d+)"/g)].map(([, id]) => Number(id)));
      if (shared) await this.post(viewer, `/favorites/${id}/sharing`, { shared: 'true' });
      this.#undo.push(() => this.post(viewer, `/favorites/${id}/removal`));
      if (viewer === 'operator') this.paths.favorite = `/favorites/${id}`;
    }
  }

  async #bulk() {
    const header = 'direction,item,quantity,order_number,player_id';
    const good = [`grant,GEM,300,,${player()}`, `grant,GEM,300,,${player()}`, `grant,TICKET_SUMMON,3,${orderNumber()},${player()}`];
    const typed = { game: 'moonlit', server: 'kr-1', reason: 'outage', id_kind: 'player_id' };
    const send = async (rows: string[]) => {
      const file = { name: 'rewards.csv', mimeType: 'text/csv', buffer: Buffer.from([header, ...rows].join('\n')) };
      const answer = await (await this.as('operator')).post('/bulk/new', { multipart: { ...typed, batch: randomUUID(), do: 'look', file }, maxRedirects: 0 });
      return answer.headers().location ?? '';
    };
    this.paths.preview = await send([...good, `grant,GEMS,5,,${player()}`, 'give,GEM,,,hero']);
    this.#undo.push(() => this.post('operator', `${this.paths.preview}/removal`));
    await this.#until('operator', this.paths.preview, (page) => page.includes('GEMS'));
    this.paths.batch = await send(good);
    await this.#until('operator', this.paths.batch, (page) => page.includes('value="submit"'));
    await this.post('operator', this.paths.batch, { ...typed, do: 'submit' });
    await this.#until('operator', this.paths.batch, (page) => !page.includes('value="submit"'));
  }

  async #administration() {
    const rows = ['code,name_en,name_ko,name_ja,kind,max_quantity', 'GEM,Gem,보석,ジェム,currency,50000', 'LANTERN,Paper Lantern,종이 등불,紙の灯籠,item,5', 'GOLD,,골드,ゴールド,coin,many'];
    const file = { name: 'items.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
    const answer = await (await this.as('manager')).post('/admin/games/moonlit/items/import', { multipart: { file }, maxRedirects: 0 });
    this.paths.imported = answer.headers().location ?? '';
    // Nothing listens there, and no journey asks for anything that this game would post.
    const hook = { name: '#courier-desk', url: 'http://127.0.0.1:9/hook', language: 'en', kind: 'closed' };
    this.paths.webhook = await this.post('manager', '/admin/games/courier/webhooks', hook);
    this.#undo.push(() => this.post('manager', `${this.paths.webhook}/removal`));
    const roles = await (await (await this.as('admin')).get('/admin/roles')).text();
    this.paths.role = /href="(\/admin\/roles\/\d+)"/.exec(roles)?.[1] ?? '';
  }

  /** Waits until nothing moves any more. */
  async #end(which: string, state: string) {
    await this.#until('approver', `/requests/${this.requests[which]}`, (page) => heading(page).includes(`data-state="${state}"`), 60_000);
  }

  async #until(viewer: Viewer, path: string, fits: (page: string) => boolean, timeout = 20_000): Promise<string> {
    const window = await this.as(viewer);
    let page = '';
    const fit = async () => {
      page = await (await window.get(path)).text();
      return fits(page);
    };
    await expect.poll(fit, { message: `${path} as ${viewer}`, timeout }).toBe(true);
    return page;
  }
}

function heading(page: string): string {
  return /<h1.*?<\/h1>/s.exec(page)?.[0] ?? '';
}

/** What an authenticator app shows now. */
export function code(secret: string): string {
  let bits = '';
  for (const letter of secret) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
