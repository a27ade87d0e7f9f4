import { countErrors } from './character-accuracy.ts';

test.each([
  ['Net 30 days', 'Net30 days', 0, 9],
  ['（第十二条）', '(第十二条)', 0, 6],
  ['totals', 'total', 1, 6],
  ['公司', '公間司', 1, 2],
  ['abc', 'xbz', 2, 3],
  ['abc', '', 3, 3],
])('%j read as %j: %d errors in %d characters', (wanted, found, errors, characters) => {
  expect(countErrors(wanted, found)).toEqual({ errors, characters });
});
