import { expect, orderNumber, type Page, player, said } from './desk';

/** Fills in the template of a game as it is given out: below its header, one row of direction, item, quantity, order number and player each. */
export async function template(operator: Page, rows: string[][]): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const href = await operator.getByRole('link', { name: 'Template CSV' }).getAttribute('href');
  const header = await (await operator.request.get(href ?? '')).text();
  const columns = header.trim().split(',').length;
  const lines = rows.map((row) => [...row, ...Array<string>(columns - row.length).fill('')].join(','));
  return { name: 'bulk.csv', mimeType: 'text/csv', buffer: Buffer.from(`${header}${lines.join('\r\n')}\r\n`) };
}

/** From the template to the delivery, by way of a row that is wrong. */
export async function fromTemplateToDelivery(operator: Page, approver: Page) {
  await operator.goto('/');
  await operator.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Bulk request' }).click();
  await expect(operator.getByRole('heading', { level: 1 })).toHaveText('Bulk request');

  const order = orderNumber();
  const rows = [
    ['grant', 'GEM', '300', '', player()],
    ['grant', 'GEM', '300', '', player('002')],
    ['grant', 'TICKET_SUMMON', '3', order, player('003')],
  ];
  await operator.getByLabel('Reason', { exact: true }).selectOption('Outage compensation');
  await operator.getByLabel('KR-1 Aster').check();
  await operator.getByLabel('Bulk file').setInputFiles(await template(operator, [...rows, ['grant', 'GEMS', '5', '', player('004')]]));
  await operator.getByRole('button', { name: 'Read file' }).click();
  await operator.waitForURL(/\/bulk\/[0-9a-f-]{36}/);
  const wrong = operator.getByRole('row').filter({ hasText: 'GEMS' });
  await expect(wrong).toContainText('Did you mean GEM?');
  await expect(operator.getByRole('button', { name: /^Submit \d/ })).toBeDisabled();

  await operator.getByText('Change the file, or what it does not say').click();
  const mended = await template(operator, [...rows, ['clawback', 'GEM', '5', '', player('004')]]);
  await operator.getByLabel('Bulk file').setInputFiles(mended);
  await operator.locator('#change').getByRole('button', { name: 'Check again' }).click();
  await expect(operator.getByRole('heading', { name: 'Becomes 3 requests' })).toBeVisible();
  await expect(operator.getByRole('row').filter({ hasText: order })).toContainText('Summon Ticket');
  await operator.getByRole('button', { name: 'Submit 3 requests' }).click();
  await expect(said(operator)).toHaveText('3 requests were submitted. An approver reviews them next.');

  await approver.goto(operator.url());
  await expect(approver.getByText('3 requests are pending')).toBeVisible();
  const seen = approver.getByLabel(/^I have seen this/);
  if (await seen.count()) await seen.check();
  await approver.getByRole('button', { name: 'Approve all 3 pending' }).click();
  await expect(said(approver)).toHaveText('3 requests were approved.');
  await expect(async () => {
    await approver.reload();
    await expect(approver.getByRole('link', { name: 'Succeeded 3' })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });

  await approver.getByRole('row').filter({ hasText: 'Summon Ticket' }).getByRole('link').first().click();
  await approver.getByRole('link', { name: 'Part of a bulk file of 3 requests' }).click();
  await expect(approver.getByRole('heading', { level: 1 })).toHaveText('Bulk file');
}
