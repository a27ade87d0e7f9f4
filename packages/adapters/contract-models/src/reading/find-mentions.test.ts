import { findMentions } from './find-mentions.ts';

const of = (kind: 'date' | 'title', text: string) =>
  findMentions(text)
    .filter((mention) => mention.kind === kind)
    .map(({ start, end }) => text.slice(start, end));

test('dates in words, figures and with blanks', () => {
  expect(
    of(
      'date',
      'made June 8, 2010, then 26 September 2019, then this 1st day of March, 2003, on 9/24/2018 and the ___ day of ______, 2020',
    ),
  ).toEqual([
    'June 8, 2010',
    '26 September 2019',
    '1st day of March, 2003',
    '9/24/2018',
    '___ day of ______, 2020',
  ]);
});

test('names end in what contracts are called and do not cross a line', () => {
  expect(
    of('title', 'ACME, INC.\n\nMASTER FRANCHISE AGREEMENT\n\nThis Master Franchise Agreement is made'),
  ).toEqual(['MASTER FRANCHISE AGREEMENT', 'Master Franchise Agreement']);
});

test('an endless run of capitals takes no time', () => {
  const text = 'Alpha Beta Gamma '.repeat(20_000);
  expect(of('title', text)).toEqual([]);
});
