import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packClauseModel } from '../model/clause-model-file.ts';
import { isHeldOut, readContracts } from './cuad-contracts.ts';
import { trainClauseModel } from './train-clause-model.ts';

/**
 * `node --import tsx src/training/train-contracts.ts <folder of CUAD>`: writes the model and the list of what it was
 * trained on. The same folder gives the same model.
 */
const [folder = fileURLToPath(new URL('../../../../../../shared/data/contracts/cuad', import.meta.url))] =
  process.argv.slice(2);
const models = new URL('../../models/', import.meta.url);
const started = Date.now();
const say = (step: string) =>
  console.log(`${((Date.now() - started) / 1_000).toFixed(0).padStart(4)} s  ${step}`);

const contracts = readContracts(folder, (file) => !isHeldOut(file));
say('read');
const bytes = packClauseModel(trainClauseModel(contracts, say));
const trainedOn = Object.fromEntries(contracts.map(({ file, digest }) => [file, digest]));
mkdirSync(models, { recursive: true });
writeFileSync(new URL('cuad.bin', models), bytes);
writeFileSync(new URL('cuad-trained-on.json', models), `${JSON.stringify(trainedOn, null, 1)}\n`);
say(`written, ${(bytes.length / 1e6).toFixed(1)} MB`);
