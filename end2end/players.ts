import { approve, ask, expect, expectState, orderNumber, type Page, player } from './desk';

/** What became of a player, by an order or by the ID, with words for the player; and a new request from a row. */
export async function lookUpAPlayer(operator: Page, approver: Page, cs: Page) {
  const [unique, order] = [player(), orderNumber()];
  const given = await ask(operator, { players: unique, quantity: '500' });
  await approve(approver, given);
  await expectState(approver, 'Succeeded');
  const waiting = await ask(operator, { players: unique, direction: 'clawback', reason: 'refund', quantity: '120', order_number: order });
  const lookUp = async (text: string) => {
    await cs.getByLabel('Player ID or order number').fill(text);
    await cs.getByRole('button', { name: 'Look up' }).click();
  };

  await cs.goto('/');
  await cs.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Players' }).click();
  await expect(cs.getByRole('heading', { name: 'Whom are you looking for?' })).toBeVisible();
  await lookUp(order);
  await expect(cs.getByRole('heading', { level: 1 })).toHaveText(unique);
  const found = cs.getByRole('region', { name: 'Order', exact: true }).getByRole('row').nth(1);
  await expect(found).toContainText(`R-${waiting}`);
  await expect(found).toContainText(unique);
  const totals = cs.getByRole('region', { name: 'Totals, Moonlit Harbor' }).getByRole('row', { name: /^Gem/ });
  await expect(totals).toHaveText(/\+500.*0.*500.*−120/);

  await lookUp(` ${unique} `);
  await expect(cs.getByRole('heading', { level: 1 })).toHaveText(unique);
  await expect(totals).toHaveText(/\+500.*0.*500.*−120/);
  const history = cs.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
  await expect(history).toHaveCount(2);
  await expect(history.first()).toContainText(`R-${waiting}`);
  await expect(history.first()).toContainText('Waiting for approval');
  await expect(history.first()).toContainText(order);
  const done = history.last();
  const words = ['500 Gem to your account was completed on', '보석 500개 지급이 완료된 것으로 확인됩니다.', 'ジェム 500個の付与が完了していることを確認いたしました。'];
  for (const text of words) await expect(done.getByText(text)).toBeHidden();
  await done.getByText('Words for the player').click();
  for (const text of words) await expect(done.getByText(text)).toBeVisible();
  await expect(cs.getByRole('button', { name: /New request like this/ })).toHaveCount(0);

  await lookUp('19999998');
  await expect(cs.getByRole('heading', { name: 'Nothing found for “19999998”' })).toBeVisible();
  await expect(cs.getByText('No request names it, in any state. It was looked for as:')).toBeVisible();
  await expect(cs.getByText('Player ID (8 to 12 digits), UID (6 to 32 letters, digits, - or _), Order number')).toBeVisible();

  await operator.goto(`/players?q=${unique}`);
  await operator.getByRole('button', { name: `New request like this R-${given}` }).click();
  await expect(operator.getByLabel('Player IDs')).toHaveValue(unique);
  await expect(operator.getByLabel('KR-1 Aster')).toBeChecked();
  await expect(operator.getByLabel('Reason', { exact: true })).toHaveValue('outage');
  await expect(operator.getByLabel('Item 1', { exact: true })).toHaveValue('GEM · Gem');
  await expect(operator.getByLabel('Quantity 1', { exact: true })).toHaveValue('500');
  await operator.getByRole('button', { name: 'Submit request' }).click();
  await expectState(operator, 'Pending');
}
