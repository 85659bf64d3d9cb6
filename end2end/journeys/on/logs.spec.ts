import { test } from '../../desk';
import { makeAPast, openAFailure, readTheSuccessLog, takeALogAway } from '../../logs';

test('the logs are narrowed, added up, shown to a colleague, taken away and opened row by row', async ({ as }) => {
  test.slow();
  const cs = await as('cs');
  const past = await makeAPast(await as('operator'), await as('approver'));
  await readTheSuccessLog(cs, await as('approver2'), past);
  await takeALogAway(cs, past);
  await openAFailure(cs, past);
});
