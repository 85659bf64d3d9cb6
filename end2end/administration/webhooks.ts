import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { fill, type Hands, openGame, press } from '../administration';
import { ask, expect, said } from '../desk';

/** A game's news are posted to a channel: refused where they may not go, tried, posted, and ended. */
export async function newsArePosted({ as, orchard }: Hands) {
  const [manager, operator] = [await as('manager'), await as('operator')];
  const channel = await Channel.open();
  await openGame(manager, orchard.name);
  await manager.getByRole('link', { name: 'Webhooks' }).click();
  await fill(manager, { Name: 'Gardeners', URL: 'https://chat.example.com/hook' });
  await manager.getByLabel('Succeeded').check();
  await press(manager, 'Save');
  const url = manager.getByLabel('URL', { exact: true });
  await expect(url).toHaveAccessibleDescription(/Messages may not be sent to this host\./);
  await expect(url).toHaveValue('https://chat.example.com/hook');
  await expect(manager.getByLabel('Name', { exact: true })).toHaveValue('Gardeners');
  await expect(manager.getByLabel('Succeeded')).toBeChecked();
  await url.fill(channel.url);
  await press(manager, 'Save');
  await expect(said(manager)).toHaveText('Saved. Send a test message to see whether it arrives.');

  const answer = manager.getByRole('status', { name: 'Answer to the test call' });
  channel.status = 404;
  await press(manager, 'Send a test message');
  await expect(answer).toContainText('HTTP 404');
  channel.status = 200;
  await press(manager, 'Send a test message');
  await expect(answer).toContainText('It arrived');
  expect(channel.texts).toEqual(Array(2).fill('A test message from Grantdesk, sent by 최민준.'));
  const no = await ask(operator, orchard.fields);
  await expect.poll(() => channel.texts.at(-1), { timeout: 15_000 }).toContain(`R-${no}`);
  expect(channel.texts.at(-1)).toContain('박지훈');
  expect(channel.texts.at(-1)).not.toContain(orchard.fields.players);

  await manager.getByRole('main').getByRole('link', { name: 'Webhooks' }).click();
  const row = manager.getByRole('row', { name: 'Gardeners' });
  await expect(row).toContainText('Working');
  expect(await manager.content(), 'the URL is a secret').not.toContain(channel.url);
  await row.getByRole('link').click();
  await manager.getByText('Remove', { exact: true }).click();
  await press(manager, 'Remove webhook');
  await expect(said(manager)).toHaveText('The webhook is removed.');
  await expect(row).toHaveCount(0);
  await channel.close();
}

/** Takes what Slack's incoming webhooks take. */
class Channel {
  readonly texts: string[] = [];
  status = 200;
  url = '';
  readonly #server = createServer((call, answer) => void this.#take(call, answer));

  static async open(): Promise<Channel> {
    const channel = new Channel();
    await new Promise<void>((done) => channel.#server.listen(0, '127.0.0.1', done));
    channel.url = `http://127.0.0.1:${(channel.#server.address() as AddressInfo).port}/services/T0/B0/garden`;
    return channel;
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  async #take(call: AsyncIterable<string>, answer: { writeHead(status: number): { end(text: string): void } }) {
    let text = '';
    for await (const part of call) text += part;
    this.texts.push((JSON.parse(text) as { text: string }).text);
    answer.writeHead(this.status).end(this.status === 200 ? 'ok' : 'no_service');
  }
}
