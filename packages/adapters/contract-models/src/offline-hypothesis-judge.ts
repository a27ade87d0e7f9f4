import {
  type ContractText,
  evidenceAt,
  type HypothesisJudge,
  type HypothesisJudgement,
  ndaHypotheses,
  type NdaHypothesisId,
} from '@groundwork/review';
import { type HypothesisModel, judgeHypotheses, sentenceScores } from './hypotheses/hypothesis-model.ts';
import { unpackHypothesisModel } from './hypotheses/hypothesis-model-file.ts';
import { readModel, readTrainedOn, textDigest } from './model/model-folder.ts';
import { splitUnits } from './reading/split-units.ts';

/** Judges ContractNLI's 17 hypotheses of English non-disclosure agreements, by a model trained on ContractNLI. */
export class OfflineHypothesisJudge implements HypothesisJudge {
  private model: HypothesisModel | undefined;

  private constructor(
    readonly version: string,
    private readonly bytes: Uint8Array,
  ) {}

  /** Reads the model that ships in this package; it is unpacked by the first contract. */
  static async open(): Promise<OfflineHypothesisJudge> {
    const { version, bytes } = await readModel('contractnli');
    return new OfflineHypothesisJudge(version, bytes);
  }

  /** Whether the model was trained on this contract as a whole. */
  static async trainedOn(): Promise<(text: string) => boolean> {
    const digests = new Set((await readTrainedOn('contractnli')).values());
    return (text) => digests.has(textDigest(text));
  }

  async judge(
    contract: ContractText,
    hypotheses: readonly NdaHypothesisId[],
    signal?: AbortSignal,
  ): Promise<readonly HypothesisJudgement[]> {
    signal?.throwIfAborted();
    if (contract.language !== 'en' && contract.language !== 'und') return [];
    this.model ??= unpackHypothesisModel(this.bytes);
    const units = splitUnits(contract.text);
    const judged = judgeHypotheses(this.model, sentenceScores(this.model.linear, contract.text, units));
    return hypotheses.map((hypothesis) => {
      const { choice, chance, sentences } = judged[ndaHypotheses.findIndex(({ id }) => id === hypothesis)]!;
      const evidence = sentences.map((at) => evidenceAt(contract, units[at]!));
      return { hypothesis, choice, confidence: chance, evidence };
    });
  }
}
