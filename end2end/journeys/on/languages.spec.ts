import { test } from '../../desk';
import { switchInAdministration, switchInARequest } from '../../languages';
import { welcome } from '../../newcomers';

test('whoever switches the language in the middle of a form loses nothing', async ({ as, page }) => {
  test.slow();
  await welcome(await as('admin'), page, ['operator', 'manager']);
  await switchInARequest(page);
  await switchInAdministration(page);
});
