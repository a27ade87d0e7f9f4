import { writeFileSync } from 'node:fs';
import { packHypothesisModel } from '../hypotheses/hypothesis-model-file.ts';
import { readAgreements, readPassages } from './contract-nli.ts';
import { quantizeLinear } from './quantize.ts';
import { crossValidate, trainHypothesisModel } from './train-hypothesis-model.ts';

/**
 * `node --import tsx src/training/train-hypotheses.ts <dev.json> [<passages.jsonl>]`: prints cross-validated figures, then
 * writes the model trained on all of it. The same files give the same model.
 */
const [file, passagesFile] = process.argv.slice(2);
if (file === undefined) throw new Error('Name a file in ContractNLI’s layout, and maybe one of passages.');
const keptFeatures = 40_000;
const models = new URL('../../models/', import.meta.url);

const agreements = readAgreements(file);
const passages = passagesFile === undefined ? [] : readPassages(passagesFile);
console.log(`${agreements.length} agreements, ${passages.length} passages`);
console.log('cross-validated by agreement:', crossValidate(passages, agreements));
const model = trainHypothesisModel(passages, agreements);
const bytes = packHypothesisModel({ ...model, linear: quantizeLinear(model.linear, keptFeatures) });
const trainedOn = Object.fromEntries(agreements.map(({ id, digest }) => [id, digest]));
writeFileSync(new URL('contractnli.bin', models), bytes);
writeFileSync(new URL('contractnli-trained-on.json', models), `${JSON.stringify(trainedOn, null, 1)}\n`);
console.log(`written, ${(bytes.length / 1e6).toFixed(1)} MB`);
