import type { Block } from '@groundwork/ingestion';
import { compareContracts } from '../comparison/compare-contracts.ts';
import { evidenceAt } from '../contract/evidence.ts';
import type { ContractText } from '../contract/contract-text.ts';
import type { Finding } from '../findings/finding.ts';
import type { Review } from '../findings/review-contract.ts';
import { batchSheets } from './batch-sheets.ts';
import { renderBatchHtml } from './render-batch.ts';
import { renderComparisonHtml } from './render-comparison.ts';
import { renderReviewHtml } from './render-review.ts';
import { toReviewJson } from './review-report.ts';

const hostile = '<script>alert("x")</script> & "quotes" \'and\' <img src=//evil.example/a.png>';

function contract(paragraphs: readonly string[], language = 'en'): ContractText {
  let text = '';
  const blocks = paragraphs.map((paragraph): Block => {
    if (text) text += '\n\n';
    const start = text.length;
    text += paragraph;
    return { kind: 'paragraph', span: { start, end: text.length }, page: 1 };
  });
  return { text, blocks, language, pages: 1, flags: [] };
}

function reviewOf(text: ContractText, findings: readonly Finding[]): Review {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  return {
    findings,
    compliant: [],
    undecided: [],
    summary: {
      playbook: 'nda',
      playbookVersion: '1',
      stance: 'neutral',
      bySeverity: { info: 0, low: count('low'), medium: 0, high: count('high'), critical: 0 },
      byVerdict: { deviates: findings.length, missing: 0, 'red-line': 0 },
      compliant: 0,
      undecided: 0,
    },
  };
}

const finding = (text: ContractText, quote: string, severity: Finding['severity']): Finding => {
  const start = text.text.indexOf(quote);
  return {
    key: quote,
    rule: 'rule',
    source: 'check',
    verdict: 'deviates',
    severity,
    title: hostile,
    rationale: hostile,
    evidence: [evidenceAt(text, { start, end: start + quote.length })],
    suggestion: { kind: 'replace', text: hostile },
    confidence: 0.9,
    basis: 'deterministic',
  };
};

const text = contract(['The fee is 30 dollars.', hostile, 'It ends on Friday.']);
const report = {
  fileName: hostile,
  contract: text,
  fields: [],
  review: reviewOf(text, [finding(text, '30 dollars', 'high'), finding(text, 'fee is 30', 'low')]),
  reviewedAt: new Date('2025-01-02T00:00:00Z'),
};

const expectInert = (page: string) => {
  expect(page).not.toMatch(/<(?:script|img|iframe|object|link|form)\b|\son\w+=|url\(/i);
  expect(page).not.toMatch(/(?:src|href)="(?!#|[\w./-]+")/);
  expect(page).toContain("default-src 'none'");
};

test('a review page is inert whatever the contract says, and links findings and text both ways', () => {
  const page = renderReviewHtml(report);
  expectInert(page);
  expect(page).toContain('id="f1"');
  expect(page).toContain('href="#f1-1"');
  expect(page).toContain('id="f1-1"');
  expect(page).toContain('href="#f1"');
  // Marks may overlap without a sign of the text coming twice or being lost.
  const shown = /<section class="text"[^>]*>([\s\S]*?)<\/section>/.exec(page)![1]!.replace(/<[^>]+>/g, '');
  expect(shown).toContain('The fee is 30 dollars.');
});

test('a report speaks the language of its contract', () => {
  const chinese = contract(['甲方应付款。'], 'zh-Hans');
  const page = renderReviewHtml({ ...report, contract: chinese, review: reviewOf(chinese, []) });
  expect(page).toContain('lang="zh-Hans"');
  expect(page).toContain('未发现偏离');
});

test('a comparison page shows both sides and its ledger, inert', () => {
  const after = contract([
    'The fee is 60 dollars.',
    hostile.replace('alert', 'prompt'),
    'It ends on Friday.',
  ]);
  const page = renderComparisonHtml({
    before: { fileName: hostile, contract: text },
    after: { fileName: 'b.docx', contract: after },
    comparison: compareContracts(text, after),
  });
  expectInert(page);
  expect(page).toMatch(/<del>30 <\/del>/);
  expect(page).toMatch(/<ins>60 <\/ins>/);
  expect(page).toContain('What was compared');
});

test('the batch summary puts the worst first and follows no foreign address', () => {
  const entry = (fileName: string, review: Review, href: string) => ({
    fileName,
    status: 'ready',
    review,
    href,
  });
  const page = renderBatchHtml({
    name: hostile,
    language: 'en',
    parameters: [['Playbook', hostile]],
    entries: [
      entry('calm.docx', reviewOf(text, []), 'calm.html'),
      entry('wild.docx', report.review, 'javascript:alert(1)'),
    ],
  });
  expectInert(page);
  expect(page.indexOf('wild.docx')).toBeLessThan(page.indexOf('calm.docx'));
  expect(page).not.toContain('javascript:');
});

test('JSON and sheets hold every finding with its quote', () => {
  const json = JSON.parse(JSON.stringify(toReviewJson(report))) as {
    format: number;
    text: string;
    findings: Finding[];
  };
  expect(json.format).toBe(1);
  for (const { evidence } of json.findings)
    for (const { span, quote } of evidence) expect(json.text.slice(span.start, span.end)).toBe(quote);
  const [contracts, findings] = batchSheets({
    name: 'b',
    language: 'en',
    parameters: [],
    entries: [{ fileName: 'a.docx', status: 'ready', review: report.review, fields: [] }],
  });
  expect(contracts!.rows).toHaveLength(2);
  expect(findings!.rows.slice(1).map((row) => row[5])).toEqual(['30 dollars', 'fee is 30']);
});
