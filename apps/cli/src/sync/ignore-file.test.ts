import { parseIgnore } from './ignore-file.ts';

test.each([
  ['drafts', ['drafts/a.md', 'x/drafts/b/c.md', 'drafts'], ['drafts.md', 'mydrafts/a.md']],
  ['drafts/', ['drafts/a.md'], ['a/drafts.md']],
  ['/drafts', ['drafts/a.md'], ['x/drafts/a.md']],
  ['*.tmp', ['a.tmp', 'x/y/b.tmp'], ['a.tmp.md']],
  ['docs/*.md', ['docs/a.md'], ['docs/x/a.md', 'x/docs/a.md']],
  ['docs/**/old', ['docs/old/a.md', 'docs/a/b/old/c.md'], ['docs/older/a.md']],
  ['a?c.(1)', ['abc.(1)'], ['abbc.(1)', 'a/c.(1)']],
  ['旧*', ['旧手册.pdf'], ['新旧.pdf']],
])('%s ignores %j and not %j', (pattern, ignored, kept) => {
  const isIgnored = parseIgnore(`# comment\n\n${pattern}\n`);
  expect(ignored.map(isIgnored)).toEqual(ignored.map(() => true));
  expect(kept.map(isIgnored)).toEqual(kept.map(() => false));
});

test('an exception is refused rather than misread', () => {
  expect(() => parseIgnore('!keep.md')).toThrow(expect.objectContaining({ code: 'request.invalid' }));
});
