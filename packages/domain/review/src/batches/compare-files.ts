import type { Clock, Principal } from '@groundwork/kernel';
import { compareContracts } from '../comparison/compare-contracts.ts';
import type { Comparison } from '../comparison/comparison.ts';
import type { ComparedContract } from '../comparison/contract-part.ts';
import type { ContractDocuments } from '../reports/contract-documents.ts';
import { renderComparisonHtml } from '../reports/render-comparison.ts';
import { reportFile, type ReportFile, stem } from '../reports/report-file.ts';
import type { AnalyzeContract } from './analyze-contract.ts';
import type { NewContract } from './contract-batch.ts';
import { requireReview } from './require-review.ts';

export interface CompareFilesDeps {
  readonly analyze: AnalyzeContract;
  readonly documents: ContractDocuments;
  readonly clock: Clock;
}

export interface CompareFilesRequest {
  readonly before: NewContract;
  readonly after: NewContract;
  readonly format: 'json' | 'html' | 'docx';
  readonly signal: AbortSignal;
}

/** What differs between two files: version and version, contract and template, DOCX and PDF or scan. Keeps nothing. */
export class CompareFiles {
  constructor(private readonly deps: CompareFilesDeps) {}

  /** Throws `UserError`: `document.*` for a file that cannot be read, or for `docx` where one of them is none. */
  async run(
    principal: Principal,
    { before, after, format, signal }: CompareFilesRequest,
  ): Promise<ReportFile> {
    requireReview(principal);
    const name = `${stem(before.fileName)} – ${stem(after.fileName)}`;
    if (format === 'docx') return this.redline(name, before, after);
    const old = await this.open(before, signal);
    const fresh = await this.open(after, signal);
    const comparison = compareContracts(old, fresh);
    if (format === 'json') {
      return reportFile(name, format, JSON.stringify(toJson(before, after, comparison), null, 2));
    }
    return reportFile(
      name,
      format,
      renderComparisonHtml({
        before: { fileName: before.fileName, contract: old },
        after: { fileName: after.fileName, contract: fresh },
        comparison,
      }),
    );
  }

  private async open(file: NewContract, signal: AbortSignal): Promise<ComparedContract> {
    const { contract, structure } = await this.deps.analyze.read(file, { signal });
    if (!/\.docx$/i.test(file.fileName)) return { ...contract, structure };
    const parts = this.deps.documents.readParts(file.content, contract, file.fileName);
    return { ...contract, structure, parts };
  }

  private redline(name: string, before: NewContract, after: NewContract): ReportFile {
    const { content, unapplied } = this.deps.documents.redlineVersions({
      before: before.content,
      after: after.content,
      fileName: after.fileName,
      author: 'Groundwork',
      date: this.deps.clock.now(),
    });
    return reportFile(name, 'docx', content, unapplied);
  }
}

function toJson(before: NewContract, after: NewContract, comparison: Comparison): object {
  return {
    format: 1,
    kind: 'contract-comparison',
    before: before.fileName,
    after: after.fileName,
    ...comparison,
  };
}
