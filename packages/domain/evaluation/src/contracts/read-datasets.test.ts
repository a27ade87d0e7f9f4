import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findContractNli, readContractNli } from './read-contract-nli.ts';
import { readCuadDataset } from './read-cuad-dataset.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contracts-'));
  await mkdir(join(folder, 'txt'));
});
afterEach(() => rm(folder, { recursive: true }));

test('CUAD: spans become the texts that were marked', async () => {
  await writeFile(join(folder, 'txt', 'a.txt'), 'SUPPLY AGREEMENT between A and B');
  await writeFile(
    join(folder, 'spans.json'),
    JSON.stringify({
      'a.txt': {
        'Document Name': [[0, 16]],
        Parties: [
          [25, 26],
          [31, 32],
        ],
      },
    }),
  );
  const { contracts } = await readCuadDataset(folder);
  expect(contracts[0]!.gold).toEqual(
    new Map([
      ['Document Name', ['SUPPLY AGREEMENT']],
      ['Parties', ['A', 'B']],
    ]),
  );
  expect(contracts[0]!.marks.get('Document Name')).toEqual([{ start: 0, end: 16 }]);
});

test('CUAD: a text that is named and not there is a fault of the dataset', async () => {
  await writeFile(join(folder, 'spans.json'), JSON.stringify({ 'gone.txt': {} }));
  await expect(readCuadDataset(folder)).rejects.toMatchObject({ code: 'dataset.invalid' });
  await writeFile(join(folder, 'spans.json'), JSON.stringify({ 'gone.txt': { Parties: [['x', 1]] } }));
  await expect(readCuadDataset(folder)).rejects.toMatchObject({ code: 'dataset.invalid' });
  await writeFile(join(folder, 'spans.json'), 'not JSON');
  await expect(readCuadDataset(folder)).rejects.toMatchObject({ code: 'dataset.invalid' });
});

test('ContractNLI: the only JSON file of a folder is read, evidence by its spans', async () => {
  const annotations = { 'nda-1': { choice: 'Entailment', spans: [1] } };
  const file = join(folder, 'dev.json');
  await writeFile(
    file,
    JSON.stringify({
      labels: { 'nda-1': { short_description: 'Explicit identification', hypothesis: 'All …' } },
      documents: [
        {
          id: 7,
          text: 'One. Two.',
          spans: [
            [0, 4],
            [5, 9],
          ],
          annotation_sets: [{ annotations }],
        },
      ],
    }),
  );
  expect(await findContractNli(folder)).toBe(file);
  const { contracts } = await readContractNli(file);
  expect(contracts[0]!.gold.get('nda-1')).toEqual({ choice: 'entailed', evidence: [{ start: 5, end: 9 }] });
});
