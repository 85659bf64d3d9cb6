import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { approve, ask, expect, openReviewed, type Page, player, said } from './desk';
import type { Newcomer } from './newcomers';

/** Whether the page that somebody looks at moves, or the next one they open. */
export type Moves = 'by itself' | 'on the next page';

/** What became of one's own requests: a number at the bell, a list, and nothing new once it is read. */
export async function hearOfOnesRequests(requester: Page, approver: Page, moves: Moves) {
  const bell = (unread: number) => (unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`);
  const expectUnread = async (unread: number) => {
    if (moves === 'on the next page') await requester.reload();
    await expect(requester.getByRole('link', { name: bell(unread), exact: true })).toBeVisible({ timeout: 15_000 });
  };
  const [decided, failing] = [await ask(requester, { players: player() }), await ask(requester, { players: player('404') })];
  await requester.goto('/requests');
  await expectUnread(0);
  const loads: string[] = [];
  requester.on('load', (page) => loads.push(page.url()));
  await reject(approver, decided, 'Not in this month.');
  await expectUnread(1);
  await approve(approver, failing);
  await expect(async () => {
    if (moves === 'on the next page') await requester.reload();
    await expect(requester.getByRole('link', { name: bell(3), exact: true })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  if (moves === 'by itself') expect(loads).toEqual([]);

  await requester.getByRole('link', { name: bell(3) }).click();
  const told = requester.getByRole('main').getByRole('listitem').filter({ hasText: /^R-/ });
  await expect(told).toHaveCount(3);
  await expect(told.filter({ hasText: 'New' })).toHaveCount(3);
  await expect(told.nth(0)).toContainText(`R-${failing} failed: 0 of 1 delivered`);
  await expect(told.nth(1)).toContainText(`R-${failing} was approved by 김서연`);
  await expect(told.nth(2)).toContainText(`R-${decided} was rejected by 김서연`);
  await expect(told.nth(2)).toContainText('Not in this month.');
  await expect(told.nth(2)).toContainText('+1 Gem · 1 player');
  await requester.getByRole('button', { name: 'Mark all read' }).click();
  await expectUnread(0);
  await expect(told).toHaveCount(3);
  await expect(told.getByText('New', { exact: true })).toHaveCount(0);
  await expect(requester.getByRole('button', { name: 'Mark all read' })).toHaveCount(0);
  await told.nth(2).getByRole('link').click();
  await expect(requester).toHaveURL(`/requests/${decided}`);
}

/** The same news go to a webhook of one's own, wherever the desk may post. */
export async function sendThemElsewhere(requester: Page, approver: Page, newcomer: Newcomer) {
  const receiver = await Receiver.open();
  const answer = requester.getByRole('status', { name: 'Answer' });
  await requester.goto('/settings');
  await requester.getByRole('region', { name: 'Messages' }).getByRole('link', { name: 'Set up' }).click();
  await requester.getByLabel('URL').fill('http://192.0.2.1/hooks/news');
  await requester.getByRole('button', { name: 'Save' }).click();
  await expect(requester.getByLabel('URL')).toHaveAccessibleDescription(/Messages may not be sent to this host\. Whoever runs the desk can allow it\./);
  await expect(requester.getByLabel('URL')).toHaveValue('http://192.0.2.1/hooks/news');
  await requester.getByLabel('URL').fill(receiver.address);
  await requester.getByRole('button', { name: 'Save' }).click();
  await expect(said(requester)).toHaveText('Saved. Send a test message to see whether it arrives.');
  await requester.getByRole('button', { name: 'Send a test message' }).click();
  await expect(answer).toContainText('It arrived');
  expect(receiver.texts).toEqual([`A test message from Grantdesk, sent by ${newcomer.name}.`]);

  const no = await ask(requester, { players: player() });
  await reject(approver, no, 'Nobody but the requester reads this.');
  await expect.poll(() => receiver.texts.slice(1).join('\n'), { timeout: 30_000 }).toContain(`R-${no} was rejected by 김서연`);
  expect(receiver.texts.join('\n')).not.toContain('Nobody but the requester reads this.');

  receiver.status = 500;
  await requester.getByRole('button', { name: 'Send a test message' }).click();
  await expect(answer).toContainText('It was not taken');
  await expect(answer).toContainText('HTTP 500');
  await requester.getByText('Remove', { exact: true }).click();
  await requester.getByRole('button', { name: 'Remove webhook' }).click();
  await expect(said(requester)).toHaveText('The webhook is removed.');
  await receiver.close();
}

async function reject(approver: Page, no: number, note: string) {
  await openReviewed(approver, no);
  await approver.getByLabel('Note').fill(note);
  await approver.getByRole('button', { name: 'Reject' }).click();
  await expect(approver.getByRole('heading', { level: 1 })).toContainText('Rejected');
}

/** Takes messages as Slack does. */
class Receiver {
  readonly texts: string[] = [];
  status = 200;
  readonly #server = createServer((incoming, outgoing) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      this.texts.push((JSON.parse(Buffer.concat(pieces).toString('utf8')) as { text: string }).text);
      outgoing.writeHead(this.status).end('ok');
    });
  });

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((done) => receiver.#server.listen(0, '127.0.0.1', done));
    return receiver;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hooks/news`;
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}
