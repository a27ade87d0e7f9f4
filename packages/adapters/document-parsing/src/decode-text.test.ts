import { decodeText } from './decode-text.ts';

test.each([
  ['utf-8', 'Grüße 合同', Buffer.from('Grüße 合同'), false],
  ['utf-8', '合同', Buffer.from('\ufeff合同'), false],
  ['utf-16le', '甲方', Buffer.from('\ufeff甲方', 'utf16le'), false],
  ['utf-16be', '甲方', Buffer.from('\ufeff甲方', 'utf16le').swap16(), false],
  ['utf-16le', 'plain words', Buffer.from('plain words', 'utf16le'), true],
  ['gb18030', '应于三十日内付款。', Buffer.from('d3a6d3dac8fdcaaec8d5c4dab8b6bfeea1a3', 'hex'), true],
  ['big5', '三十日內付款。', Buffer.from('a454a451a4e9a4baa549b4daa143', 'hex'), true],
  ['windows-1252', 'Stra\u00dfe in K\u00f6ln', Buffer.from('Stra\u00dfe in K\u00f6ln', 'latin1'), true],
])('reads %s: %s', (encoding, text, bytes, isGuessed) => {
  const decoded = decodeText(bytes);
  expect(decoded).toEqual({ text, encoding, isGuessed });
});

test('what the file declares goes before a guess', () => {
  const cyrillic = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
  expect(decodeText(cyrillic, 'windows-1251')).toEqual({
    text: 'Привет',
    encoding: 'windows-1251',
    isGuessed: false,
  });
});

test('bytes that are no text in any encoding are none', () => {
  expect(decodeText(Uint8Array.from({ length: 400 }, (_, index) => index % 32))).toBeUndefined();
});
