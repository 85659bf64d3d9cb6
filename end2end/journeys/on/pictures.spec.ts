import { join } from 'node:path';

import { ask, expect, openReviewed, type Page, player, test } from '../../desk';

// The pictures of docs/: PICTURES=../docs/pictures npx playwright test pictures --project=javascript-on
const folder = process.env.PICTURES ?? '';
test.skip(!folder, 'PICTURES names no folder');

const COMMENTS = {
  en: 'Friday’s outage, 23:10 to 23:52. Agreed with the game team.',
  ko: '11/20(금) 23:10~23:52 점검 지연 보상입니다. 사업팀 협의 완료.',
  ja: '11/20（金）23:10～23:52 の障害補填です。運営チームと合意済み。',
};

for (const language of ['en', 'ko', 'ja'] as const) {
  test.describe(language, () => {
    test.use({ locale: { en: 'en-US', ko: 'ko-KR', ja: 'ja-JP' }[language], viewport: { width: 1240, height: 900 }, deviceScaleFactor: 1.5 });

    test('the form, a request that waits, one that failed, and a player', async ({ as }) => {
      test.setTimeout(300_000);
      const [operator, approver, cs] = [await as('operator'), await as('approver'), await as('cs')];
      const comment = COMMENTS[language];
      const take = (page: Page, name: string, from: string, to: string) => picture(page, join(folder, `${name}.${language}.png`), from, to);

      await operator.goto('/requests/new');
      for (const server of ['kr-1', 'kr-2']) await operator.locator(`[name=server][value=${server}]`).check();
      await operator.locator('#reason').selectOption('outage');
      await operator.locator('#item-1').fill('GEM');
      await operator.locator('#quantity-1').fill('300');
      await operator.locator('#players').fill(['10000001', '10000002', '10000003', '10000004'].join('\n'));
      await expect(operator.locator('[data-totals]')).toContainText('2,400');
      await take(operator, 'form', 'main .heading', 'main #item-1');
      await operator.goto('/');

      const many = Array.from({ length: 1_203 }, (_, i) => String(12_000_010 + 1_000 * i));
      const regular = player();
      const given = await ask(operator, { players: `${regular}\n${player('002')}`, item: ['GEM', 'TICKET_SUMMON'], quantity: ['300', '3'], comment });
      await approveAs(approver, given, 'succeeded');
      const failed = await ask(operator, { server: ['kr-1', 'kr-2'], quantity: '300', players: [player('404'), player('500'), ...many.slice(0, 80)].join('\n'), comment });
      await approveAs(approver, failed, 'failed');
      await take(approver, 'failed', 'main .heading', 'main .causes');

      const waiting = await ask(operator, { server: ['kr-1', 'kr-2'], item: ['GEM', 'TICKET_SUMMON'], quantity: ['300', '3'], message: 'outage_2026', players: [player('404'), ...many].join('\n'), comment });
      await openReviewed(approver, waiting);
      await approver.setViewportSize({ width: 1440, height: 900 });
      await take(approver, 'approval', 'main .heading', 'aside .decision');

      const back = await ask(operator, { direction: 'clawback', reason: 'mistaken_grant', quantity: '100', players: regular });
      await approveAs(approver, back, 'succeeded');
      await ask(operator, { players: regular, reason: 'cs_courtesy', quantity: '50' });
      await cs.goto(`/players?q=${regular}`);
      await cs.locator('main li details summary').nth(1).click();
      await take(cs, 'player', 'main .heading', 'main .history');
      await operator.request.post(`/requests/${waiting}/cancellation`);
    });
  });
}

/** As `approve`, in any language. */
async function approveAs(approver: Page, no: number, state: string) {
  await openReviewed(approver, no);
  const seen = approver.locator('[name=seen]');
  if (await seen.count()) await seen.check();
  await approver.locator('[formaction$="/approval"], form[action$="/approval"] button.primary').first().click();
  await expect(approver.locator(`h1 .badge[data-state=${state}]`)).toBeVisible({ timeout: 120_000 });
  await approver.goto(`/requests/${no}`);
}

/** The main part of the page, from one thing to the end of another. */
async function picture(page: Page, path: string, from: string, to: string) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
  });
  const [main, first, last] = await Promise.all(['main', from, to].map((one) => page.locator(one).first().boundingBox()));
  if (!main || !first || !last) throw new Error(`${from} or ${to} is not on ${page.url()}`);
  const [margin, edge] = [16, 8];
  const clip = { x: main.x + edge, y: first.y - margin, width: main.width - edge, height: last.y + last.height - first.y + margin + edge };
  await page.screenshot({ path, clip, fullPage: true, animations: 'disabled' });
}
