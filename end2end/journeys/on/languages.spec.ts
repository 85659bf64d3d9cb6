import { ask, player, test } from '../../desk';
import { switchInAdministration, switchInARequest, switchWhileDeciding } from '../../languages';
import { welcome } from '../../newcomers';

test('whoever switches the language in the middle of a form loses nothing', async ({ as, page }) => {
  test.slow();
  await welcome(await as('admin'), page, ['operator', 'approver', 'manager']);
  await switchInARequest(page);
  await switchWhileDeciding(page, await ask(await as('operator'), { players: player() }));
  await switchInAdministration(page);
});
