import { fromTemplateToDelivery } from '../../bulk';
import { test } from '../../desk';

test('from the template of a bulk file to its delivery, by way of a row that is wrong', async ({ as }) => {
  test.slow();
  await fromTemplateToDelivery(await as('operator'), await as('approver'));
});
