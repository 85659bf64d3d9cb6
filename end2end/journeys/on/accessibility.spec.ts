import AxeBuilder from '@axe-core/playwright';

import { approve, ask, choose, expect, expectState, openForm, type Page, player, test } from '../../desk';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    const look = async (page: Page) => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const told = violations.flatMap(({ id, impact, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${impact} ${id} at ${target.join(' ')}: ${failureSummary}`),
      );
      expect.soft(told, `${page.url()} in ${colorScheme}`).toEqual([]);
    };

    test('nothing stands in anybody’s way before signing in', async ({ page }) => {
      await page.goto('/login');
      await look(page);
    });

    test('nothing stands in an operator’s way', async ({ as, faults }) => {
      test.slow();
      faults.allow(/status of 404/);
      const page = await as('operator');
      await ask(page, { players: player() });
      for (const path of ['/', '/requests', '/requests/new', '/bulk/new', '/favorites', '/players', '/players?q=10000001', '/notifications', '/settings', '/settings/webhook', '/no/such/page']) {
        await page.goto(path);
        await look(page);
      }
      await openForm(page);
      await page.getByLabel('Item 1', { exact: true }).fill('GEMS');
      await page.getByLabel('Player IDs').fill('hero\n10000001\n10000001');
      await page.getByRole('button', { name: 'Submit request' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      await look(page);

      const bad = Array.from({ length: 60 }, (_, i) => `hero-${i},${i}`);
      await page.getByLabel('Player IDs').fill('');
      await choose(page, 'heroes.csv', ['player_id,quantity', ` ${player()},1`, ...bad].join('\n'));
      await page.getByRole('button', { name: 'Submit request' }).click();
      await expect(page.getByRole('heading', { name: 'heroes.csv' })).toBeVisible();
      await page.getByText('Choose the columns').click();
      await look(page);
      await openForm(page);
      await expect(page.getByRole('heading', { name: /unfinished/ })).toBeVisible();
      await look(page);
    });

    test('nothing stands in an approver’s way', async ({ as }) => {
      test.slow();
      const [operator, page] = [await as('operator'), await as('approver')];
      const failed = await ask(operator, { players: `${player()}\n${player('404')}` });
      const succeeded = await ask(operator, { players: player() });
      const pending = await ask(operator, { players: player(), direction: 'clawback', server: ['kr-1', 'kr-2'] });
      await page.goto(`/requests/${pending}`);
      await look(page);
      await page.goto('/approvals');
      await look(page);
      await page.getByLabel(`Select R-${pending}`, { exact: true }).check();
      await look(page);
      await approve(page, failed);
      await expectState(page, 'Failed');
      await look(page);
      await page.goto(`/requests/${failed}/deliveries/2`);
      await look(page);
      await approve(page, succeeded);
      await expectState(page, 'Succeeded');
      await look(page);
      for (const path of ['/', '/log/success', '/log/failure']) {
        await page.goto(path);
        await look(page);
      }
    });
  });
}
