import { chooseGame, expectRefused, fill, type Hands, press } from '../administration';
import { expect, fillRequest, player, said, section, submit } from '../desk';

/** Reasons, detail reasons, mailbox messages and ID kinds are made, and a request is made of them. */
export async function choicesAreMadeAndOffered({ as, orchard }: Hands) {
  const [manager, operator] = [await as('manager'), await as('operator')];
  const create = async (code: string) => {
    await press(manager, 'Create');
    await expect(said(manager)).toHaveText(`${code} was created.`);
  };
  await manager.goto(`/admin/games/${orchard.code}/reasons`);
  await manager.getByRole('link', { name: 'New reason' }).click();
  await fill(manager, { Code: 'weather', English: 'Bad weather', 한국어: '악천후', 日本語: '悪天候' });
  await manager.getByLabel('Asks for a detail reason').check();
  await create('weather');

  await manager.goto(`/admin/games/${orchard.code}/detail-reasons`);
  await manager.getByRole('link', { name: 'New detail reason' }).click();
  await fill(manager, { Code: 'hail', English: 'Hail', 한국어: '우박', 日本語: 'ひょう' });
  await create('hail');

  await manager.goto(`/admin/games/${orchard.code}/messages`);
  await manager.getByRole('link', { name: 'New message' }).click();
  await fill(manager, { Key: 'hail_2030', English: 'Sorry for the <hail>.\nTake these.', 한국어: '우박이 내렸습니다.', 日本語: '' });
  await press(manager, 'Create');
  await expectRefused(manager, '日本語', 'Text (日本語)', 'Fill this in.');
  await expect(manager.getByLabel('English', { exact: true })).toHaveValue('Sorry for the <hail>.\nTake these.');
  await fill(manager, { 日本語: 'ひょうのお詫びです。' });
  await create('hail_2030');
  await expect(manager.getByLabel('한국어', { exact: true })).toHaveValue('우박이 내렸습니다.');

  await manager.goto(`/admin/games/${orchard.code}/id-kinds`);
  await manager.getByRole('link', { name: 'New ID kind' }).click();
  await fill(manager, { Code: 'tag', Label: 'Gardener tag', Shortest: '4', Longest: '20', Order: '1' });
  await manager.getByLabel('Characters').selectOption('Letters and digits');
  await create('tag');

  await chooseGame(operator, orchard.name);
  const [tag, message] = [`moss-${player()}`, 'hail_2030 · Sorry for the <hail>. Take these.'];
  const idKind = 'Gardener tag · 4 to 20 letters, digits, - or _';
  await fillRequest(operator, { ...orchard.wish, reason: 'Bad weather', message, idKind, players: [tag, 'elm'] });
  await operator.getByRole('button', { name: 'Submit request' }).click();
  const wrong = operator.getByRole('alert');
  await expect(wrong).toContainText('Detail reason: This is needed.');
  await expect(wrong).toContainText('Player IDs: One line cannot be read as an ID.');
  await expect(operator.getByRole('row', { name: /^2\b/ })).toContainText('Not a Gardener tag');
  await operator.getByLabel('Detail reason').selectOption({ label: 'hail · Hail' });
  await operator.getByLabel('Player IDs').fill(tag);
  await submit(operator);
  const asked = section(operator, 'What was asked');
  await expect(asked).toContainText('Bad weather');
  await expect(asked).toContainText('Hail');
  await expect(asked).toContainText('Sorry for the <hail>.');
  await expect(asked).toContainText('1, named by Gardener tag');
}
