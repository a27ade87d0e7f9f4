import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ContractText, extractFields, type Field, structureContract } from '@groundwork/review';
import { cuadHalf, gradeFields } from './grade-fields.ts';
import { contractKey, readMasterClauses } from './read-master-clauses.ts';

const head =
  'Filename,Parties-Answer,Agreement Date-Answer,Effective Date-Answer,Expiration Date-Answer,Renewal Term-Answer,Notice Period to Terminate Renewal-Answer,Governing Law-Answer';
const csv = `${head}\r\na.PDF,"Acme, Inc. (""Acme""); Bolt LLC (""Bolt"")",3/1/2024,[]/[]/2024,perpetual,successive 1 year,60 days,"Ontario, Canada"\r\n`;

test('reads CUAD’s answers: whole dates, periods in one form, places and names', () => {
  expect(readMasterClauses(csv).get('a')).toEqual({
    parties: ['Acme, Inc.', 'Bolt LLC'],
    agreementDate: '2024-03-01',
    renewalTerm: '12 month',
    renewalNotice: '60 day',
    governingLaw: ['Ontario'],
  });
  expect(() => readMasterClauses('a,b\n1,2\n')).toThrow('Filename');
});

test('grades each field by value, and says what was said without an answer', () => {
  const answers = readMasterClauses(csv).get('a')!;
  const present = (name: Field['name'], value: Extract<Field, { status: 'present' }>['value']): Field => ({
    name,
    status: 'present',
    value,
    evidence: [],
    derivation: 'stated',
    confidence: 0.9,
  });
  const fields = [
    present('party', { kind: 'party', name: 'ACME Inc' }),
    present('party', { kind: 'party', name: 'Other Corp' }),
    present('agreement-date', { kind: 'date', date: '2024-03-01' }),
    present('expiration-date', { kind: 'date', date: '2025-03-01' }),
    present('renewal-term', { kind: 'duration', amount: 1, unit: 'year' }),
    present('renewal-notice', { kind: 'duration', amount: 30, unit: 'day' }),
    present('governing-law', { kind: 'jurisdiction', name: 'Ontario', code: 'CA-ON' }),
  ];
  const scores = gradeFields([{ answers, fields }]);
  expect(scores.party).toMatchObject({ gold: 2, accuracy: 0.5, precision: 0.5 });
  expect(scores['agreement-date']).toMatchObject({ gold: 1, accuracy: 1 });
  expect(scores['expiration-date']).toMatchObject({ gold: 0, saidWithoutAnswer: 1 });
  expect(scores['renewal-term']).toMatchObject({ accuracy: 1 });
  expect(scores['renewal-notice']).toMatchObject({ accuracy: 0, precision: 0 });
  expect(scores['governing-law']).toMatchObject({ accuracy: 1 });
});

const cuad = join(import.meta.dirname, '../../../../../../shared/data/contracts/cuad');
const whereThere = existsSync(cuad) ? test : test.skip;

whereThere(
  'fields of contracts that no rule was tuned on hold up (skipped where CUAD is not at hand)',
  () => {
    const answers = readMasterClauses(readFileSync(join(cuad, 'master_clauses.csv'), 'utf8'));
    const files = readdirSync(join(cuad, 'txt')).filter(
      (file) => cuadHalf(file) === 'test' && answers.has(contractKey(file)),
    );
    const graded = files.map((file) => {
      const contract: ContractText = {
        text: readFileSync(join(cuad, 'txt', file), 'utf8'),
        blocks: [],
        language: 'en',
        pages: 1,
        flags: [],
      };
      const structure = structureContract(contract);
      const fields = extractFields({ contract, structure, labels: { labels: [], presence: new Map() } });
      return { answers: answers.get(contractKey(file))!, fields };
    });
    const scores = gradeFields(graded);
    expect(graded.length).toBeGreaterThan(100);
    expect(scores['governing-law'].accuracy).toBeGreaterThan(0.8);
    expect(scores['agreement-date'].accuracy).toBeGreaterThan(0.75);
    expect(scores['effective-date'].accuracy).toBeGreaterThan(0.6);
  },
);
