import { fold, foldText, originalSpan } from './fold-text.ts';

test('width, case, script, quotes, dashes and white space fold away', () => {
  expect(fold('Ｈａｒｂｏｕｒ  “Ａｉｒ” – 12\n345')).toBe('harbour "air" - 12 345');
  expect(fold('員 工 享有 15 天')).toBe(fold('员工享有15天'));
  expect(fold('答覆傢俱')).toBe(fold('答复家具'));
});

test('a folded range leads back to the exact original', () => {
  const original = '價格：ＨＫ＄ １，０００ 　（含稅）';
  const folded = foldText(original);
  const at = folded.text.indexOf('1,000');
  const span = originalSpan(folded, at, at + 5);
  expect(original.slice(span.start, span.end)).toBe('１，０００');
});

test('one character that folds to several is kept whole', () => {
  const original = 'a㎏b';
  const folded = foldText(original);
  expect(folded.text).toBe('akgb');
  const span = originalSpan(folded, 2, 3);
  expect(original.slice(span.start, span.end)).toBe('㎏');
});
