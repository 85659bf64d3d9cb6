import { demoGame, expectFilled, expectRefused, fill, type Hands, openGame, press, SECRET } from '../administration';
import { expect, said, section } from '../desk';

/** A server is connected: its secret is seen once, its limits are kept, and a test call tells both sides' mistakes. */
export async function serverIsConnected({ as, orchard }: Hands) {
  const manager = await as('manager');
  const url = await demoGame(manager);
  await openGame(manager, orchard.name);
  await manager.getByRole('main').getByRole('link', { name: 'Servers' }).click();
  await manager.getByRole('link', { name: 'New server' }).click();
  const limits = { 'Calls at once': '4', 'Deliveries a second': '20', 'Time-out (ms)': '2000', 'Deliveries a call': '1' };
  const typed = { Code: 'glade', Name: 'Glade', ...limits, URL: 'http://169.254.169.254/latest', 'Calls at once': '400' };
  await fill(manager, typed);
  await press(manager, 'Create');
  await expectRefused(manager, 'URL', 'URL', 'It leads to 169.254.169.254, outside the networks where game servers may be.');
  await expectRefused(manager, 'Calls at once', 'Calls at once', 'From 1 to 256.');
  await expectFilled(manager, typed);
  await fill(manager, { URL: url, 'Calls at once': '4' });
  await press(manager, 'Create');

  await expect(said(manager)).toHaveText('glade was created.');
  const shown = section(manager, 'The secret: copy it now').locator('code');
  await expect(shown).toHaveText(/^whsec_[A-Za-z0-9+/]{32,}=*$/);
  const secret = await shown.innerText();
  await manager.goto(manager.url());
  await expect(manager.getByRole('heading', { level: 1 })).toContainText('glade');
  expect(await manager.content()).not.toContain(secret);
  await expectFilled(manager, { Name: 'Glade', URL: url, ...limits });

  const answer = manager.getByRole('status', { name: 'Answer to the test call' });
  await press(manager, 'Test call');
  await expect(answer).toContainText('HTTP 401');
  await expect(answer).toContainText('Turned away with HTTP 401: the secret is another one there, or a clock is wrong');

  const own = manager.getByLabel("The game’s own secret");
  await manager.getByText('New secret', { exact: true }).click();
  await own.fill('open sesame');
  await press(manager, 'Change the secret');
  await expect(own).toBeVisible();
  await expect(own).toHaveValue('open sesame');
  await expect(manager.getByText('whsec_ followed by base64 of 24 to 64 bytes.')).toBeVisible();
  await own.fill(SECRET);
  await press(manager, 'Change the secret');
  await expect(said(manager)).toHaveText('glade has a new secret.');
  await expect(manager.getByRole('heading', { name: 'The secret: copy it now' })).toHaveCount(0);
  await press(manager, 'Test call');
  await expect(answer).toContainText('The server is well');
  await expect(answer).toContainText('HTTP 200');
  await expect(answer).toContainText('Accepted; a wrong one is turned away');
  const history = section(manager, 'History');
  await expect(history).toContainText('New secret by 최민준');
  await expect(history.getByText('Test call by 최민준')).toHaveCount(2);
  expect(await manager.content()).not.toContain(SECRET);
}
