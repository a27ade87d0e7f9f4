import { analyzeQuery, queryLanguage } from './analyze-query.ts';

test('words that merely ask are left out of a Chinese question', () => {
  const { terms } = analyzeQuery('请问年假是什么？');
  expect(terms.has('年假')).toBe(true);
  expect(terms.has('什么')).toBe(false);
  expect(terms.has('请问')).toBe(false);
});

test('a question of nothing but question words is searched as it stands', () => {
  expect(analyzeQuery('什么').terms.size).toBeGreaterThan(0);
});

test('a word of one character counts for less than one of two', () => {
  const { terms } = analyzeQuery('税和公司');
  expect(terms.get('税')).toBeLessThan(terms.get('公司')!);
});

test.each([
  ['How many days of leave?', 'en'],
  ['年假有几天？', 'zh-Hans'],
  ['員工請假須知', 'zh-Hant'],
  ['Northwind Health Plus 包括牙科吗', 'zh-Hans'],
  ['有給休暇は何日ですか', 'ja'],
  ['연차는 며칠입니까', 'ko'],
  ['12345', 'und'],
])('%s is asked in %s', (query, language) => {
  expect(queryLanguage(query)).toBe(language);
});
