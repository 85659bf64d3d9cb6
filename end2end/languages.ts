import { expect, fillRequest, openForm, type Page, player, section } from './desk';

const LANGUAGES = ['English', '한국어', '日本語'] as const;
type Language = (typeof LANGUAGES)[number];

/** What two forms call their fields, and what they say when something is wrong. */
const WORDS = {
  item: { English: 'Item', 한국어: '아이템', 日本語: 'アイテム' },
  quantity: { English: 'Quantity', 한국어: '수량', 日本語: '数量' },
  order: { English: 'Order number', 한국어: '결제주문번호', 日本語: '注文番号' },
  players: { English: 'Player IDs', 한국어: '대상 유저 ID', 日本語: '対象ユーザーID' },
  comment: { English: 'Comment', 한국어: '코멘트', 日本語: 'コメント' },
  clawback: { English: 'Clawback', 한국어: '회수', 日本語: '回収' },
  reasonMissing: { English: 'Reason: This is needed.', 한국어: '사유: 필수 항목입니다.', 日本語: '理由：必須項目です。' },
  linesUnread: { English: 'Player IDs: 2 lines cannot be read as IDs.', 한국어: '대상 유저 ID: ID로 읽을 수 없는 줄이 2개 있습니다.', 日本語: '対象ユーザーID：IDとして読み取れない行が2行あります。' },
  code: { English: 'Code', 한국어: '코드', 日本語: 'コード' },
  kind: { English: 'Kind', 한국어: '구분', 日本語: '種類' },
  most: { English: 'Most per player', 한국어: '1인당 최대 수량', 日本語: '1人あたりの上限' },
  mostNoNumber: { English: 'Most per player: A whole number, please.', 한국어: '1인당 최대 수량: 정수를 입력하세요.', 日本語: '1人あたりの上限：整数を入力してください。' },
};

/** A request that is half typed is read on in two other languages, also once it was refused. */
export async function switchInARequest(page: Page) {
  const typed = { order: 'GPA.half-typed', players: `${player()}\n\n hero `, comment: '첫째 줄 & <b>둘째</b>\n三行目 "ok"' };
  await openForm(page);
  await fillRequest(page, {
    direction: 'Clawback',
    items: [['GEM', '1,2'], ['no such thing', '']],
    orderNumber: typed.order,
    players: [typed.players],
    comment: typed.comment,
  });
  await page.getByLabel('Reason', { exact: true }).selectOption('');
  const address = page.url();
  const expectTyped = async (language: Language) => {
    const label = (name: keyof typeof WORDS) => WORDS[name][language];
    const form = page.getByRole('main');
    await expect(form.getByLabel('KR-1 Aster')).toBeChecked();
    await expect(form.getByLabel(label('clawback'), { exact: true })).toBeChecked();
    await expect(form.getByLabel(`${label('item')} 1`, { exact: true })).toHaveValue(/^GEM/);
    await expect(form.getByLabel(`${label('quantity')} 1`, { exact: true })).toHaveValue('1,2');
    await expect(form.getByLabel(`${label('item')} 2`, { exact: true })).toHaveValue('no such thing');
    await expect(form.getByLabel(`${label('quantity')} 2`, { exact: true })).toHaveValue('');
    await expect(form.getByLabel(label('order'), { exact: true })).toHaveValue(typed.order);
    await expect(form.getByLabel(label('players'), { exact: true })).toHaveValue(typed.players);
    await expect(form.getByLabel(label('comment'), { exact: true })).toHaveValue(typed.comment);
  };
  await speak(page, '한국어');
  await expectTyped('한국어');
  await expect(page).toHaveURL(address);
  typed.comment += '\n덧붙임';
  await page.getByLabel('코멘트').fill(typed.comment);
  await speak(page, '日本語');
  await expectTyped('日本語');
  await expect(page.getByRole('alert')).toHaveCount(0);

  await page.getByRole('button', { name: '申請する' }).click();
  const expectRefused = async (language: Language) => {
    await expect(page.getByRole('alert')).toContainText(WORDS.reasonMissing[language]);
    await expect(page.getByRole('alert')).toContainText(WORDS.linesUnread[language]);
    await expectTyped(language);
  };
  await expectRefused('日本語');
  for (const language of ['한국어', 'English'] as const) {
    await speak(page, language);
    await expectRefused(language);
  }
}

/** A new item, and a change of it, that are half typed are read on in two other languages, also once they were refused. */
export async function switchInAdministration(page: Page) {
  const code = `HALF_${player()}`;
  const names: Record<Language, string> = { English: 'Half "typed" & <so>', 한국어: '쓰다 만 이름', 日本語: '書きかけ' };
  const form = page.getByRole('main');
  const expectTyped = async (language: Language, most: string) => {
    for (const one of LANGUAGES) await expect(form.getByLabel(one, { exact: true })).toHaveValue(names[one]);
    await expect(form.getByLabel(WORDS.most[language], { exact: true })).toHaveValue(most);
    await expect(form.getByLabel(WORDS.kind[language], { exact: true })).toHaveValue('item');
  };
  await page.goto('/admin/games/moonlit/items/new');
  await form.getByLabel('Code').fill(code);
  for (const one of LANGUAGES) await form.getByLabel(one, { exact: true }).fill(names[one]);
  await form.getByLabel('Kind').selectOption('Item');
  await form.getByLabel('Most per player').fill('many');
  for (const language of ['한국어', '日本語'] as const) {
    await speak(page, language);
    await expect(form.getByLabel(WORDS.code[language], { exact: true })).toHaveValue(code);
    await expectTyped(language, 'many');
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
  await page.getByRole('button', { name: '登録' }).click();
  await expect(page.getByRole('alert')).toContainText(WORDS.mostNoNumber.日本語);
  await expectTyped('日本語', 'many');
  await speak(page, '한국어');
  await expect(page.getByRole('alert')).toContainText(WORDS.mostNoNumber.한국어);
  await expectTyped('한국어', 'many');
  await form.getByLabel('1인당 최대 수량').fill('10');
  await page.getByRole('button', { name: '등록' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(code);

  names.日本語 = 'もう一度書きかけ';
  await form.getByLabel('日本語', { exact: true }).fill(names.日本語);
  await speak(page, 'English');
  await expectTyped('English', '10');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`${code} was saved.`)).toBeVisible();
  await page.getByRole('button', { name: 'Retire' }).click();
  await expect(page.getByText(`${code} was retired.`)).toBeVisible();
}

/** The note of a decision that is half typed is read on in two other languages, and nothing is decided meanwhile. */
export async function switchWhileDeciding(page: Page, no: number) {
  const note = 'Half a "reason" & <so>\n둘째 줄';
  await page.goto(`/requests/${no}`);
  await page.getByLabel('Note').fill(note);
  for (const [language, label] of [['한국어', '메모'], ['日本語', 'メモ'], ['English', 'Note']] as const) {
    await speak(page, language);
    await expect(page.getByLabel(label, { exact: true })).toHaveValue(note);
    await expect(page).toHaveURL(`/requests/${no}`);
  }
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Pending');
  await page.getByRole('button', { name: 'Reject' }).click();
  await expect(section(page, 'History')).toContainText('Half a "reason" & <so>');
}

/** Switches the language in the account menu, wherever one is. */
async function speak(page: Page, language: Language) {
  await page.getByRole('banner').locator('summary').click();
  await page.getByRole('button', { name: language, exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', { English: 'en', 한국어: 'ko', 日本語: 'ja' }[language]);
}
