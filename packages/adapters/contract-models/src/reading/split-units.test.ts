import { splitUnits } from './split-units.ts';

const texts = (text: string) => splitUnits(text).map(({ start, end }) => text.slice(start, end));

test('sentences go on over line breaks', () => {
  expect(texts('The Supplier shall\ndeliver the goods\n\n\nwithin ten days. The Buyer shall pay.')).toEqual([
    'The Supplier shall\ndeliver the goods\n\n\nwithin ten days.',
    'The Buyer shall pay.',
  ]);
});

test('abbreviations and numbers of clauses end nothing', () => {
  expect(texts('Acme Inc. and Beta Ltd. agree. 4.2. The term is one year.')).toEqual([
    'Acme Inc. and Beta Ltd. agree.',
    '4.2. The term is one year.',
  ]);
});

test('numbered parts after a semicolon and headings on a line of their own are units', () => {
  const units = texts(
    'The Licensee shall not copy the Software except as is allowed by law; (b) rent the Software; or (c) sell it.\n\n\nGOVERNING LAW\n\nThis Agreement is governed by the laws of Delaware.',
  );
  expect(units[1]).toMatch(/^\(b\) rent/);
  expect(units.slice(-2)).toEqual(['GOVERNING LAW', 'This Agreement is governed by the laws of Delaware.']);
});

test('units name the heading above them', () => {
  const units = splitUnits('INSURANCE\n\nSupplier shall hold a policy. It shall be renewed.');
  expect(units.map(({ heading }) => heading)).toEqual([0, 0, 0]);
});

test('nothing but white space lies between units', () => {
  const text = 'One.  Two (see 5.1); (a) three:\n\n\n  (b) four\tfive.\n\n6. SIX\n\n7';
  const units = splitUnits(text);
  let rest = text;
  for (const { start, end } of [...units].reverse()) rest = rest.slice(0, start) + rest.slice(end);
  expect(rest.trim()).toBe('');
  expect(splitUnits('  \n ')).toEqual([]);
});
