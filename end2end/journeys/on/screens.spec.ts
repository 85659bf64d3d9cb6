import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { approve, ask, expect, expectState, orderNumber, type Page, player, test } from '../../desk';
import { BUSY, NO_ANSWER } from '../../game';

// Pictures of every page for a person to look at: SCREENS=/tmp/screens npx playwright test screens
const folder = process.env.SCREENS ?? '';
test.skip(!folder, 'SCREENS names no folder');

test('every page, wide and narrow, light and dark, in English and Korean', async ({ as, browser, faults, game, sessions }) => {
  test.setTimeout(600_000);
  faults.allow(/status of 404/);
  const [operator, approver] = [await as('operator'), await as('approver')];
  const many = Array.from({ length: 120 }, (_, i) => String(12_000_000 + 1_000 * i + 1)).join('\n');
  const whole = {
    server: ['kr-1', 'kr-2'],
    reason: 'other',
    detail_reason: 'streamer',
    item: ['GEM', 'TICKET_SUMMON'],
    quantity: ['100000', '3'],
    order_number: orderNumber(),
    valid_from: '2030-01-01T00:00',
    valid_until: '2030-02-01T00:00',
    message: 'outage_2026',
    players: many,
    comment: 'For everybody who waited through the outage of Friday night.\nAgreed with the game team.',
  };
  const pending = await ask(operator, whole);
  const clawback = await ask(operator, { direction: 'clawback', reason: 'refund', players: player() });
  const failed = await ask(operator, { quantity: '300', players: ['001', '002', '003', '404', '404', '500', '599'].map(player).join('\n') });
  const [busy, odd] = [player(), player('002')];
  game.treats(busy, () => BUSY);
  game.treats(odd, () => NO_ANSWER);
  const unknown = await ask(operator, { game: game.code, server: 'hearth', players: `${busy}\n${odd}` });
  const succeeded = await ask(operator, { players: player() });
  const canceled = await ask(operator, { players: player() });
  await operator.request.post(`/requests/${canceled}/cancellation`);
  for (const no of [succeeded, unknown, failed]) await approve(approver, no);
  await expectState(approver, 'Failed');
  await approver.goto(`/requests/${unknown}`);
  await expectState(approver, 'Failed');

  const pages: [name: string, who: 'operator' | 'approver' | undefined, path: string, then?: (page: Page) => Promise<void>][] = [
    ['login', undefined, '/login'],
    ['dashboard', 'operator', '/'],
    ['dashboard-approver', 'approver', '/'],
    ['requests', 'operator', '/requests'],
    ['new', 'operator', '/requests/new'],
    [
      'new-refused',
      'operator',
      '/requests/new',
      async (page) => {
        await page.locator('#item-1').fill('GEMS');
        await page.locator('#players').fill('10000001\nhero\n1000 0003\n\n10000001');
        await page.locator('aside button.primary').click();
        await page.getByRole('alert').waitFor();
      },
    ],
    [
      'new-file',
      'operator',
      '/requests/new',
      async (page) => {
        const rows = ['player_id,quantity,team', ' 10000001,"1,000",red', '10000001,20,blue', 'hero,0,'];
        const file = { name: 'winners.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
        await page.locator('#file').setInputFiles(file);
        await page.locator('aside button.primary').click();
        await page.locator('#findings').waitFor();
      },
    ],
    ['pending-operator', 'operator', `/requests/${pending}`],
    ['pending', 'approver', `/requests/${pending}`],
    ['pending-clawback', 'approver', `/requests/${clawback}`],
    ['failed', 'approver', `/requests/${failed}`],
    ['unknown', 'approver', `/requests/${unknown}`],
    ['succeeded', 'operator', `/requests/${succeeded}`],
    ['canceled', 'operator', `/requests/${canceled}`],
    ['delivery', 'approver', `/requests/${failed}/deliveries/7`],
    ['delivery-unknown', 'approver', `/requests/${unknown}/deliveries/2`],
    ['approvals', 'approver', '/approvals', (page) => page.getByRole('checkbox').first().check()],
    ['log-success', 'approver', '/log/success'],
    ['log-failure', 'approver', '/log/failure'],
    ['not-here', 'operator', '/no/such/page'],
  ];
  mkdirSync(folder, { recursive: true });
  for (const locale of ['en-US', 'ko-KR']) {
    for (const width of [1440, 390]) {
      for (const who of [undefined, 'operator', 'approver'] as const) {
        const context = await browser.newContext({
          locale,
          viewport: { width, height: 900 },
          storageState: who && (await sessions(who)),
        });
        const page = await context.newPage();
        for (const [name, of, path, then] of pages.filter(([, of]) => of === who)) {
          await page.goto(path);
          await then?.(page);
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            const file = `${name}-${locale.slice(0, 2)}-${width}-${colorScheme}.png`;
            await page.screenshot({ path: join(folder, file), fullPage: true, animations: 'disabled' });
          }
        }
        await context.close();
      }
    }
  }
});
