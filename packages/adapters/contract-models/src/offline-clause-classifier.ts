import { isChinese } from '@groundwork/kernel';
import {
  classifyByCues,
  type ClauseClassifier,
  type ClauseLabel,
  type ClauseLabels,
  type ClauseTypeId,
  type ContractStructure,
  type ContractText,
} from '@groundwork/review';
import { categories } from './model/categories.ts';
import { applyClauseModel, type ClauseModel } from './model/clause-model.ts';
import { unpackClauseModel } from './model/clause-model-file.ts';
import { readModel, readTrainedOn, textDigest } from './model/model-folder.ts';
import { readCandidates } from './reading/candidate.ts';

/** Labels less likely than this are left out: a thousand of them would say nothing. */
const leastConfidence = 0.005;

/**
 * The classifier that ships: CUAD's 41 categories by a model trained on CUAD, in English; every other ClauseType, and
 * all of them in Chinese, by headings and cue words. The same text gives the same labels on every machine.
 */
export class OfflineClauseClassifier implements ClauseClassifier {
  private model: ClauseModel | undefined;

  private constructor(
    readonly version: string,
    private readonly bytes: Uint8Array,
  ) {}

  /** Reads the model that ships in this package; it is unpacked by the first contract that needs it. */
  static async open(): Promise<OfflineClauseClassifier> {
    const { version, bytes } = await readModel('cuad');
    return new OfflineClauseClassifier(version, bytes);
  }

  /** Whether the model was trained on this contract, so that nothing is proven by what it finds there. */
  static async trainedOn(): Promise<(text: string) => boolean> {
    const digests = new Set((await readTrainedOn('cuad')).values());
    return (text) => digests.has(textDigest(text));
  }

  async classify(
    contract: ContractText,
    structure: ContractStructure,
    signal?: AbortSignal,
  ): Promise<ClauseLabels> {
    signal?.throwIfAborted();
    const { language } = contract;
    if (isChinese(language)) return classifyByCues(contract, structure);
    // Undecided texts are mostly short English ones; the model knows no other language.
    if (language !== 'en' && language !== 'und') return { labels: [], presence: new Map() };
    const { labels, presence } = this.label(contract.text);
    const cues = classifyByCues(contract, structure);
    return {
      labels: [...labels, ...cues.labels],
      presence: new Map([...presence, ...cues.presence]),
    };
  }

  private label(text: string): { labels: ClauseLabel[]; presence: [ClauseTypeId, number][] } {
    this.model ??= unpackClauseModel(this.bytes);
    const candidates = readCandidates(text);
    const { labels, presence } = applyClauseModel(this.model, candidates);
    const likely = labels
      .filter(({ chance }) => chance >= leastConfidence)
      .sort((a, b) => a.column - b.column || b.chance - a.chance || a.candidate - b.candidate);
    return {
      labels: likely.map(({ candidate, column, chance }) => ({
        type: categories[column]!.type,
        span: candidates[candidate]!.span,
        confidence: chance,
      })),
      presence: categories.map(({ type }, column) => [type, presence[column]!]),
    };
  }
}
