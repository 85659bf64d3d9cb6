import { createHmac } from 'node:crypto';

import { ask, expect, type Page, player, said, signOut } from './desk';
import { type Newcomer, signIn } from './newcomers';

/** Language, time zone and theme: what is chosen holds on every page. */
export async function chooseTheLook(page: Page) {
  const root = page.locator('html');
  const no = await ask(page, { players: player() });
  await page.goto(`/requests/${no}`);
  const moment = page.getByRole('main').locator('time').first();
  const at = new Date((await moment.getAttribute('datetime')) ?? '');
  const inZone = (zone: string) =>
    at.toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  await expect(moment).toContainText(inZone('Asia/Seoul'));

  await page.getByLabel(/^Account of/).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Time zone').fill('Mars/Olympus');
  await page.getByLabel('Dark').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Time zone')).toHaveAccessibleDescription(/There is no such time zone\./);
  await expect(page.getByLabel('Time zone')).toHaveValue('Mars/Olympus');
  await expect(page.getByLabel('Dark')).toBeChecked();
  await page.getByLabel('Time zone').fill('America/New_York');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('日本語');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(said(page)).toHaveText('保存しました。');
  await expect(root).toHaveAttribute('lang', 'ja');
  await expect(root).toHaveAttribute('data-theme', 'dark');

  await page.goto(`/requests/${no}`);
  await expect(moment).toContainText(inZone('America/New_York'));
  await expect(page.getByRole('link', { name: 'America/New_York' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('承認待ち');
  await expect(root).toHaveAttribute('data-theme', 'dark');

  await page.goto('/settings');
  await page.getByRole('combobox', { name: '言語' }).selectOption('English');
  await page.getByLabel('システム', { exact: true }).check();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(said(page)).toHaveText('Saved.');
  await expect(root).toHaveAttribute('lang', 'en');
  await expect(root).not.toHaveAttribute('data-theme');
}

/** A new password: the old one is worth nothing then, and a session elsewhere ends. */
export async function changeThePassword(page: Page, elsewhere: Page, newcomer: Newcomer): Promise<Newcomer> {
  await signIn(elsewhere, newcomer);
  await expect(elsewhere).toHaveURL('/');
  const changed = { ...newcomer, password: 'two lanterns on the quay' };
  const change = async (old: string, password: string) => {
    await page.getByLabel('Present password').fill(old);
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  await page.goto('/settings');
  await change('not my password', changed.password);
  await expect(page.getByLabel('Present password')).toHaveAccessibleDescription(/The password is wrong/);
  await change(newcomer.password, 'too short');
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/At least 12 characters are needed\./);
  await change(newcomer.password, changed.password);
  await expect(said(page)).toHaveText('Password changed. Your other sessions have ended.');

  await elsewhere.goto('/settings');
  await expect(elsewhere).toHaveURL(/\/login\?back=/);
  await signIn(elsewhere, newcomer);
  await expect(elsewhere.getByText('That did not work.')).toBeVisible();
  return changed;
}

/** A second factor: set up, asked for, done without by a recovery code, and turned off. */
export async function setUpASecondFactor(page: Page, newcomer: Newcomer) {
  const factor = page.getByRole('region', { name: 'Second factor' });
  const code = page.getByRole('textbox', { name: 'Code', exact: true });
  await page.goto('/settings');
  await factor.getByRole('button', { name: 'Set up' }).click();
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
  const secret = await page.getByLabel('Or type this secret into the app').inputValue();
  await code.fill('12345');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(code).toHaveAccessibleDescription(/The code is wrong/);
  const now = Date.now();
  await code.fill(timeCode(secret, now));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByText('The second factor is on from your next sign-in.')).toBeVisible();
  const [first = '', second = ''] = await page.getByRole('region', { name: 'Recovery codes' }).getByRole('listitem').allTextContents();
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await expect(factor).toContainText('10 recovery codes are left.');

  const signInWith = async (typed: string) => {
    await signOut(page);
    await signIn(page, newcomer);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('One more step');
    await code.fill(typed);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  // Each code is taken once, and the app's next one is good a little early.
  await signInWith(timeCode(secret, now));
  await expect(page.getByText('The code is wrong or was used before')).toBeVisible();
  await code.fill(timeCode(secret, now + 30_000));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/');
  await signInWith(first.toUpperCase());
  await expect(page).toHaveURL('/');
  await signInWith(first);
  await expect(page.getByText('The code is wrong or was used before')).toBeVisible();
  await code.fill(second);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/');

  await page.goto('/settings');
  await expect(factor).toContainText('8 recovery codes are left.');
  await factor.getByRole('link', { name: 'Turn off' }).click();
  await page.getByLabel('Password').fill(newcomer.password);
  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(said(page)).toHaveText('The second factor is off.');
  await signOut(page);
  await signIn(page, newcomer);
  await expect(page).toHaveURL('/');
}

/** What an authenticator app shows at a moment (RFC 6238). */
function timeCode(secret: string, at: number): string {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? [];
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', Buffer.from(bytes)).update(step).digest();
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, '0');
}
