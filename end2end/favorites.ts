import { ask, expect, expectState, fillRequest, openForm, type Page, player, said } from './desk';

/** A form is kept under a name, applied in one click, and named, placed, replaced and deleted as its owner likes. */
export async function keepForms(owner: Page) {
  const [name, other, unique] = [`Streamer ${player()}`, `Regulars ${player()}`, player()];
  const kept = (text: string) => owner.getByRole('listitem').filter({ hasText: text });
  await openForm(owner);
  await fillRequest(owner, {
    servers: ['KR-1 Aster', 'KR-2 Briar'],
    direction: 'Clawback',
    reason: 'Other',
    detailReason: 'streamer · Streamer gift',
    items: [
      ['GEM', '1,500'],
      ['TICKET_SUMMON', '3'],
    ],
    message: 'event_autumn · Your autumn event reward.',
    orderNumber: 'GPA.of-one-player',
    players: [unique],
    comment: 'as always',
  });
  await owner.getByText('Keep this form').click();
  await owner.getByRole('button', { name: 'Save as favorite' }).click();
  await expect(owner.getByText('Give it a name.')).toBeVisible();
  await saveAs(owner, name);
  await expect(owner.getByLabel('Player IDs')).toHaveValue(unique);

  await openForm(owner);
  await owner.getByLabel('Player IDs').fill('19000001');
  await owner.getByRole('button', { name: `Apply ${name}` }).click();
  await expectFilled(owner, { players: '19000001', orderNumber: '', quantity: '1,500' });

  await owner.getByLabel('Quantity 1', { exact: true }).fill('77');
  await owner.getByText('Keep this form').click();
  await owner.getByLabel('Or put it in the place of').selectOption(name);
  await owner.getByRole('button', { name: 'Replace favorite' }).click();
  await expect(said(owner)).toHaveText(`“${name}” was replaced by this form.`);
  await owner.getByText('Keep this form').click();
  await saveAs(owner, other);
  await openForm(owner);
  await owner.getByRole('button', { name: `Apply ${name}` }).click();
  await expectFilled(owner, { players: '', orderNumber: '', quantity: '77' });

  await owner.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Favorites' }).click();
  await expect(kept(name)).toContainText('Version 2');
  await owner.getByRole('link', { name: `Version 2 ${name}` }).click();
  await expect(owner.getByRole('row', { name: /1,500/ })).toHaveCount(1);
  await expect(owner.getByRole('row', { name: /77/ })).toHaveCount(1);
  await owner.getByRole('main').getByRole('link', { name: 'Favorites' }).click();

  const names = owner.getByRole('region', { name: 'My favorites' }).getByRole('heading', { level: 3 });
  const ours = async () => (await names.allTextContents()).map((one) => one.trim()).filter((one) => [name, other].includes(one));
  expect(await ours()).toEqual([name, other]);
  await owner.getByRole('button', { name: `Move ${other} up` }).click();
  await expect.poll(ours).toEqual([other, name]);
  await openForm(owner);
  await expect(owner.getByRole('button', { name: new RegExp(`^Apply (${name}|${other})`) }).first()).toContainText(other);

  await owner.goto('/favorites');
  await kept(name).getByText(`Rename ${name}`).click();
  await kept(name).getByLabel('Name of the favorite').fill(other);
  await kept(name).getByRole('button', { name: 'Save name' }).click();
  const renamed = owner.getByLabel('Name of the favorite').and(owner.locator('[aria-invalid]'));
  await expect(renamed).toHaveAccessibleDescription(/You have a favorite of this name\./);
  await expect(renamed).toHaveValue(other);
  await renamed.fill(`${name} again`);
  await kept(name).getByRole('button', { name: 'Save name' }).click();
  await expect(said(owner)).toHaveText(`It is called “${name} again” now.`);
  for (const gone of [`${name} again`, other]) {
    await kept(gone).getByText(`Delete ${gone}`, { exact: true }).click();
    await kept(gone).getByRole('button', { name: `Delete for good ${gone}` }).click();
    await expect(said(owner)).toHaveText(`“${gone}” was deleted.`);
  }
  await openForm(owner);
  await expect(owner.getByRole('button', { name: new RegExp(`^Apply (${name}|${other})`) })).toHaveCount(0);
}

async function saveAs(owner: Page, name: string) {
  await owner.getByLabel('Name of the favorite').fill(name);
  await owner.getByRole('button', { name: 'Save as favorite' }).click();
  await expect(said(owner)).toHaveText(`Saved as “${name}”.`);
}

/** Everything a favorite keeps is in the form, beside what belongs to one occasion. */
async function expectFilled(page: Page, has: { players: string; orderNumber: string; quantity: string }) {
  const form = page.getByRole('main');
  await expect(form.getByLabel('Player IDs')).toHaveValue(has.players);
  await expect(form.getByLabel('Order number')).toHaveValue(has.orderNumber);
  await expect(form.getByLabel('Game')).toHaveValue('moonlit');
  await expect(form.getByLabel('KR-1 Aster')).toBeChecked();
  await expect(form.getByLabel('KR-2 Briar')).toBeChecked();
  await expect(form.getByLabel('JP-1 Sakura')).not.toBeChecked();
  await expect(form.getByLabel('Clawback')).toBeChecked();
  await expect(form.getByLabel('Reason', { exact: true })).toHaveValue('other');
  await expect(form.getByLabel('Detail reason')).toHaveValue('streamer');
  await expect(form.getByLabel('Item 1', { exact: true })).toHaveValue(/^GEM/);
  await expect(form.getByLabel('Quantity 1', { exact: true })).toHaveValue(has.quantity);
  await expect(form.getByLabel('Item 2', { exact: true })).toHaveValue(/^TICKET_SUMMON/);
  await expect(form.getByLabel('Quantity 2', { exact: true })).toHaveValue('3');
  await expect(form.getByLabel('Mailbox message')).toHaveValue('event_autumn');
  await expect(form.getByLabel('Comment')).toHaveValue('as always');
}

/** A past request becomes a favorite, which a colleague uses as a template; its owner sees how often. */
export async function shareATemplate(owner: Page, colleague: Page) {
  const [name, unique] = [`Outage ${player()}`, player()];
  const template = colleague.getByRole('region', { name: 'Templates of the team' }).getByRole('listitem').filter({ hasText: name });
  const no = await ask(owner, { players: player(), quantity: '500', comment: 'as always' });
  await owner.goto(`/requests/${no}`);
  await owner.getByRole('button', { name: 'Copy to new' }).click();
  await expect(owner.getByLabel('Player IDs')).toHaveValue('');
  await expect(owner.getByLabel('Comment')).toHaveValue('as always');
  await owner.getByText('Keep this form').click();
  await saveAs(owner, name);

  await openForm(colleague);
  await expect(colleague.getByRole('button', { name: `Apply ${name}` })).toHaveCount(0);
  await owner.goto('/favorites');
  await owner.getByRole('button', { name: `Share with the team ${name}` }).click();
  await expect(said(owner)).toHaveText(`“${name}” is a template of the team now.`);

  await openForm(colleague);
  await colleague.getByLabel('Player IDs').fill(unique);
  await colleague.getByRole('button', { name: `Apply ${name}` }).click();
  await expect(colleague.getByLabel('Player IDs')).toHaveValue(unique);
  await expect(colleague.getByLabel('Quantity 1', { exact: true })).toHaveValue('500');
  await expect(colleague.getByLabel('Comment')).toHaveValue('as always');
  await colleague.getByRole('button', { name: 'Submit request' }).click();
  await expectState(colleague, 'Pending');

  await colleague.goto('/favorites');
  await expect(template).toContainText('Template by 박지훈');
  await expect(template).toContainText('Version 1 ');
  await expect(template).toContainText('One request');
  await expect(template.getByRole('button')).toHaveText([/^Use/]);
  await owner.reload();
  const kept = owner.getByRole('listitem').filter({ hasText: name });
  await expect(kept).toContainText('One request');
  await kept.getByText(`Delete ${name}`, { exact: true }).click();
  await expect(kept.getByText('Nobody in the team can use it any more.')).toBeVisible();
  await kept.getByRole('button', { name: `Delete for good ${name}` }).click();
  await openForm(colleague);
  await expect(colleague.getByRole('button', { name: `Apply ${name}` })).toHaveCount(0);
}

/** A favorite that names an item which was retired since says so, and fills in the rest. */
export async function applyWhatHasGone(owner: Page, manager: Page) {
  const [code, name] = [`LANTERN_${player()}`, `Lantern ${player()}`];
  await manager.goto('/admin/games/moonlit/items/new');
  await manager.getByLabel('Code').fill(code);
  for (const language of ['English', '한국어', '日本語']) await manager.getByRole('main').getByLabel(language).fill(name);
  await manager.getByLabel('Most per player').fill('10');
  await manager.getByRole('button', { name: 'Create' }).click();
  await expect(said(manager)).toHaveText(`${code} was created.`);

  await openForm(owner);
  await fillRequest(owner, { items: [[code, '2'], ['GEM', '5']], players: [], comment: 'with light' });
  await owner.getByText('Keep this form').click();
  await saveAs(owner, name);
  await manager.getByRole('button', { name: 'Retire' }).click();
  await expect(said(manager)).toHaveText(`${code} was retired.`);

  await openForm(owner);
  await owner.getByRole('button', { name: `Apply ${name}` }).click();
  const gone = owner.getByRole('main').getByText('Moonlit Harbor does not have this any more, so it was left out:');
  await expect(gone).toBeVisible();
  await expect(gone.locator('..')).toContainText(`Item ${name}`);
  await expect(owner.getByLabel('Item 1', { exact: true })).toHaveValue(/^GEM/);
  await expect(owner.getByLabel('Quantity 1', { exact: true })).toHaveValue('5');
  await expect(owner.getByLabel('Item 2', { exact: true })).toHaveCount(0);
  await expect(owner.getByLabel('Comment')).toHaveValue('with light');

  await owner.goto('/favorites');
  await owner.getByText(`Delete ${name}`, { exact: true }).click();
  await owner.getByRole('button', { name: `Delete for good ${name}` }).click();
}
