import { expect, type Page, player } from './desk';

/** Somebody whom no other journey knows. */
export interface Newcomer {
  username: string;
  name: string;
  password: string;
}

/** An admin makes an account with roles in every game; at the link whoever it is for chooses a password and signs in. */
export async function welcome(admin: Page, window: Page, roles: string[]): Promise<Newcomer> {
  const username = `new-${player()}`;
  const newcomer = { username, name: `Newcomer ${username}`, password: 'a lantern on the quay' };
  await admin.goto('/admin/users/new');
  await admin.getByLabel('User name').fill(username);
  await admin.getByLabel('Name', { exact: true }).fill(newcomer.name);
  await admin.getByRole('button', { name: 'Add user' }).click();
  const link = await admin.getByLabel('Link', { exact: true }).inputValue();
  await admin.getByRole('link', { name: 'Copied, go on to roles' }).click();
  for (const role of roles) {
    const held = admin.getByRole('button', { name: `${role} in Every game`, exact: true });
    await held.click();
    await expect(held).toHaveAttribute('aria-pressed', 'true');
  }

  await window.goto(link);
  await window.getByLabel('New password').fill(newcomer.password);
  await window.getByRole('button', { name: 'Set password' }).click();
  await signIn(window, newcomer);
  await expect(window).toHaveURL('/');
  return newcomer;
}

/** Gives user name and password; a second factor may be asked for then. */
export async function signIn(window: Page, { username, password }: Newcomer) {
  await window.goto('/login');
  await window.getByLabel('User name').fill(username);
  await window.getByLabel('Password').fill(password);
  await window.getByRole('button', { name: 'Sign in' }).click();
}
