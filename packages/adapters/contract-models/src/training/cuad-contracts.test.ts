import { companyOf, isHeldOut } from './cuad-contracts.ts';

test('contracts of one company are held out together', () => {
  const files = [
    'SoupmanInc_20150814_8-K_EX-10.1_9230148_EX-10.1_Franchise Agreement1.txt',
    'SOUPMAN, INC._01_02_2010-EX-10.2-SUPPLY AGREEMENT.txt',
  ];
  expect(files.map(companyOf)).toEqual(['soupman', 'soupman']);
  expect(isHeldOut(files[0]!)).toBe(isHeldOut(files[1]!));
});
