import { toFileName } from './uploaded-form.ts';

test.each([
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\windows\\system32\\hosts', 'hosts'],
  ['/absolute/path.pdf', 'path.pdf'],
  ['..', 'unnamed'],
  ['folder/', 'unnamed'],
  ['a\u0000b\r\n.txt', 'ab.txt'],
  [undefined, 'unnamed'],
  ['员工手册.pdf', '员工手册.pdf'],
])('%j is taken as the name %j', (sent, name) => {
  expect(toFileName(sent)).toBe(name);
});

test('a name that is too long keeps its ending', () => {
  const name = toFileName(`${'x'.repeat(10_000)}.pdf`);
  expect(name.length).toBe(500);
  expect(name.endsWith('.pdf')).toBe(true);
});
