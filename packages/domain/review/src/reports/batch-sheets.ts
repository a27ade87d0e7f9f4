import { fieldNames } from '../fields/field.ts';
import { severities } from '../findings/finding.ts';
import type { BatchReport } from './batch-report.ts';
import { fieldText } from './field-text.ts';
import { reportWords } from './report-words.ts';

/** A sheet of a workbook as rows of plain values; the first row is its head. */
export interface ReportSheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The workbook of a batch: contracts with their fields, every finding with its quote, and how it was made. */
export function batchSheets({ language, entries, parameters }: BatchReport): ReportSheet[] {
  const words = reportWords(language);
  const worstFirst = [...severities].reverse();
  return [
    {
      name: words.contracts,
      rows: [
        [
          words.file,
          words.status,
          words.note,
          words.pages,
          ...worstFirst.map((each) => words[each]),
          ...fieldNames,
        ],
        ...entries.map(({ fileName, status, failure = '', pages = '', fields = [], review }) => [
          fileName,
          status,
          failure,
          pages,
          ...worstFirst.map((each) => review?.summary.bySeverity[each] ?? ''),
          ...fieldNames.map((name) =>
            fields
              .flatMap((field) =>
                field.name === name && field.status === 'present' ? [fieldText(field.value)] : [],
              )
              .join('; '),
          ),
        ]),
      ],
    },
    {
      name: words.findings,
      rows: [
        [
          words.file,
          words.severity,
          words.verdict,
          words.title,
          words.why,
          words.quote,
          words.pages,
          words.suggestion,
          words.basis,
          words.rule,
          words.confidence,
          words.decision,
        ],
        ...entries.flatMap(({ fileName, review, decisions }) =>
          (review?.findings ?? []).map((finding) => [
            fileName,
            words[finding.severity],
            words[finding.verdict],
            finding.title,
            finding.rationale,
            finding.evidence.map(({ quote }) => quote).join('\n') || (finding.searched ?? ''),
            finding.evidence[0]?.page ?? '',
            finding.suggestion?.text ?? '',
            finding.legalBasis ?? '',
            finding.rule,
            finding.confidence,
            decisions?.get(finding.key) ?? '',
          ]),
        ),
      ],
    },
    { name: words.parameters, rows: [[words.name, words.value], ...parameters] },
  ];
}
