import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OfflineClauseClassifier, OfflineHypothesisJudge } from '@groundwork/contract-models';
import {
  type AbsenceEvaluation,
  type ClauseEvaluation,
  EvaluateAbsence,
  EvaluateClauses,
  EvaluateHypotheses,
  findContractNli,
  type HypothesisEvaluation,
  readContractNli,
  readCuadDataset,
} from '@groundwork/evaluation';
import { detectLanguage } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
import {
  type ClauseTypeId,
  type ContractText,
  judgePolicies,
  ndaHypotheses,
  Playbook,
  structureContract,
} from '@groundwork/review';

/** One of the measurements, with what it was made with. */
export type ContractEvaluation =
  | ({ readonly layout: 'cuad-absence'; readonly model: string } & AbsenceEvaluation)
  | ({ readonly layout: 'cuad'; readonly model: string } & ClauseEvaluation)
  | ({ readonly layout: 'contractnli'; readonly model: string } & HypothesisEvaluation);

export interface ContractEvaluationOptions {
  /** Leaves out contracts that the model was trained on. */
  readonly heldOut: boolean;
  /** Over CUAD's layout: whether a clause that was deleted is said to be missing, instead of what is found. */
  readonly absence?: boolean;
  readonly onProgress: (stage: string, done: number, total: number) => void;
}

/**
 * Clause types over a folder in CUAD's layout (`txt/`, `spans.json`), or hypotheses over ContractNLI's JSON, through
 * production's structure and models. Throws `UserError('dataset.invalid')`.
 */
export async function evaluateContracts(
  path: string,
  options: ContractEvaluationOptions,
): Promise<ContractEvaluation> {
  if (existsSync(join(path, 'spans.json')))
    return options.absence ? evaluateAbsence(path, options) : evaluateClauses(path, options);
  if (options.absence) {
    throw new UserError(
      'dataset.invalid',
      `"${path}" has no spans.json: nobody marked what could be deleted.`,
    );
  }
  const file = await findContractNli(path);
  if (file !== undefined) return evaluateHypotheses(file, options);
  throw new UserError(
    'dataset.invalid',
    `"${path}" has neither spans.json nor one JSON file of ContractNLI.`,
  );
}

async function evaluateClauses(path: string, { heldOut, onProgress }: ContractEvaluationOptions) {
  const classifier = await OfflineClauseClassifier.open();
  const isTrainedOn = await OfflineClauseClassifier.trainedOn();
  const dataset = await readCuadDataset(path);
  const evaluation = await new EvaluateClauses().run({
    dataset: { ...dataset, contracts: kept(dataset.contracts, heldOut, isTrainedOn) },
    classify: (text) => {
      const contract = toContract(text);
      return classifier.classify(contract, structureContract(contract));
    },
    isTrainedOn,
    onProgress: (done, total) => onProgress('contracts', done, total),
  });
  return { layout: 'cuad' as const, model: classifier.version, ...evaluation };
}

async function evaluateAbsence(path: string, { heldOut, onProgress }: ContractEvaluationOptions) {
  const classifier = await OfflineClauseClassifier.open();
  const isTrainedOn = await OfflineClauseClassifier.trainedOn();
  const dataset = await readCuadDataset(path);
  const evaluation = await new EvaluateAbsence().run({
    dataset: { ...dataset, contracts: kept(dataset.contracts, heldOut, isTrainedOn) },
    clausesOf: (text) => structureContract(toContract(text)).clauses,
    missing: (text, types) => missingTypes(toContract(text), types, classifier),
    isTrainedOn,
    onProgress: (done, total) => onProgress('contracts', done, total),
  });
  return { layout: 'cuad-absence' as const, model: classifier.version, ...evaluation };
}

/** What a Playbook that requires these types, and nothing more of them, says is missing. */
async function missingTypes(
  contract: ContractText,
  types: readonly ClauseTypeId[],
  classifier: OfflineClauseClassifier,
): Promise<ReadonlySet<ClauseTypeId>> {
  const playbook = Playbook.parse({
    id: 'required',
    version: '1',
    name: 'Required clauses',
    language: 'en',
    'contract-kinds': ['any'],
    roles: {},
    policies: types.map((type) => ({
      id: type,
      title: type,
      clause: type,
      presence: 'required',
      rationale: type,
    })),
  });
  const structure = structureContract(contract);
  const labels = await classifier.classify(contract, structure);
  const results = judgePolicies({ contract, structure, labels, fields: [], playbook, stance: 'neutral' });
  const missing = results.filter(({ findings }) => findings.some(({ verdict }) => verdict === 'missing'));
  return new Set(missing.map(({ policy }) => policy.clause));
}

async function evaluateHypotheses(file: string, { heldOut, onProgress }: ContractEvaluationOptions) {
  const judge = await OfflineHypothesisJudge.open();
  const isTrainedOn = await OfflineHypothesisJudge.trainedOn();
  const dataset = await readContractNli(file);
  const all = ndaHypotheses.map(({ id }) => id);
  const evaluation = await new EvaluateHypotheses().run({
    dataset: { ...dataset, contracts: kept(dataset.contracts, heldOut, isTrainedOn) },
    judge: (text) => judge.judge(toContract(text), all),
    isTrainedOn,
    onProgress: (done, total) => onProgress('contracts', done, total),
  });
  return { layout: 'contractnli' as const, model: judge.version, ...evaluation };
}

function kept<Contract extends { readonly text: string }>(
  contracts: readonly Contract[],
  heldOut: boolean,
  isTrainedOn: (text: string) => boolean,
): readonly Contract[] {
  const left = heldOut ? contracts.filter(({ text }) => !isTrainedOn(text)) : contracts;
  if (left.length === 0) {
    throw new UserError('dataset.invalid', 'The model was trained on every contract of this dataset.');
  }
  return left;
}

/** A dataset's plain text as a parser of plain text would give it: each line with something in it is a Block. */
function toContract(text: string): ContractText {
  const blocks = Array.from(text.matchAll(/[^\n]*\S[^\n]*/g), ({ 0: line, index }) => ({
    kind: 'paragraph' as const,
    span: { start: index, end: index + line.length },
  }));
  return { text, blocks, language: detectLanguage(text), pages: 1, flags: [] };
}
