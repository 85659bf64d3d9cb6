import AxeBuilder from '@axe-core/playwright';

import { expect, type Page } from '../../desk';
import { byViewer, open, test, unseen } from '../../pages';

test('every page of the router is among the pages that are looked at', ({ sights }) => {
  expect(unseen(sights)).toEqual([]);
});

test('nothing stands in anybody’s way on any page, in light and dark', async ({ browser, faults, scenery, sights }) => {
  test.setTimeout(600_000);
  faults.allow(/status of 40[134]/);
  for (const [viewer, theirs] of byViewer(sights)) {
    const window = await browser.newContext({ storageState: await scenery.session(viewer), reducedMotion: 'reduce' });
    const page = await window.newPage();
    for (const sight of theirs) {
      await page.emulateMedia({ colorScheme: 'light' });
      await open(page, sight);
      expect.soft(await barriers(page), `${sight.name} in light`).toEqual([]);
      // The dark is the same page in other colors.
      await page.emulateMedia({ colorScheme: 'dark' });
      expect.soft(await barriers(page, 'color-contrast'), `${sight.name} in dark`).toEqual([]);
      await sight.after?.();
    }
    await window.close();
  }
});

async function barriers(page: Page, ...rules: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(); // there are no frames, and it needs no second page
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, impact, nodes }) => nodes.map(({ target, failureSummary }) => `${impact} ${id} at ${target.join(' ')}: ${failureSummary}`));
}
