import { readFileSync } from 'node:fs';

import { expect, type Page, test as base } from './desk';
import { code, Scenery, type Viewer } from './scenery';

/** A page of the product, as somebody sees it. */
export interface Sight {
  /** What its pictures are called. */
  name: string;
  viewer: Viewer;
  path: string;
  /** What is done before it is opened. */
  before?: () => Promise<void>;
  /** What is done on it, in any language and without JavaScript. */
  then?: (page: Page) => Promise<void>;
  /** What is done after it was seen. */
  after?: () => Promise<void>;
}

interface Sights {
  scenery: Scenery;
  /** Every page of the product. */
  sights: Sight[];
}

/** Kinds of catalog entries, and one of each. */
const ENTRIES = {
  servers: 'kr-1',
  items: 'GEM',
  reasons: 'outage',
  'detail-reasons': 'streamer',
  messages: 'outage_2026',
  'id-kinds': 'player_id',
};

/** What answers by a file, by another page, or goes on for ever; and the page for whoever starts a desk without any account. */
const NO_SIGHTS = [/\.(csv|xlsx)$/, '/find', '/live', '/uploads/{id}/rows', '/healthz', '/readyz', '/metrics', '/setup'];

export const test = base.extend<object, Sights>({
  scenery: [
    async ({ playwright, game }, use, worker) => {
      const scenery = new Scenery(playwright, worker.project.use.baseURL ?? '');
      await scenery.build(game);
      await use(scenery);
      await scenery.clear();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  sights: [
    async ({ scenery, game }, use) => {
      let letGo = async () => {};
      const delivering: Sight = {
        name: 'request-delivering',
        viewer: 'operator',
        path: '',
        before: async () => {
          const begun = await scenery.delivering(game);
          delivering.path = `/requests/${begun.no}`;
          letGo = begun.letGo;
        },
        after: () => letGo(),
      };
      await use([...list(scenery), delivering]);
    },
    { scope: 'worker' },
  ],
});

/** Opens a page, and does what belongs to it. */
export async function open(page: Page, sight: Sight) {
  await sight.before?.();
  await page.goto(sight.path);
  await sight.then?.(page);
}

/** The same, by who sees them: so that nobody needs more than one window. */
export function byViewer(sights: Sight[]): [Viewer, Sight[]][] {
  const viewers = new Set(sights.map(({ viewer }) => viewer));
  return [...viewers].map((viewer) => [viewer, sights.filter((sight) => sight.viewer === viewer)]);
}

/** Pages of the router that no sight shows. */
export function unseen(sights: Sight[]): string[] {
  const router = readFileSync(new URL('../app/src/router.rs', import.meta.url), 'utf8');
  const routes = [...router.matchAll(/\.route\(\s*"([^"]+)",\s*get\(/g)].map(([, route]) => route);
  expect(routes.length, 'pages that the router has').toBeGreaterThan(50);
  // The router prefers what is fixed to what may be anything.
  const freedom = (route: string) => route.split('{').length;
  const ordered = routes.toSorted((one, other) => freedom(one) - freedom(other));
  const seen = new Set(sights.map(({ path }) => ordered.find((route) => leads(route, path))));
  return routes.filter((route) => !seen.has(route) && !NO_SIGHTS.some((none) => (typeof none === 'string' ? none === route : none.test(route))));
}

function leads(route: string, path: string): boolean {
  const pattern = route.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path.split('?')[0]);
}

function list(scenery: Scenery): Sight[] {
  const { requests, paths, regular, order } = scenery;
  const sights: Sight[] = [];
  const see = (viewer: Viewer, name: string, path: string, more: Partial<Sight> = {}) => sights.push({ name, viewer, path, ...more });
  const press = (selector: string) => (page: Page) => page.locator(selector).first().click();
  const submit = async (page: Page) => page.locator('main form button.primary').first().click();

  see('nobody', 'sign-in', '/login');
  see('nobody', 'sign-in-refused', '/login', {
    then: async (page) => {
      await page.locator('[name=username]').fill('somebody');
      await page.locator('[name=password]').fill('something');
      await submit(page);
      await page.locator('main [data-tone=bad]').waitFor();
    },
  });
  see('nobody', 'signed-out', '/login', {
    then: async (page) => {
      // As a form of the desk is sent whose session has ended.
      await page.route('**/login', (route) => route.continue({ url: route.request().url().replace('/login', '/settings'), postData: 'language=ko' }));
      await page.locator('[name=username]').fill('somebody');
      await page.locator('[name=password]').fill('something');
      await submit(page);
      await page.locator('[href="/login"]').waitFor();
      await page.unroute('**/login');
    },
  });
  see('nobody', 'welcome', paths.welcome);
  see('nobody', 'welcome-gone', '/welcome/gone');
  see('halfway', 'sign-in-code', '/login/code');

  for (const viewer of ['operator', 'approver', 'manager', 'admin', 'cs'] as const) see(viewer, `dashboard-${viewer}`, '/');

  see('operator', 'requests', '/requests');
  see('operator', 'requests-filtered', '/requests?state=failed&direction=grant');
  see('operator', 'requests-none', '/requests?player=19999998');
  for (const state of ['pending', 'held', 'rejected', 'canceled', 'succeeded', 'failed', 'unknown', 'closed']) {
    see('operator', `request-${state}`, `/requests/${requests[state]}`);
  }
  see('operator', 'form', '/requests/new');
  see('operator2', 'form-fresh', '/requests/new');
  see('operator', 'form-filled', paths.filled);
  see('operator', 'form-refused', paths.refused);
  see('operator', 'form-list', paths.listed);
  see('operator', 'bulk', '/bulk/new');
  see('operator', 'bulk-preview', paths.preview);
  see('operator', 'batch', paths.batch);
  see('operator', 'favorites', '/favorites');
  see('operator', 'favorite', paths.favorite);
  see('manager', 'favorites-forbidden', '/favorites');

  see('approver', 'approvals', '/approvals');
  see('approver', 'approvals-chosen', '/approvals', { then: (page) => page.locator('main tbody input[type=checkbox]:enabled').first().check() });
  for (const which of ['pending', 'ordinary', 'clawback', 'held', 'failed', 'unknown', 'succeeded', 'closed']) {
    see('approver', `review-${which}`, `/requests/${requests[which]}`);
  }
  see('approver', 'delivery-failed', `/requests/${requests.failed}/deliveries/1`);
  see('approver', 'delivery-unknown', `/requests/${requests.unknown}/deliveries/2`);
  see('operator', 'delivery-succeeded', `/requests/${requests.succeeded}/deliveries/1`);
  see('approver', 'batch-approval', paths.batch);

  see('cs', 'players', '/players');
  see('cs', 'player', `/players?q=${regular}`);
  see('operator', 'player-operator', `/players?q=${regular}`);
  see('cs', 'player-words', `/players?q=${regular}`, { then: press('main li details summary') });
  see('cs', 'player-order', `/players?q=${order}`);
  see('cs', 'player-unknown', '/players?q=19999998');
  see('cs', 'log-success', '/log/success');
  see('cs', 'log-failure', '/log/failure');
  see('cs', 'log-none', '/log/success?player=19999998');

  see('operator', 'notifications', '/notifications');
  see('cs', 'notifications-none', '/notifications');
  see('operator', 'settings', '/settings');
  see('careful', 'settings-second-factor', '/settings');
  see('operator', 'settings-webhook', '/settings/webhook');
  see('careful', 'second-factor-removal', '/settings/second-factor');
  see('carefree', 'second-factor', '/settings/second-factor', { before: () => scenery.enrol() });
  see('carefree', 'second-factor-codes', '/settings/second-factor', {
    before: () => scenery.enrol(),
    then: async (page) => {
      await page.locator('[name=code]').fill(code(await page.locator('#secret').inputValue()));
      await submit(page);
      await page.locator('.recovery').waitFor();
    },
  });

  see('manager', 'games', '/admin/games');
  see('manager', 'game-new', '/admin/games/new');
  see('manager', 'game', '/admin/games/moonlit');
  for (const [kind, entry] of Object.entries(ENTRIES)) {
    see('manager', kind, `/admin/games/moonlit/${kind}`);
    see('manager', `${kind}-new`, `/admin/games/moonlit/${kind}/new`);
    see('manager', `${kind}-entry`, `/admin/games/moonlit/${kind}/${entry}`);
  }
  see('manager', 'messages-none', '/admin/games/courier/messages');
  see('manager', 'items-new-refused', '/admin/games/moonlit/items/new', { then: submit });
  see('manager', 'servers-entry-tested', '/admin/games/moonlit/servers/kr-1', { then: press('form[action$="/test"] button') });
  see('manager', 'items-import', '/admin/games/moonlit/items/import');
  see('manager', 'items-import-preview', paths.imported);
  see('manager', 'webhooks', '/admin/games/courier/webhooks');
  see('manager', 'webhooks-none', '/admin/games/moonlit/webhooks');
  see('manager', 'webhook', paths.webhook);

  see('admin', 'users', '/admin/users');
  see('admin', 'user-new', '/admin/users/new');
  see('admin', 'user', paths.user);
  see('admin', 'user-own', paths.own);
  see('admin', 'user-link', paths.newcomer, { then: press('form[action$="/link"] button') });
  see('admin', 'roles', '/admin/roles');
  see('admin', 'role-new', '/admin/roles/new');
  see('admin', 'role', paths.role);
  see('admin', 'audit', '/admin/audit');
  see('admin', 'audit-filtered', '/admin/audit?text=moonlit');

  see('cs', 'forbidden', '/admin/users');
  see('operator', 'not-found', '/no/such/page');
  see('nobody', 'not-found-nobody', '/no/such/page');
  return sights;
}
