import { expect, fillRequest, openForm, type Page, player, signIn } from './desk';

/** A form whose session ends while it is filled in: it comes back, and goes out once somebody has signed in. */
export async function sendWhatWasTypedAgain(page: Page) {
  const comment = `Typed before the night ${player()}`;
  await openForm(page);
  await fillRequest(page, { players: [player(), player()], comment });
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(page.getByRole('heading', { name: 'You were signed out' })).toBeVisible();

  const opening = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Sign in in a new tab' }).click();
  const tab = await opening;
  await expect(tab).toHaveURL('/login');
  await signIn(tab, 'operator2');
  await expect(tab).toHaveURL('/');
  await tab.close();

  await page.getByRole('button', { name: 'Send again' }).click();
  await page.waitForURL(/\/requests\/\d+$/);
  await expect(page.getByRole('main')).toContainText(comment);
}
