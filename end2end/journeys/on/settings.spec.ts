import { test } from '../../desk';
import { welcome } from '../../newcomers';
import { changeThePassword, chooseTheLook, setUpASecondFactor } from '../../settings';

test('somebody new chooses language, time zone, theme and password, and a second factor that can be lost', async ({ as, browser, page }) => {
  test.slow();
  const invited = await welcome(await as('admin'), page, ['operator']);
  await chooseTheLook(page);
  const elsewhere = await browser.newPage();
  const changed = await changeThePassword(page, elsewhere, invited);
  await elsewhere.close();
  await setUpASecondFactor(page, changed);
});
