import { expect, signIn, signOut, test } from '../../desk';
import { sendWhatWasTypedAgain } from '../../signed-out';

test('whoever signs in comes to the page they asked for, and is gone when they sign out', async ({ page }) => {
  await page.goto('/requests?state=failed');
  await expect(page).toHaveURL(/\/login\?back=/);
  await page.getByLabel('User name').fill('operator2');
  await page.getByLabel('Password').fill('demo-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/requests?state=failed');
  await expect(page.getByRole('heading', { name: 'Requests', level: 1 })).toBeVisible();

  await signOut(page);
  await expect(page).toHaveURL('/login');
  await page.goBack();
  await expect(page).toHaveURL(/\/login\?back=/);
});

test('a wrong password is refused, and the user name stays', async ({ page, faults }) => {
  faults.allow(/422/);
  await signIn(page, 'manager', 'not-my-password');
  await expect(page.getByText('That did not work.')).toBeVisible();
  await expect(page.getByLabel('User name')).toHaveValue('manager');
  await expect(page.getByLabel('Password')).toHaveValue('');

  await page.getByLabel('Password').fill('demo-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});

test('what somebody typed before their session ended is given back, and sent again', async ({ page, faults }) => {
  faults.allow(/status of 401/);
  await signIn(page, 'operator2');
  await sendWhatWasTypedAgain(page);
});
