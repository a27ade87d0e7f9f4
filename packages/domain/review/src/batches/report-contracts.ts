import {
  type Clock,
  type ContractBatchId,
  type ContractId,
  type Principal,
  UserError,
} from '@groundwork/kernel';
import type { BatchEntry, BatchReport } from '../reports/batch-report.ts';
import { batchSheets } from '../reports/batch-sheets.ts';
import type { ContractDocuments } from '../reports/contract-documents.ts';
import { renderBatchHtml } from '../reports/render-batch.ts';
import { renderReviewHtml } from '../reports/render-review.ts';
import { reportFile, type ReportFile, stem } from '../reports/report-file.ts';
import { type ReviewReport, toReviewJson } from '../reports/review-report.ts';
import type { Contract, ContractBatch } from './contract-batch.ts';
import type { Decision } from './decision.ts';
import type { ReadContracts } from './read-contracts.ts';
import type { ContractStore, StoredReview } from './stores.ts';

/** Contracts read at once for the report of a batch. */
const pageSize = 100;

export interface ReportContractsDeps {
  readonly read: ReadContracts;
  readonly contracts: ContractStore;
  readonly documents: ContractDocuments;
  readonly clock: Clock;
}

/** Reports that people hand on: of one Contract, and of a batch. Made from rows whenever they are asked for. */
export class ReportContracts {
  constructor(private readonly deps: ReportContractsDeps) {}

  /**
   * Throws `UserError`: `contract.not-found`, `contract.not-reviewed`, `document.unsupported` for `docx` of a file that
   * is none.
   */
  async contract(
    principal: Principal,
    id: ContractId,
    format: 'json' | 'html' | 'docx',
  ): Promise<ReportFile> {
    const stored = await this.deps.read.review(principal, id);
    const name = `${stem(stored.contract.fileName)} – review`;
    switch (format) {
      case 'json':
        return reportFile(name, format, JSON.stringify(toReviewJson(toReport(stored)), null, 2));
      case 'html':
        return reportFile(name, format, renderReviewHtml(toReport(stored)));
      case 'docx':
        return this.redline(principal, name, stored);
    }
  }

  /** Throws `UserError('contract-batch.not-found')`. */
  async batch(
    principal: Principal,
    id: ContractBatchId,
    format: 'json' | 'html' | 'xlsx',
  ): Promise<ReportFile> {
    const batch = await this.deps.read.batch(principal, id);
    const report = await this.toBatchReport(principal, batch);
    const name = `${batch.name} – findings`;
    switch (format) {
      case 'json':
        return reportFile(name, format, JSON.stringify(toBatchJson(batch, report), null, 2));
      case 'html':
        return reportFile(name, format, renderBatchHtml(report));
      case 'xlsx':
        return reportFile(name, format, this.deps.documents.writeWorkbook(batchSheets(report)));
    }
  }

  /** Findings that people dismissed are not handed on; edited wording takes the Suggestion's place. */
  private async redline(
    principal: Principal,
    name: string,
    { contract, analysis, review, decisions }: StoredReview,
  ): Promise<ReportFile> {
    const original = await this.deps.contracts.findOriginal(principal, contract.id);
    if (!original) throw new UserError('contract.not-found', `There is no contract ${contract.id}.`);
    if (!/\.docx$/i.test(original.fileName)) {
      throw new UserError('document.unsupported', `"${original.fileName}" is no DOCX: ask for html instead.`);
    }
    const said = new Map(decisions.map((decision) => [decision.findingKey, decision]));
    const findings = review.findings
      .filter(({ key }) => !['dismissed', 'wrong-span'].includes(said.get(key)?.kind ?? ''))
      .map((finding) => {
        const text = said.get(finding.key)?.text;
        return text === undefined || !finding.suggestion
          ? finding
          : { ...finding, suggestion: { ...finding.suggestion, text } };
      });
    const { content, refused } = this.deps.documents.redlineFindings({
      ...original,
      contract: analysis.contract,
      findings,
      author: 'Groundwork',
      date: contract.reviewed?.at ?? this.deps.clock.now(),
    });
    const titles = new Map(findings.map(({ key, title }) => [key, title]));
    const leftOut = refused.map(({ key, what, reason }) => `${what} (${reason}): ${titles.get(key) ?? key}`);
    return reportFile(name, 'docx', content, leftOut);
  }

  private async toBatchReport(principal: Principal, batch: ContractBatch): Promise<BatchReport> {
    const entries: BatchEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.deps.read.contracts(principal, {
        batchId: batch.id,
        limit: pageSize,
        ...(cursor !== undefined && { cursor }),
      });
      for (const contract of page.contracts) entries.push(await this.toEntry(principal, contract));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const inChinese = entries.filter(({ language }) => language?.startsWith('zh')).length;
    return {
      name: batch.name,
      language: inChinese * 2 > entries.length ? 'zh-Hans' : 'en',
      entries,
      parameters: [
        ['playbook', batch.playbook?.id ?? 'built-in checks'],
        ['stance', batch.stance],
        ['received', batch.createdAt.toISOString()],
        ['made', this.deps.clock.now().toISOString()],
      ],
    };
  }

  private async toEntry(principal: Principal, contract: Contract): Promise<BatchEntry> {
    const { id, fileName, alsoNamed, status, failure } = contract;
    const names = [fileName, ...alsoNamed].join(', ');
    const stored = status === 'ready' ? await this.deps.contracts.findReview(principal, id) : undefined;
    if (!stored) return { fileName: names, status, ...(failure && { failure: failure.message }) };
    const { analysis, review, decisions } = stored;
    return {
      fileName: names,
      status,
      pages: analysis.contract.pages,
      language: analysis.contract.language,
      fields: analysis.fields,
      review,
      decisions: decisionsByKey(decisions),
    };
  }
}

function decisionsByKey(decisions: readonly Decision[]): Map<string, string> {
  return new Map(
    decisions.flatMap(({ findingKey, kind }) =>
      findingKey === undefined ? [] : [[findingKey, kind] as const],
    ),
  );
}

function toReport({ contract, analysis, review }: StoredReview): ReviewReport {
  return {
    fileName: contract.fileName,
    contract: analysis.contract,
    structure: analysis.structure,
    fields: analysis.fields,
    review,
    reviewedAt: contract.reviewed?.at ?? contract.updatedAt,
  };
}

function toBatchJson(batch: ContractBatch, { entries, parameters }: BatchReport): object {
  return {
    format: 1,
    kind: 'contract-batch',
    name: batch.name,
    parameters: Object.fromEntries(parameters),
    contracts: entries.map(({ decisions, ...entry }) => ({
      ...entry,
      ...(decisions && { decisions: Object.fromEntries(decisions) }),
    })),
  };
}
