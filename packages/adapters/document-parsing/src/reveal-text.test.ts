import { revealText } from './reveal-text.ts';

const tagged = (text: string) =>
  [...text].map((c) => String.fromCodePoint(0xe0000 + c.codePointAt(0)!)).join('');

test.each([
  ['tag characters', `Visible${tagged('hidden')}`, 'Visible', 6],
  ['direction overrides', '支付\u202e元001\u202c', '支付元001', 1],
  ['zero-width characters inside words', 'i\u200bg\u200bn\u200bore', 'ignore', 3],
  ['runs of variation selectors', 'a\uFE00\uFE01\uFE02', 'a\uFE00', 2],
])('takes out and counts %s', (_, source, text, concealed) => {
  expect(revealText(source)).toEqual({ text, concealed });
});

test.each([
  ['a flag emoji of tags', `🏴${tagged('gbeng')}${String.fromCodePoint(0xe007f)}`],
  ['an emoji with joiners', '👩‍👩‍👧'],
  ['an emoji with a selector', '❤️'],
  ['plain Chinese', '合同，第十二条。'],
  ['Hebrew', 'שלום'],
])('leaves %s alone', (_, text) => {
  expect(revealText(text)).toEqual({ text, concealed: 0 });
});

test('controls go, line ends become line feeds, lone surrogates are replaced', () => {
  expect(revealText('a\0b\r\nc\rd\u0007\ud800e\u00adf').text).toBe('ab\nc\nd\ufffdef');
});
