import type { ContractEvaluation } from '@groundwork/runtime';
import type { CommandContext } from '../command.ts';
import type { Output } from '../output.ts';
import { datasetOf, showProgress } from './evaluation.ts';

type Of<Layout> = Extract<ContractEvaluation, { readonly layout: Layout }>;

/** `eval contracts`: clause types, or their absence, against CUAD's spans; hypotheses against ContractNLI's judgements. */
export async function evaluateContracts(context: CommandContext): Promise<unknown> {
  const { output, values } = context;
  const { evaluateContracts: evaluate } = await import('@groundwork/runtime');
  const evaluation = await evaluate(datasetOf(context), {
    heldOut: values['held-out'] === true,
    absence: values['absence'] === true,
    onProgress: showProgress(context),
  });
  output.endProgress();
  output.line(`${evaluation.dataset}: ${evaluation.contracts} contracts, model ${evaluation.model}`);
  if (evaluation.seenInTraining > 0) {
    output.line(
      `NOTE: the model was trained on ${evaluation.seenInTraining} of them; --held-out leaves those out.`,
    );
  }
  if (evaluation.layout === 'cuad') showClauses(output, evaluation);
  else if (evaluation.layout === 'cuad-absence') showAbsence(output, evaluation);
  else showHypotheses(output, evaluation);
  return evaluation;
}

function showClauses(output: Output, evaluation: Of<'cuad'>): void {
  const { intervals, calibration, msPerContract } = evaluation;
  for (const name of ['aupr', 'p80r', 'p90r', 'presenceF1'] as const) {
    const [low, high] = intervals[name];
    output.line(`  ${name.padEnd(11)} ${share(evaluation[name])}  (95 %: ${share(low)}–${share(high)})`);
  }
  output.line(
    `  calibration labels ECE ${share(calibration.labels.ece)}, presence ECE ${share(calibration.presence.ece)}, Brier ${share(calibration.presence.brier)}`,
  );
  output.line(
    `  ${msPerContract.p50.toFixed(0)} ms a contract (p50), ${msPerContract.p95.toFixed(0)} ms (p95)`,
  );
  output.line(`\n  ${'category'.padEnd(36)} gold  AUPR  P@80R  P@.5  R@.5  presence F1`);
  for (const [name, scores] of Object.entries(evaluation.categories)) {
    const { aupr, p80r, labels, presence } = scores;
    output.line(
      `  ${name.padEnd(36)} ${String(scores.gold).padStart(4)}  ${[aupr, p80r, labels.precision, labels.recall, presence.f1].map(share).join('  ')}`,
    );
  }
}

function showAbsence(output: Output, evaluation: Of<'cuad-absence'>): void {
  const { recall, falseMissing } = evaluation.intervals;
  const range = ([low, high]: readonly [number, number]) => `(95 %: ${share(low)}–${share(high)})`;
  output.line(`  ${evaluation.deletions} deletions`);
  output.line(`  said to be missing           ${share(evaluation.recall)}  ${range(recall)}`);
  output.line(`  so said of what is there     ${share(evaluation.falseMissing)}  ${range(falseMissing)}`);
  output.line(`\n  ${'category'.padEnd(36)} deletions  recall  false`);
  for (const [name, { deletions, ...scores }] of Object.entries(evaluation.types)) {
    output.line(
      `  ${name.padEnd(36)} ${String(deletions).padStart(9)}   ${share(scores.recall)}   ${share(scores.falseMissing)}`,
    );
  }
}

function showHypotheses(output: Output, evaluation: Of<'contractnli'>): void {
  const [low, high] = evaluation.accuracyInterval;
  output.line(
    `  accuracy ${share(evaluation.accuracy)} (95 %: ${share(low)}–${share(high)}) of ${evaluation.judgements}; majority ${share(evaluation.majority)}`,
  );
  for (const [choice, { precision, recall, f1 }] of Object.entries(evaluation.classes)) {
    output.line(
      `  ${choice.padEnd(14)} precision ${share(precision)}  recall ${share(recall)}  F1 ${share(f1)}`,
    );
  }
  output.line(`  first quote is the annotators' in ${share(evaluation.evidenceHit)} of right judgements`);
  output.line(`  calibration ECE ${share(evaluation.calibration.ece)}\n`);
  for (const { id, title, accuracy, majority } of evaluation.hypotheses) {
    output.line(`  ${id.padEnd(7)} ${title.padEnd(48)} ${share(accuracy)}  (majority ${share(majority)})`);
  }
}

function share(value: number | undefined): string {
  return value === undefined ? '   –' : value.toFixed(3).replace(/^0/, '');
}
