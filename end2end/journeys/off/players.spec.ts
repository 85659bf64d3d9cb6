import { approve, ask, expect, expectState, orderNumber, player, test } from '../../desk';

test('a CS agent finds out what became of a player, and has the words to say so', async ({ as }) => {
  const [operator, approver, cs] = [await as('operator'), await as('approver'), await as('cs')];
  const [unique, order] = [player(), orderNumber()];
  const given = await ask(operator, { players: unique, quantity: '500' });
  await approve(approver, given);
  await expectState(approver, 'Succeeded');
  const waiting = await ask(operator, { players: unique, direction: 'clawback', reason: 'refund', quantity: '120', order_number: order });

  await cs.goto('/');
  await cs.getByRole('link', { name: 'Players' }).click();
  await cs.getByLabel('Player ID or order number').fill(order);
  await cs.getByRole('button', { name: 'Look up' }).click();
  await expect(cs.getByRole('heading', { level: 1 })).toHaveText(unique);
  const totals = cs.getByRole('region', { name: 'Totals, Moonlit Harbor' }).getByRole('row', { name: /^Gem/ });
  await expect(totals).toHaveText(/\+500.*0.*500.*−120/);

  const history = cs.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
  await expect(history).toHaveCount(2);
  await expect(history.first()).toContainText(`R-${waiting}`);
  await expect(history.first()).toContainText('Waiting for approval');
  await expect(history.first()).toContainText(order);
  const done = history.last();
  await expect(done.getByText('500 Gem to your account was completed on')).toBeHidden();
  await done.getByText('Words for the player').click();
  await expect(done.getByText('500 Gem to your account was completed on')).toBeVisible();
  await expect(done.getByText('보석 500개 지급이 완료된 것으로 확인됩니다.')).toBeVisible();
  await expect(done.getByText('ジェム 500 個の付与が完了していることを確認いたしました。')).toBeVisible();
  await expect(cs.getByRole('button', { name: /New request like this/ })).toHaveCount(0);

  await cs.getByLabel('Player ID or order number').fill('19999998');
  await cs.getByRole('button', { name: 'Look up' }).click();
  await expect(cs.getByRole('heading', { name: 'Nothing found for “19999998”' })).toBeVisible();

  await operator.goto(`/players?q=${unique}`);
  await operator.getByRole('button', { name: `New request like this R-${given}` }).click();
  await expect(operator.getByLabel('Player IDs')).toHaveValue(unique);
  await expect(operator.getByLabel('Item 1', { exact: true })).toHaveValue('GEM · Gem');
  await expect(operator.getByLabel('Quantity 1', { exact: true })).toHaveValue('500');
  await operator.getByRole('button', { name: 'Submit request' }).click();
  await expectState(operator, 'Pending');
});
