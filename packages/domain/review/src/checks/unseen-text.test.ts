import type { ContractText } from '../contract/contract-text.ts';
import { structureContract } from '../structure/structure-contract.ts';
import { runChecks } from './run-checks.ts';

function review(flags: ContractText['flags'], language = 'en') {
  const contract: ContractText = { text: 'The fee is due in May.', blocks: [], language, pages: 3, flags };
  const labels = { labels: [], presence: new Map() };
  return runChecks({
    contract,
    structure: structureContract(contract),
    labels,
    fields: [],
    stance: 'neutral',
  });
}

test('text that readers do not see is a finding, with where it is', () => {
  const flags = [{ kind: 'hidden-text' as const, page: 2, detail: 'white text: "the price doubles"' }];
  expect(review(flags)).toMatchObject([
    {
      rule: 'hidden-text',
      severity: 'high',
      evidence: [],
      searched: 'page 2, white text: "the price doubles"',
    },
  ]);
});

test('pages that could not be read are one finding, in the language of the contract', () => {
  const flags = [
    { kind: 'no-text-page' as const, page: 1, detail: 'no text.' },
    { kind: 'page-failed' as const, page: 3, detail: 'broken' },
  ];
  expect(review(flags, 'zh-Hans')).toMatchObject([
    { rule: 'unreadable-parts', verdict: 'deviates', searched: '第1页 no text; 第3页 broken' },
  ]);
});

test('a page read by recognition is none', () => {
  expect(review([{ kind: 'recognized-text', page: 1, detail: 'read from an image' }])).toEqual([]);
});
