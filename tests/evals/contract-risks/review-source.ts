import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  classifyByCues,
  extractFields,
  type Playbook,
  readPlaybook,
  type Review,
  reviewContract,
  structureContract,
} from '@groundwork/review';
import { readSource } from '../../../infra/demo/read-source.ts';
import { toText } from '../../../infra/demo/render/to-text.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** A Playbook that ships, by its file's name. */
export function shippedPlaybook(name: string): Playbook {
  const file = `packages/domain/review/playbooks/${name}.yaml`;
  return readPlaybook(readFileSync(join(root, file), 'utf8'), file);
}

/** Text of a sample contract's source, front matter and all. */
export function sampleSource(name: string): string {
  return readFileSync(join(root, 'infra/demo/contracts/sources', `${name}.md`), 'utf8');
}

/** Reviews a sample contract's source as its plain text, by rules alone. */
export function reviewSource(
  source: string,
  playbook: Playbook,
  stance: string,
): { readonly review: Review; readonly text: string } {
  const { language, ...rest } = readSource(source, 'contracts', 'sample');
  const text = toText({ ...rest, language, reference: '' })
    .replaceAll('■ ', '')
    .replace(/\n=+\n/, '\n')
    .trim();
  const contract = { text, blocks: [], language, pages: 1, flags: [] };
  const structure = structureContract(contract);
  const labels = classifyByCues(contract, structure);
  const fields = extractFields({ contract, structure, labels });
  return { review: reviewContract({ contract, structure, labels, fields, playbook, stance }), text };
}
