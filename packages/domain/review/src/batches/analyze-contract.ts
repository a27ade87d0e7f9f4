import { detectLanguage, type DocumentParser, type ParseLimits } from '@groundwork/ingestion';
import type { ClauseClassifier } from '../clause-types/clause-classifier.ts';
import type { ContractText } from '../contract/contract-text.ts';
import { extractFields } from '../fields/extract-fields.ts';
import { structureContract } from '../structure/structure-contract.ts';
import type { ContractAnalysis } from './contract-analysis.ts';
import type { ContractStage, NewContract } from './contract-batch.ts';

/** Changes whenever the same bytes may come out otherwise, so that what was kept is made anew. */
const analysisVersion = '1';

export interface AnalyzeContractDeps {
  readonly parser: DocumentParser;
  readonly classifier: ClauseClassifier;
  readonly limits: ParseLimits;
}

/** Where an analysis is: pages while parsing, else 0 of 1. */
export type AnalysisProgress = (stage: ContractStage, done: number, total: number) => void;

/** Everything that is known of a file before any Playbook: its text, Clauses, ClauseTypes and fields. */
export class AnalyzeContract {
  /** Of all that has a say in the result. */
  readonly version: string;

  constructor(private readonly deps: AnalyzeContractDeps) {
    this.version = `${analysisVersion}+${deps.classifier.version}`;
  }

  /** Throws `UserError` with a `document.*` code for files that cannot be read. */
  async run(
    file: NewContract,
    {
      signal,
      onProgress = () => {},
    }: { readonly signal: AbortSignal; readonly onProgress?: AnalysisProgress },
  ): Promise<ContractAnalysis> {
    const { fileName, mediaType, content } = file;
    onProgress('parsing', 0, 0);
    const parsed = await this.deps.parser.parse(
      { content, fileName, ...(mediaType !== undefined && { mediaType }) },
      {
        limits: this.deps.limits,
        signal,
        onProgress: (done, total) => onProgress('parsing', done, total),
      },
    );
    const contract: ContractText = {
      text: parsed.text,
      blocks: parsed.blocks,
      language: detectLanguage(parsed.text),
      pages: parsed.pages,
      flags: parsed.flags,
    };
    onProgress('segmenting', 0, 1);
    const structure = structureContract(contract);
    const labels = await this.deps.classifier.classify(contract, structure, signal);
    onProgress('extracting', 0, 1);
    const fields = extractFields({ contract, structure, labels });
    return { contract, structure, labels, fields };
  }
}
