import { test } from '../../desk';
import { applyWhatHasGone, keepForms, shareATemplate } from '../../favorites';

test('a form is kept as a favorite, applied in one click, replaced, placed, renamed and deleted', async ({ as }) => {
  test.slow();
  await keepForms(await as('operator'));
});

test('a past request becomes a template, used by a colleague, and counted', async ({ as }) => {
  test.slow();
  await shareATemplate(await as('operator'), await as('operator2'));
});

test('a favorite says which of its items was retired since', async ({ as }) => {
  test.slow();
  await applyWhatHasGone(await as('operator'), await as('manager'));
});
