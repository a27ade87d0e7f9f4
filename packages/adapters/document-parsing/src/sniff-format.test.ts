import { sniffFormat } from './sniff-format.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['%PDF-1.7 …', 'notes.txt', undefined, 'pdf'],
  ['PK\u0003\u0004', 'a.docx', undefined, 'zip'],
  ['<!DOCTYPE html><p>x', 'a.txt', undefined, 'html'],
  ['# Title', 'a.md', undefined, 'markdown'],
  ['# Title', 'a', 'text/markdown; charset=utf-8', 'markdown'],
  ['<p>x', 'a.htm', undefined, 'html'],
  ['{"a":1}', 'a.jsonl', undefined, 'json'],
  ['a,b', 'a.csv', undefined, 'csv'],
  ['hello', 'a.unknown', undefined, 'text'],
])('%j named %s (%s) is %s', (content, name, type, format) => {
  expect(sniffFormat(bytes(content), name, type)).toBe(format);
});

test.each([
  ['{\\rtf1', 'a.rtf', 'document.unsupported'],
  ['hello', 'a.pdf', 'document.broken'],
  ['hello', 'a.docx', 'document.broken'],
])('%j named %s is refused', (content, name, code) => {
  expect(() => sniffFormat(bytes(content), name)).toThrow(expect.objectContaining({ code }));
});

test('an old Office file is told from an encrypted one', () => {
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(64)]);
  expect(() => sniffFormat(ole, 'a.doc')).toThrow(expect.objectContaining({ code: 'document.unsupported' }));
  const encrypted = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);
  expect(() => sniffFormat(encrypted, 'a.doc')).toThrow(
    expect.objectContaining({ code: 'document.encrypted' }),
  );
});
