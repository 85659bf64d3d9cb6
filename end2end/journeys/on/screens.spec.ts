import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, type Page } from '../../desk';
import { byViewer, open, test } from '../../pages';

// Pictures of every page for a person to look at: SCREENS=/tmp/screens npx playwright test screens
// Only some of them: SIGHTS='request|review'; only some ways to look: WAYS='ko-390'
const folder = process.env.SCREENS ?? '';
test.skip(!folder, 'SCREENS names no folder');

/** A way to look at pages. */
interface Way {
  locale: string;
  width: number;
  schemes?: ('light' | 'dark')[];
  scale?: number;
  scripts?: boolean;
  /** All pages, unless it says which. */
  only?: RegExp;
}

const FEW = /^(sign-in|dashboard-approver|requests|form-refused|review-pending|review-failed|player-words|log-failure|servers-entry|settings)$/;
const MAIN = /^(sign-in|dashboard-operator|requests|form|form-refused|form-list|bulk|bulk-preview|review-pending|review-failed|approvals|player|log-success|favorites|items|servers-entry|user|audit|settings|notifications)$/;

const WAYS: Record<string, Way> = {
  'en-1440': { locale: 'en-US', width: 1440, schemes: ['light', 'dark'] },
  'ko-1440': { locale: 'ko-KR', width: 1440 },
  'en-390': { locale: 'en-US', width: 390 },
  'ko-390': { locale: 'ko-KR', width: 390, schemes: ['light', 'dark'] },
  'ja-1440': { locale: 'ja-JP', width: 1440, only: FEW },
  'ja-390': { locale: 'ja-JP', width: 390, schemes: ['light', 'dark'], only: MAIN },
  // As in a window of 1440 that is zoomed to 200 %.
  'ko-zoomed': { locale: 'ko-KR', width: 720, scale: 2 },
  'off-1440': { locale: 'en-US', width: 1440, scripts: false, only: MAIN },
  'off-390': { locale: 'ko-KR', width: 390, scripts: false, only: MAIN },
};

const ways = Object.entries(WAYS).filter(([name]) => new RegExp(process.env.WAYS ?? '').test(name));
for (const [name, { locale, width, schemes = ['light'], scale = 1, scripts = true, only = /^/ }] of ways) {
  test(`every page as ${name}`, async ({ browser, faults, scenery, sights }) => {
    test.setTimeout(600_000);
    faults.allow(/status of 40[134]/);
    const chosen = sights.filter((sight) => only.test(sight.name) && new RegExp(process.env.SIGHTS ?? '').test(sight.name));
    mkdirSync(join(folder, name), { recursive: true });
    for (const [viewer, theirs] of byViewer(chosen)) {
      const window = await browser.newContext({
        locale,
        viewport: { width, height: 900 },
        deviceScaleFactor: scale,
        javaScriptEnabled: scripts,
        storageState: await scenery.session(viewer),
      });
      const page = await window.newPage();
      page.setDefaultTimeout(10_000);
      for (const sight of theirs) {
        const opened = await open(page, sight).then(() => '', String);
        const wrong = opened ? [opened] : await outOfPlace(page);
        expect.soft(wrong, `${sight.name} as ${name}`).toEqual([]);
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          const file = `${sight.name}${colorScheme === 'dark' ? '-dark' : ''}.png`;
          await page.screenshot({ path: join(folder, name, file), fullPage: true, animations: 'disabled', scale: 'css' });
        }
        await sight.after?.();
      }
      await window.close();
    }
  });
}

/** What makes the page wider than its window, and texts that are cut off without saying so. */
async function outOfPlace(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const width = document.documentElement.clientWidth;
    const named = (element: Element) => `${element.tagName.toLowerCase()}${element.className ? `.${element.className}` : ''} “${(element.textContent ?? '').trim().slice(0, 40)}”`;
    if (document.documentElement.scrollWidth > width) {
      const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > width + 1);
      found.push(`the page is ${document.documentElement.scrollWidth} wide: ${wide.slice(0, 3).map(named).join(', ')}`);
    }
    for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
      const style = getComputedStyle(element);
      const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
      const said = style.textOverflow === 'ellipsis' && (element.closest('[title]') ?? element.querySelector(':scope > [title]'));
      const unseen = element.clientWidth <= 1 || style.clipPath !== 'none' || !element.checkVisibility();
      if (hides && !said && !unseen && element.tagName !== 'INPUT' && element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${named(element)}`);
    }
    return found;
  });
}
