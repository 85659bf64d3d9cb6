import { approve, ask, expect, expectState, figure, player, said, section, test } from '../../desk';
import { APPLIED, BUSY, NO_ANSWER, TURNED_AWAY } from '../../game';

test('a delivery ends by itself, and the page says what became of each player and what is safe to do', async ({ as }) => {
  test.slow();
  const [operator, approver] = [await as('operator'), await as('approver')];
  const [fine, nobody, broken, busy, silent, odd] = ['001', '404', '500', '503', '504', '599'].map(player);
  const no = await ask(operator, { quantity: '300', players: [fine, nobody, broken, busy, silent, odd].join('\n') });
  await approve(approver, no);

  // Without scripts the page asks for itself again and again.
  await expectState(approver, 'Failed');
  await expect(figure(approver, 'Succeeded')).toHaveText('4');
  await expect(figure(approver, 'Failed')).toHaveText('2');
  await expect(figure(approver, 'Unknown')).toHaveText('0');
  await expect(figure(approver, 'Not sent')).toHaveText('0');

  const causes = section(approver, 'Causes, and what is safe to do').getByRole('listitem');
  const nobodys = causes.filter({ hasText: 'No such account' });
  await expect(nobodys).toContainText('Final. Sending again cannot succeed');
  await expect(nobodys.getByRole('button')).toHaveCount(0);
  const brokens = causes.filter({ hasText: 'Server error' });
  await expect(brokens).toContainText('It is sent under the same key, so nothing arrives twice.');
  await expect(brokens.getByRole('button', { name: 'Re-grant 1' })).toBeVisible();
  await expect(section(approver, 'History')).toContainText('Delivery ended: 4 arrived, 2 failed, 0 unknown');

  const unfinished = section(approver, 'Players without success');
  await expect(unfinished.getByRole('row').filter({ hasText: nobody })).toContainText('Refused');
  await expect(unfinished.getByRole('row').filter({ hasText: broken })).toContainText('Server error');
  await approver.getByRole('navigation', { name: 'Which deliveries' }).getByRole('link', { name: /^Succeeded/ }).click();
  await expect(section(approver, 'Players').getByRole('rowheader')).toHaveText([fine, busy, silent, odd]);

  await section(approver, 'Players').getByRole('link', { name: odd }).click();
  await expect(approver.getByRole('heading', { level: 1 })).toContainText('Succeeded');
  await expect(approver.getByText(`Delivery 6 of 6 in R-${no}`)).toBeVisible();
  const attempts = section(approver, 'Attempts').getByRole('row');
  await expect(attempts.nth(1)).toContainText(/Sent.*Unclear.*Answer not understood/);
  await expect(attempts.nth(2)).toContainText(/Asked.*Never seen by the game/);
  await expect(attempts.nth(3)).toContainText(/Sent.*Arrived/);
  await expect(attempts).toHaveCount(4);

  await approver.goto(`/requests/${no}/deliveries/5`);
  await expect(attempts.nth(1)).toContainText(/Sent.*Unclear.*No answer in time/);
  await expect(attempts.nth(2)).toContainText(/Asked.*Arrived/);

  await approver.goto('/log/success');
  await approver.getByLabel('Player ID').fill(silent);
  await approver.getByRole('button', { name: 'Apply' }).click();
  const logged = approver.getByRole('main').getByRole('row').filter({ hasText: silent });
  await expect(logged).toHaveCount(1);
  await expect(logged).toContainText(`R-${no}`);
  await expect(logged).toContainText('+300 Gem');
  await expect(logged).toContainText('김서연');

  await approver.goto(`/log/failure?player=${nobody}`);
  await expect(approver.getByRole('main').getByRole('row').filter({ hasText: nobody })).toContainText('No such account');
});

test('what cannot be taken back is final, and an approver closes it with a note', async ({ as }) => {
  const [operator, approver] = [await as('operator'), await as('approver')];
  const no = await ask(operator, { direction: 'clawback', reason: 'refund', players: `${player()}\n${player('409')}` });
  await approver.goto(`/requests/${no}`);
  await expect(approver.getByText('This takes from players.')).toBeVisible();
  await approve(approver, no);
  await expectState(approver, 'Failed');
  await expect(section(approver, 'Causes, and what is safe to do')).toContainText('Balance too low');
  await expect(approver.getByRole('button', { name: /^Re-grant/ })).toHaveCount(0);

  await approver.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(approver.getByLabel('Note')).toHaveAccessibleDescription(/Write a note first/);
  await approver.getByLabel('Note').fill('The rest was spent; finance knows.');
  await approver.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(said(approver)).toHaveText('Closed.');
  await expectState(approver, 'Closed');
  await expect(section(approver, 'History')).toContainText('The rest was spent; finance knows.');
  await expect(approver.getByRole('button', { name: 'Close', exact: true })).toHaveCount(0);
});

test('what nobody knows is asked about, or decided by a person, before it is sent again', async ({ as, game }) => {
  test.slow();
  const [operator, approver] = [await as('operator'), await as('approver')];
  const [arrived, lost] = [player(), player('002')];
  game.treats(arrived, () => NO_ANSWER);
  game.treats(lost, () => NO_ANSWER);
  const no = await ask(operator, { game: game.code, server: 'hearth', players: `${arrived}\n${lost}` });
  await approve(approver, no);
  await expectState(approver, 'Failed');
  await expect(figure(approver, 'Unknown')).toHaveText('2');
  const causes = section(approver, 'Causes, and what is safe to do');
  await expect(causes).toContainText('Ask the game before anything else, so that nobody gets it twice.');
  await expect(approver.getByRole('button', { name: /^Re-grant/ })).toHaveCount(0);
  await expect(approver.getByRole('button', { name: 'Close', exact: true })).toBeDisabled();

  await section(approver, 'Players without success').getByRole('link', { name: lost }).click();
  await approver.getByRole('button', { name: 'It did not arrive' }).click();
  await expect(approver.getByLabel('Note')).toHaveAccessibleDescription(/Write a note first/);
  await approver.getByLabel('Note').fill('Not in the mailbox at 10:40.');
  await approver.getByRole('button', { name: 'It did not arrive' }).click();
  await expect(said(approver)).toHaveText('Noted: it did not arrive. It may be sent again.');
  await expect(section(approver, 'Attempts')).toContainText('Decided by 김서연');
  await expect(section(approver, 'Attempts')).toContainText('Not in the mailbox at 10:40.');

  game.treats(arrived, () => APPLIED);
  await operator.goto(`/requests/${no}`);
  await operator.getByRole('button', { name: 'Ask the game' }).click();
  await expect(said(operator)).toHaveText('The game is asked about one delivery.');
  await expectState(operator, 'Failed');
  await expect(figure(operator, 'Succeeded')).toHaveText('1');
  await expect(figure(operator, 'Failed')).toHaveText('1');

  game.treats(lost, () => APPLIED);
  await approver.goto(`/requests/${no}`);
  await approver.getByRole('button', { name: 'Re-grant', exact: true }).click();
  await expect(said(approver)).toHaveText('One delivery is sent again.');
  await expectState(approver, 'Succeeded');
  await expect(section(approver, 'History')).toContainText('박지훈 had the game asked about 1');
  await expect(section(approver, 'History')).toContainText('김서연 had 1 sent again');
});

test('only the failures of one cause are sent again', async ({ as, game }) => {
  const [operator, approver] = [await as('operator'), await as('approver')];
  const [busy, stranger] = [player(), player('002')];
  game.treats(busy, () => BUSY);
  game.treats(stranger, () => TURNED_AWAY);
  const no = await ask(operator, { game: game.code, server: 'cellar', players: `${busy}\n${stranger}` });
  await approve(approver, no);
  await expectState(approver, 'Failed');
  await expect(approver.getByRole('button', { name: 'Re-grant', exact: true })).toBeVisible();
  game.treats(busy, () => APPLIED);
  game.treats(stranger, () => APPLIED);
  const causes = section(approver, 'Causes, and what is safe to do').getByRole('listitem');
  await causes.filter({ hasText: 'Server busy' }).getByRole('button', { name: 'Re-grant 1' }).click();
  await expect(said(approver)).toHaveText('One delivery is sent again.');
  await expectState(approver, 'Failed');
  await expect(figure(approver, 'Succeeded')).toHaveText('1');
  await expect(causes).toHaveCount(1);
  await expect(causes).toContainText('Server turned it away');
});
