import { detectLanguage, type DocumentParser, type ParseLimits } from '@groundwork/ingestion';
import { UserError } from '@groundwork/kernel';
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

export interface AnalysisOptions {
  readonly signal: AbortSignal;
  /** Pages done and in all while parsing, else 0 of 1. */
  readonly onProgress?: (stage: ContractStage, done: number, total: number) => void;
}

/** Everything that is known of a file before any Playbook: its text, Clauses, ClauseTypes and fields. */
export class AnalyzeContract {
  /** Of all that has a say in the result. */
  readonly version: string;

  constructor(private readonly deps: AnalyzeContractDeps) {
    this.version = `${analysisVersion}+${deps.classifier.version}`;
  }

  /** Throws `UserError` with a `document.*` code for files that cannot be read. */
  async run(file: NewContract, options: AnalysisOptions): Promise<ContractAnalysis> {
    const { signal, onProgress = () => {} } = options;
    const { contract, structure } = await this.read(file, options);
    const labels = await this.deps.classifier.classify(contract, structure, signal);
    onProgress('extracting', 0, 1);
    const fields = extractFields({ contract, structure, labels });
    return { contract, structure, labels, fields };
  }

  /** The text and how it is built, where no more is wanted. Throws as `run` does. */
  async read(
    { fileName, mediaType, content }: NewContract,
    { signal, onProgress = () => {} }: AnalysisOptions,
  ): Promise<Pick<ContractAnalysis, 'contract' | 'structure'>> {
    onProgress('parsing', 0, 0);
    const parsed = await this.deps.parser.parse(
      { content, fileName, ...(mediaType !== undefined && { mediaType }) },
      {
        limits: this.deps.limits,
        signal,
        onProgress: (done, total) => onProgress('parsing', done, total),
      },
    );
    if (parsed.text.trim() === '') {
      throw new UserError('document.no-text', `"${fileName}" holds no text.`);
    }
    const contract: ContractText = {
      text: parsed.text,
      blocks: parsed.blocks,
      language: detectLanguage(parsed.text),
      pages: parsed.pages,
      flags: parsed.flags,
    };
    onProgress('segmenting', 0, 1);
    return { contract, structure: structureContract(contract) };
  }
}
