import { test } from '../../desk';
import { lookUpAPlayer } from '../../players';

test('a CS agent finds out what became of a player, and has the words to say so', async ({ as }) => {
  test.slow();
  await lookUpAPlayer(await as('operator'), await as('approver'), await as('cs'));
});
