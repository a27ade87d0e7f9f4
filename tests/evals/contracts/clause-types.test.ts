import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluateContracts } from '@groundwork/runtime';

const cuad = fileURLToPath(new URL('../../../../shared/data/contracts/cuad', import.meta.url));
const present = existsSync(cuad);
if (!present) console.warn('Skipped: CUAD is not beside the repository (../shared/data/contracts/cuad).');

/** Red if the model that ships finds less than it is said to, in contracts of companies it never saw. */
(present ? test : test.skip)(
  'clause types of held-out contracts are found, ranked and calibrated',
  async () => {
    const evaluation = await evaluateContracts(cuad, { heldOut: true, onProgress: () => {} });
    if (evaluation.layout !== 'cuad') throw new Error('CUAD was read as another layout');
    const { aupr, p80r, presenceF1, calibration, contracts } = evaluation;
    console.log({ model: evaluation.model, contracts, aupr, p80r, presenceF1, calibration });
    expect(evaluation.seenInTraining).toBe(0);
    expect(contracts).toBeGreaterThanOrEqual(50);
    expect(aupr).toBeGreaterThanOrEqual(0.6);
    expect(p80r).toBeGreaterThanOrEqual(0.2);
    expect(presenceF1).toBeGreaterThanOrEqual(0.82);
    expect(calibration.labels.ece).toBeLessThanOrEqual(0.05);
    expect(calibration.presence.ece).toBeLessThanOrEqual(0.05);
  },
  300_000,
);
