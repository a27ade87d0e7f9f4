import { analyzeText } from './analyze-text.ts';
import { indexTerms } from './index-terms.ts';

const terms = (text: string) => [...analyzeText(text).keys()];
const shared = (a: string, b: string) => terms(a).filter((term) => terms(b).includes(term));

test('Traditional and Simplified, full and half width, any case and accents give the same terms', () => {
  expect(terms('員工請假須於三十天前申請')).toEqual(terms('员工请假须于三十天前申请'));
  expect(terms('ＡＢＣ－１０２４')).toEqual(terms('abc-1024'));
  expect(terms('Café CRÈME')).toEqual(terms('cafe creme'));
});

test('Chinese gives words, pairs and single words, but no grammar alone', () => {
  const found = terms('公司的年假政策');
  expect(found).toEqual(expect.arrayContaining(['公司', '年假', '政策', '司的', '的年']));
  expect(found).not.toContain('的');
  expect(terms('税')).toEqual(['税']);
});

test('a two-character word counts as a pair and as a word', () => {
  expect(analyzeText('公司').get('公司')).toBe(2);
});

test('English is stemmed and loses its stopwords', () => {
  expect(terms('What are the returning policies?')).toEqual(terms('return policy'));
  expect(shared('reimbursements', 'reimbursed')).toHaveLength(1);
});

test.each([
  ['A-1024', 'a1024'],
  ['e-mail', 'email'],
  ['IL-6', 'il6'],
  ['§3.2', '§3.2'],
  ['§3.2', '3.2'],
  ['v1.2.3', 'v1.2.3'],
  ['2024-01-05', '2024-01-05'],
  ['hr@example.com', 'hr@example.com'],
  ['1,250,000', '1250000'],
])('%s stays whole as %s', (text, whole) => {
  expect(terms(`see ${text}.`)).toContain(whole);
});

test('an identifier keeps its parts beside the whole', () => {
  expect(terms('INV-20931')).toEqual(expect.arrayContaining(['inv', '20931', 'inv20931']));
});

test('an article is found in Chinese numerals and in digits', () => {
  for (const text of ['第十二条', '第12条', '第１２條', '第一百零三条', '第103條']) {
    expect(terms(text).filter((term) => /^第\d+条$/.test(term))).toEqual([
      text.includes('3') || text.includes('三') ? '第103条' : '第12条',
    ]);
  }
  expect(terms('第十二条之一')).toContain('第12条之1');
});

test('amounts in Chinese numerals are found by digits', () => {
  expect(terms('三十天')).toContain('30');
  expect(terms('七天')).toContain('7');
  expect(terms('二〇二四年')).toContain('2024');
  expect(terms('一万二千五百元')).toContain('12500');
});

test('mixed text gives the terms of both', () => {
  expect(terms('使用VPN登录NAS-2服务器')).toEqual(
    expect.arrayContaining(['vpn', 'nas2', '使用', '登录', '服务器']),
  );
});

test('text with nothing to find has no terms', () => {
  expect(terms('')).toEqual([]);
  expect(terms(' —…!? 🙂')).toEqual([]);
  expect(terms('of the')).toEqual([]);
});

test('a run without end becomes one bounded term', () => {
  const [term, ...others] = terms('x9'.repeat(50_000));
  expect(others).toEqual([]);
  expect(term!.length).toBeLessThanOrEqual(64);
});

test('a title counts more than a heading, a heading as much as text, all in whole repetitions', () => {
  const found = indexTerms({
    title: 'Warranty',
    headingPath: ['Returns', 'Refunds'],
    text: 'Refunds take days.',
  });
  expect(found.get('warranti')).toBe(2);
  expect(found.get('return')).toBe(1);
  expect(found.get('refund')).toBe(2);
  expect([...found.values()].every(Number.isInteger)).toBe(true);
});
