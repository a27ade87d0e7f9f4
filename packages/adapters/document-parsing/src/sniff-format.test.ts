import { compoundFile } from '../test/files/compound-file.ts';
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
  ['a\tb', 'a.tsv', undefined, 'csv'],
  ['From: a@a.test', 'a.eml', undefined, 'eml'],
  ['Received: from a\r\n\tby b\r\nSubject: x', 'download', undefined, 'eml'],
  ['X-Note: this is a letter\n\nDear all', 'letter', undefined, 'text'],
])('%j named %s (%s) is %s', (content, name, type, format) => {
  expect(sniffFormat(bytes(content), name, type)).toBe(format);
});

test.each([
  ['{\\rtf1', 'a.rtf', 'document.unsupported'],
  ['hello', 'a.pdf', 'document.broken'],
  ['hello', 'a.docx', 'document.broken'],
  ['hello', 'a.xlsm', 'document.broken'],
  ['hello', 'a.pptx', 'document.broken'],
  ['hello', 'a.msg', 'document.broken'],
])('%j named %s is refused', (content, name, code) => {
  expect(() => sniffFormat(bytes(content), name)).toThrow(expect.objectContaining({ code }));
});

test.each([
  ['a.xls', 'Workbook', 'save it as XLSX'],
  ['a.ppt', 'PowerPoint Document', 'save it as PPTX'],
  ['a.doc', 'WordDocument', 'save it as DOCX'],
])('%s is refused with what to do about it', (name, stream, remedy) => {
  const content = compoundFile({ [stream]: Buffer.from('x') });
  expect(() => sniffFormat(content, name)).toThrow(
    expect.objectContaining({ code: 'document.unsupported', message: expect.stringContaining(remedy) }),
  );
});

test('a message with an encrypted attachment is a message', () => {
  const encrypted = compoundFile({ EncryptedPackage: Buffer.from('x') });
  expect(() => sniffFormat(encrypted, 'a.xlsx')).toThrow(
    expect.objectContaining({ code: 'document.encrypted' }),
  );
  const message = compoundFile({ '__properties_version1.0': Buffer.alloc(32), attached: encrypted });
  expect(sniffFormat(message, 'a.msg')).toBe('msg');
});

test('an old Office file is told from an encrypted one', () => {
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(64)]);
  expect(() => sniffFormat(ole, 'a.doc')).toThrow(expect.objectContaining({ code: 'document.unsupported' }));
  const encrypted = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);
  expect(() => sniffFormat(encrypted, 'a.doc')).toThrow(
    expect.objectContaining({ code: 'document.encrypted' }),
  );
});
