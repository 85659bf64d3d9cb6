import { test } from '../../desk';
import { welcome } from '../../newcomers';
import { hearOfOnesRequests, sendThemElsewhere } from '../../notifications';

test('whoever asked is told what became of it: at the bell, in a list, and by a webhook of their own', async ({ as, page }) => {
  test.slow();
  const newcomer = await welcome(await as('admin'), page, ['operator']);
  const approver = await as('approver');
  await hearOfOnesRequests(page, approver, 'by itself');
  await sendThemElsewhere(page, approver, newcomer);
});
