import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluateContracts } from '@groundwork/runtime';

const cuad = fileURLToPath(new URL('../../../../shared/data/contracts/cuad', import.meta.url));
const present = existsSync(cuad);
if (!present) console.warn('Skipped: CUAD is not beside the repository (../shared/data/contracts/cuad).');

/** Red if a clause that was deleted is overlooked, or one that is there called missing, more often than it is said to be. */
(present ? test : test.skip)(
  'clauses deleted from held-out contracts are called missing',
  async () => {
    const evaluation = await evaluateContracts(cuad, { heldOut: true, absence: true, onProgress: () => {} });
    if (evaluation.layout !== 'cuad-absence') throw new Error('Something else was measured');
    const { deletions, recall, falseMissing, types } = evaluation;
    console.log({ deletions, recall, falseMissing, types });
    expect(evaluation.seenInTraining).toBe(0);
    expect(deletions).toBeGreaterThanOrEqual(300);
    expect(recall).toBeGreaterThanOrEqual(0.74);
    expect(falseMissing).toBeLessThanOrEqual(0.11);
  },
  600_000,
);
