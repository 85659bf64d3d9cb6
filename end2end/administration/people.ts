import { fill, type Hands, mark, openMenu, press } from '../administration';
import { ask, expect, fillRequest, type Page, player, said, submit } from '../desk';

/** Somebody is invited, gets a role in one game, a larger one, loses it, and is disabled. */
export async function somebodyComesAndGoes({ as, faults, orchard, page: newcomer }: Hands) {
  faults.allow(/status of 40[34]/);
  const [admin, operator] = [await as('admin'), await as('operator')];
  const [username, name, role] = [mark('mira-'), mark('Mira '), mark('Gardener ')];
  const [here, elsewhere] = [await ask(operator, orchard.fields), await ask(operator, { players: player() })];

  await admin.goto('/');
  await openMenu(admin, 'Users');
  await admin.getByRole('link', { name: 'New user' }).click();
  await fill(admin, { 'User name': 'Operator', Name: name });
  await press(admin, 'Add user');
  await expect(admin.getByLabel('User name')).toHaveAccessibleDescription(/Somebody has this user name already\./);
  await expect(admin.getByLabel('Name', { exact: true })).toHaveValue(name);
  await fill(admin, { 'User name': username });
  await press(admin, 'Add user');
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(`Link for ${name}`);
  const link = await admin.getByLabel('Link', { exact: true }).inputValue();
  await admin.getByRole('link', { name: 'Copied, go on to roles' }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toContainText('Invited');
  expect(await admin.content(), 'a link is shown once').not.toContain(link.split('/').pop());
  const account = admin.url();

  const password = `orchard and ${username}`;
  await newcomer.goto(link);
  await expect(newcomer.getByRole('heading', { level: 1 })).toHaveText(`Welcome, ${name}`);
  await newcomer.getByLabel('New password').fill('too short');
  await newcomer.getByRole('button', { name: 'Set password' }).click();
  await expect(newcomer.getByText('At least 12 characters are needed.')).toBeVisible();
  await newcomer.getByLabel('New password').fill(password);
  await newcomer.getByRole('button', { name: 'Set password' }).click();
  await expect(newcomer.getByText('Your password is set. Sign in with it.')).toBeVisible();
  const enter = async () => {
    await newcomer.getByLabel('User name').fill(username);
    await newcomer.getByLabel('Password').fill(password);
    await newcomer.getByRole('button', { name: 'Sign in' }).click();
  };
  await enter();
  await expect(newcomer.getByLabel(`Account of ${name}`)).toBeVisible();
  expect((await newcomer.goto(link))?.status(), 'a link works once').toBe(404);
  await expectSees(newcomer, { [here]: 404, [elsewhere]: 404 });

  await openMenu(admin, 'Roles');
  await admin.getByRole('link', { name: 'New role' }).click();
  await fill(admin, { Name: role });
  await admin.getByLabel(/^Look up/).check();
  await press(admin, 'Save');
  await expect(said(admin)).toHaveText('Role added.');
  await admin.goto(account);
  const held = admin.getByRole('button', { name: `${role} in ${orchard.name}` });
  await held.click();
  await expect(said(admin)).toHaveText('Role given.');
  await expect(held).toHaveAttribute('aria-pressed', 'true');
  await expectSees(newcomer, { [here]: 200, [elsewhere]: 404, new: 403 });

  await openMenu(admin, 'Roles');
  await expect(admin.getByRole('link', { name: `${role}: 1 holder` })).toBeVisible();
  await admin.getByRole('link', { name: role, exact: true }).click();
  await admin.getByLabel(/^Request/).check();
  await press(admin, 'Save');
  await expect(said(admin)).toHaveText('Role changed.');
  await newcomer.goto('/');
  await newcomer.getByRole('link', { name: 'New request' }).first().click();
  await expect(newcomer.getByLabel('Game').locator('option')).toHaveText([orchard.name]);
  await fillRequest(newcomer, { ...orchard.wish, players: [player()] });
  await submit(newcomer);
  await newcomer.goto('/requests/new');

  await admin.goto(account);
  await held.click();
  await expect(said(admin)).toHaveText('Role taken.');
  await expect(held).toHaveAttribute('aria-pressed', 'false');
  await newcomer.getByRole('button', { name: 'Check' }).click();
  await expect(newcomer.getByRole('heading', { level: 1 })).toHaveText(/^40[34]/);
  await expectSees(newcomer, { [here]: 404, new: 403 });

  await press(admin, 'Disable');
  await expect(said(admin)).toHaveText('Disabled.');
  await newcomer.goto('/requests');
  await expect(newcomer).toHaveURL(/\/login\?back=/);
  await enter();
  await expect(newcomer.getByText('That did not work.')).toBeVisible();
  await openMenu(admin, 'Users');
  await expect(admin.getByRole('link', { name })).toHaveCount(0);
  await admin.getByRole('link', { name: /^Disabled/ }).click();
  await admin.getByRole('link', { name }).click();
  await admin.getByRole('link', { name: 'All about the account' }).click();
  const events = admin.getByRole('main').getByRole('listitem');
  for (const deed of ['User disabled', 'Role taken', 'Role given', 'Password set at a link', 'User added']) {
    await expect(events.filter({ hasText: deed }).filter({ hasText: name })).toHaveCount(1);
  }

  await openMenu(admin, 'Roles');
  await admin.getByRole('link', { name: role, exact: true }).click();
  await press(admin, 'Retire');
  await expect(said(admin)).toHaveText('Role retired.');
  await admin.goto(account);
  await expect(held).toHaveCount(0);
}

/** What requests answer to somebody, by their number. */
async function expectSees(page: Page, requests: Record<string, number>) {
  for (const [no, status] of Object.entries(requests)) {
    expect((await page.goto(`/requests/${no}`))?.status(), `/requests/${no}`).toBe(status);
  }
}
