import { approve, ask, expect, expectState, player, test } from '../../desk';

/** What a page may weigh on a first visit, scripts, styles and pictures included. */
const MOST = 100_000;

test('no page weighs more than 100 kB on a first visit', async ({ as, browser, sessions }) => {
  test.slow();
  const [operator, approver] = [await as('operator'), await as('approver')];
  const pending = await ask(operator, { players: player() });
  const failed = await ask(operator, { players: [player('404'), ...Array.from({ length: 60 }, (_, i) => String(16_000_001 + 1_000 * i))].join('\n') });
  await approve(approver, failed);
  await expectState(approver, 'Failed');
  const pages = {
    operator: ['/', '/requests', '/requests/new', '/bulk/new', `/requests/${failed}`, `/requests/${failed}/deliveries/1`, '/log/success', '/players?q=16000001', '/favorites', '/notifications', '/settings'],
    approver: ['/approvals', `/requests/${pending}`, '/log/failure'],
  } as const;
  for (const who of ['operator', 'approver'] as const) {
    for (const path of pages[who]) {
      const window = await browser.newContext({ storageState: await sessions(who) });
      const page = await window.newPage();
      const protocol = await window.newCDPSession(page);
      await protocol.send('Network.enable');
      const loaded: [url: string, bytes: number][] = [];
      const urls = new Map<string, string>();
      protocol.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
      protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => loaded.push([urls.get(requestId) ?? '', encodedDataLength]));
      await page.goto(path);
      await expect.poll(() => loaded.some(([url]) => url.endsWith('.wasm'))).toBe(true);
      const weight = loaded.reduce((sum, [, bytes]) => sum + bytes, 0);
      expect.soft(weight, `${path}: ${loaded.map(([url, bytes]) => `${url} ${bytes}`).join(', ')}`).toBeLessThan(MOST);
      await window.close();
    }
  }
});
