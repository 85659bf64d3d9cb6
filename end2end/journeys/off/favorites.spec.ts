import { ask, expect, expectState, openForm, player, test } from '../../desk';

test('a form is kept, shared, applied by somebody else, and counted', async ({ as }) => {
  const [owner, other] = [await as('operator'), await as('operator2')];
  const [name, unique] = [`Outage ${player()}`, player()];
  const no = await ask(owner, { players: player(), quantity: '500', comment: 'as always' });
  await owner.goto(`/requests/${no}`);
  await owner.getByRole('button', { name: 'Copy to new' }).click();
  await owner.getByLabel('Player IDs').fill(unique);
  await owner.getByText('Keep this form').click();
  await owner.getByRole('button', { name: 'Save as favorite' }).click();
  await expect(owner.getByText('Give it a name.')).toBeVisible();
  await owner.getByLabel('Name of the favorite').fill(name);
  await owner.getByRole('button', { name: 'Save as favorite' }).click();
  await expect(owner.getByText(`Saved as “${name}”.`)).toBeVisible();
  await expect(owner.getByLabel('Player IDs')).toHaveValue(unique);

  await openForm(other);
  await expect(other.getByRole('button', { name: `Apply ${name}` })).toHaveCount(0);
  await owner.getByRole('link', { name: 'Favorites' }).click();
  await owner.getByRole('button', { name: `Share with the team ${name}` }).click();

  await openForm(other);
  await other.getByLabel('Player IDs').fill(unique);
  await other.getByRole('button', { name: `Apply ${name}` }).click();
  await expect(other.getByLabel('Player IDs')).toHaveValue(unique);
  await expect(other.getByLabel('Quantity 1', { exact: true })).toHaveValue('500');
  await expect(other.getByLabel('Comment')).toHaveValue('as always');
  await other.getByRole('button', { name: 'Submit request' }).click();
  await expectState(other, 'Pending');

  const kept = owner.getByRole('listitem').filter({ hasText: name });
  await owner.reload();
  await expect(kept).toContainText('One request');
  await kept.getByText(`Rename ${name}`).click();
  await kept.getByLabel('Name of the favorite').fill(`${name} again`);
  await kept.getByRole('button', { name: 'Save name' }).click();
  await kept.getByText(`Delete ${name} again`, { exact: true }).click();
  await kept.getByRole('button', { name: `Delete for good ${name} again` }).click();
  await expect(owner.getByText(`“${name} again” was deleted.`)).toBeVisible();
  await openForm(other);
  await expect(other.getByRole('button', { name: /^Apply/ })).toHaveCount(0);
});
