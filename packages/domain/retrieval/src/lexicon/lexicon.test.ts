import { analyzeQuery } from '../analyze-query.ts';
import { Lexicon } from './lexicon.ts';
import { type LexiconEntry, lexiconLimits, toLexiconEntry } from './lexicon-entry.ts';
import { parseLexiconCsv } from './parse-lexicon-csv.ts';

const entry = (kind: LexiconEntry['kind'], ...terms: string[]) => toLexiconEntry({ kind, terms });
const leave = new Lexicon([entry('synonyms', 'PTO', 'annual leave', '年假', 'e-HRMS leave')]);
const othersOf = (lexicon: Lexicon, query: string) => lexicon.find(query).map(({ others }) => others);

test.each([
  'How much PTO do I get?',
  'how much ｐｔｏ do i get',
  'Annual leaves of staff',
  'annual\nleave',
  '今年的年假有几天',
  '今年的年 假',
  'eHRMS leave',
  'E-HRMS Leave',
])('"%s" holds an expression of the set', (query) => {
  const [others, ...more] = othersOf(leave, query);
  expect(others).toHaveLength(3);
  expect(more).toEqual([]);
});

test.each(['ptolemy', 'annual. Leave', 'annual report on leave', '年终放假', 'perennial leave'])(
  '"%s" holds none',
  (query) => {
    expect(leave.find(query)).toEqual([]);
  },
);

test('Traditional and Simplified are one', () => {
  const lexicon = new Lexicon([entry('synonyms', '強積金', 'MPF')]);
  expect(othersOf(lexicon, '强积金供款')).toEqual([['MPF']]);
});

test('an expansion goes one way', () => {
  const lexicon = new Lexicon([entry('expansion', 'benefits', 'dental', 'medical')]);
  expect(othersOf(lexicon, 'What benefits are there?')).toEqual([['dental', 'medical']]);
  expect(othersOf(lexicon, 'dental plan')).toEqual([]);
});

test('the longest expression counts, and those of several entries come together', () => {
  const lexicon = new Lexicon([
    entry('synonyms', 'leave', 'absence'),
    entry('synonyms', 'annual leave', 'PTO'),
    entry('synonyms', 'annual leave', 'holiday entitlement'),
  ]);
  expect(othersOf(lexicon, 'annual leave and sick leave')).toEqual([
    ['PTO', 'holiday entitlement'],
    ['absence'],
  ]);
});

test('a synonym takes the place of the words it stands for, once', () => {
  const { terms, groups } = analyzeQuery('annual leave policy', leave);
  expect([...terms.keys()]).toEqual(['polici']);
  expect(groups).toHaveLength(1);
  const [own, ...others] = groups![0]!;
  expect([...own!.terms.keys()]).toEqual(['annual', 'leav']);
  expect(others.map(({ terms: wording }) => [...wording.keys()])).toContainEqual(['pto']);
  expect(others.every(({ share }) => share < 1)).toBe(true);
  expect(others.find(({ terms: wording }) => wording.has('年假'))?.needs).toEqual(['年假']);
});

test('a word of the lexicon is looked for as a whole, and its characters no more one by one', () => {
  const lexicon = new Lexicon([entry('word', '云岭通'), entry('word', 'Groundwork 3000')]);
  const plain = analyzeQuery('云岭通怎么登录');
  const whole = analyzeQuery('云岭通怎么登录', lexicon);
  const singles = (terms: ReadonlyMap<string, number>) =>
    [...terms.keys()].filter((term) => [...'云岭通'].includes(term));
  expect(singles(plain.terms).length).toBeGreaterThan(0);
  expect(singles(whole.terms)).toEqual([]);
  expect(whole.phrases?.map(({ form }) => form)).toEqual(['云岭通']);
  expect(analyzeQuery('set up groundwork 3000', lexicon).phrases?.map(({ form }) => form)).toEqual([
    'groundwork 3000',
  ]);
});

test('a query without anything of the lexicon is analysed as without one', () => {
  for (const query of ['sick days', '病假', 'ISO 27001 "audit trail"', '第十二条', '什么', '']) {
    expect(analyzeQuery(query, leave)).toEqual(analyzeQuery(query));
  }
});

describe('what may be kept', () => {
  const long = 'x'.repeat(lexiconLimits.term + 1);
  test.each<[LexiconEntry['kind'], string[], RegExp]>([
    ['word', ['a1', 'b2'], /exactly one/],
    ['synonyms', ['PTO'], /two terms/],
    ['synonyms', ['PTO', 'pto'], /the same to the search/],
    ['synonyms', ['IT', 'information technology'], /holds nothing that is searched for/],
    ['synonyms', ['---', 'PTO'], /holds nothing that is searched for/],
    ['synonyms', ['PTO', long], /over 64 characters/],
    ['synonyms', Array.from({ length: 21 }, (_, index) => `term${index}`), /at most 20/],
  ])('%s of %j is refused', (kind, terms, reason) => {
    expect(() => toLexiconEntry({ kind, terms })).toThrow(reason);
  });

  test('an entry is named after its first term, and kept as written', () => {
    expect(toLexiconEntry({ kind: 'synonyms', terms: [' PTO ', '年  假'] })).toEqual({
      name: 'synonyms:pto',
      kind: 'synonyms',
      terms: ['PTO', '年 假'],
    });
  });
});

test('a CSV file gives entries, its faults their line', () => {
  const csv =
    '\uFEFFkind,terms\r\nsynonyms,PTO,"annual leave, paid",年假,,\n\n# products\nWord,"the ""Pro"" 3000"\n';
  expect(parseLexiconCsv(csv).map(({ entry: { kind, terms } }) => [kind, ...terms])).toEqual([
    ['synonyms', 'PTO', 'annual leave, paid', '年假'],
    ['word', 'the "Pro" 3000'],
  ]);
  expect(() => parseLexiconCsv('word,a\nsynonym,a,b')).toThrow(/line 2: begins with one of/);
  expect(() => parseLexiconCsv('word,"a')).toThrow(/line 1: a quotation mark/);
});
