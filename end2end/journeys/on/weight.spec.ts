import { expect } from '../../desk';
import { byViewer, test } from '../../pages';

/** What a page may weigh on a first visit, scripts, styles and pictures included. */
const MOST = 100_000;

test('no page weighs more than 100 kB on a first visit', async ({ browser, faults, scenery, sights }) => {
  test.setTimeout(300_000);
  faults.allow(/status of 40[134]/);
  const weighed = new Set<string>();
  for (const [viewer, theirs] of byViewer(sights.filter(({ path }) => path))) {
    const window = await browser.newContext({ storageState: await scenery.session(viewer) });
    const page = await window.newPage();
    const protocol = await window.newCDPSession(page);
    await protocol.send('Network.enable');
    await protocol.send('Network.setCacheDisabled', { cacheDisabled: true }); // every visit is the first
    let loaded: [url: string, bytes: number][] = [];
    const urls = new Map<string, string>();
    protocol.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
    protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => loaded.push([urls.get(requestId) ?? '', encodedDataLength]));
    for (const { path, before } of theirs) {
      if (weighed.has(`${viewer} ${path}`)) continue;
      weighed.add(`${viewer} ${path}`);
      await before?.();
      loaded = [];
      await page.goto(path);
      if (await page.locator('script').count()) await expect.poll(() => loaded.some(([url]) => url.endsWith('.wasm'))).toBe(true);
      const weight = loaded.reduce((sum, [, bytes]) => sum + bytes, 0);
      expect.soft(weight, `${path}: ${loaded.map(([url, bytes]) => `${url} ${bytes}`).join(', ')}`).toBeLessThan(MOST);
    }
    await window.close();
  }
});
