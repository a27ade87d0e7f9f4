import type { ParsedDocument } from '@groundwork/ingestion';
import { readHtml } from './read-html.ts';
import { readMarkdown } from './read-markdown.ts';
import { readText } from './read-text.ts';

const decoded = (text: string) => ({ text, encoding: 'utf-8', isGuessed: false });
const blocksOf = (parsed: ParsedDocument) =>
  parsed.blocks.map(({ kind, level, span }) => [
    level === undefined ? kind : `${kind} ${level}`,
    parsed.text.slice(span.start, span.end),
  ]);

describe('HTML', () => {
  const read = (html: string) => readHtml(decoded(html));

  test('becomes headings, paragraphs, numbered items, tables and code', () => {
    const parsed = read(
      '<head><title>T</title></head><h2>Leave <em>days</em></h2><p>Twenty\n  days.<br>Or more.</p>' +
        '<ol start="3"><li>one<ul><li>deep</li></ul></li><li>two</li></ol>' +
        '<table><caption>Prices</caption><tr><th>Plan</th><th>Price</th></tr><tr><td>A</td><td>1 €</td></tr></table>' +
        '<pre>x  =\n 1</pre>',
    );
    expect(parsed.title).toBe('T');
    expect(blocksOf(parsed)).toEqual([
      ['heading 2', 'Leave days'],
      ['paragraph', 'Twenty days.\nOr more.'],
      ['list-item 1', '3. one'],
      ['list-item 2', 'deep'],
      ['list-item 1', '4. two'],
      ['paragraph', 'Prices'],
      ['table', 'Plan\tPrice\nA\t1 €'],
      ['code', 'x  =\n 1'],
    ]);
  });

  test.each([
    ['<p hidden>secret</p>'],
    ['<p style="display: none">secret</p>'],
    ['<p style="visibility:hidden"><b>secret</b></p>'],
    ['<p style="font-size:0px">secret</p>'],
    ['<p style="color:#fff">secret</p>'],
    ['<div style="background:black"><p style="color:#000000">secret</p></div>'],
    ['<p style="position:absolute;left:-9999px">secret</p>'],
    ['<style>.x{display:none}</style><p class="x">secret</p>'],
  ])('%s is left out and flagged', (html) => {
    const parsed = read(`<p>shown</p>${html}`);
    expect(parsed.text).toBe('shown');
    expect(parsed.flags.map((flag) => flag.kind)).toEqual(['hidden-text']);
  });

  test.each([
    ['<div style="background:#000"><p style="color:#fff">shown</p></div>'],
    ['<style>@media print{.x{display:none}}</style><p class="x">shown</p>'],
    ['<div style="background:url(a.png)"><p style="color:white">shown</p></div>'],
    ['<p style="opacity:0.9;font-size:0.9em">shown</p>'],
  ])('%s is shown', (html) => {
    expect(read(html)).toMatchObject({ text: 'shown', flags: [] });
  });

  test('scripts and styles are no text, and depth costs no stack', () => {
    expect(read('<script>alert(1)</script><style>p{}</style><p>x').text).toBe('x');
    expect(read(`${'<div>'.repeat(50_000)}deep`).text).toBe('deep');
  });
});

describe('Markdown', () => {
  const read = (source: string) => readMarkdown(decoded(source));

  test('loses its marks and keeps its structure', () => {
    const parsed = read(
      '---\ntitle: "Manual"\n---\nTop\n===\n\nSome **bold** and [a link](http://x.test) with `a*b*c`.\n' +
        'Same paragraph.\n\n1. first\n   goes on\n2. second\n   - deep\n\n| a | b \\| c |\n|:--|--:|\n| 1 | *2* |\n\n' +
        '~~~js\n# no heading\n~~~\n\n> quoted\n\n<!-- gone -->\n## End ##\n',
    );
    expect(parsed.title).toBe('Manual');
    expect(blocksOf(parsed)).toEqual([
      ['heading 1', 'Top'],
      ['paragraph', 'Some bold and a link with a*b*c.\nSame paragraph.'],
      ['list-item 1', '1. first\ngoes on'],
      ['list-item 1', '2. second'],
      ['list-item 2', 'deep'],
      ['table', 'a\tb | c\n1\t2'],
      ['code', '# no heading'],
      ['paragraph', 'quoted'],
      ['heading 2', 'End'],
    ]);
  });

  test('images and link targets, which could carry data out, leave nothing', () => {
    const parsed = read(
      'See ![x](https://evil.test/?q=1) and <img src="//evil.test"> [a][1].\n\n[1]: https://evil.test',
    );
    expect(parsed.text).not.toContain('evil');
  });
});

describe('text', () => {
  const read = (source: string) => readText(decoded(source));

  test('empty lines part paragraphs; bullets, numbers and headings are seen', () => {
    const parsed = read(
      '第一章 总则\n\n第一条 本办法适用于全体员工。\n\nYou need:\n- a form\n- a pen\n\nARTICLE II TERM\n\nIt ends.',
    );
    expect(blocksOf(parsed)).toEqual([
      ['heading 2', '第一章 总则'],
      ['paragraph', '第一条 本办法适用于全体员工。'],
      ['paragraph', 'You need:'],
      ['list-item 1', '- a form'],
      ['list-item 1', '- a pen'],
      ['heading 2', 'ARTICLE II TERM'],
      ['paragraph', 'It ends.'],
    ]);
  });

  test('a line with a rule below, or a sign before it, is a heading', () => {
    expect(blocksOf(read('Rules\n=====\n\n■ Scope\n\nAll staff.'))).toEqual([
      ['heading 1', 'Rules'],
      ['heading 2', 'Scope'],
      ['paragraph', 'All staff.'],
    ]);
  });
});
