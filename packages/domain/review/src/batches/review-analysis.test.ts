import type { HypothesisJudge } from '../hypotheses/hypothesis-judge.ts';
import { structureContract } from '../structure/structure-contract.ts';
import type { ContractAnalysis } from './contract-analysis.ts';
import { ReviewAnalysis } from './review-analysis.ts';

const text = '1. Disclosure\n\nRecipient tells the other side before a court makes it speak.';
const contract = { text, blocks: [], language: 'en', pages: 1, flags: [] };
const analysis: ContractAnalysis = {
  contract,
  structure: structureContract(contract),
  labels: { labels: [], presence: new Map() },
  fields: [],
};
const playbook = (when: string, about: string) => `id: own
version: '1'
name: Own
language: en
contract-kinds: [NDA]
roles: {}
policies:
  - id: notice
    title: Notice
    clause: confidentiality
    about: ${about}
    preferred: { text: Notice first., when: ${when} }
    rationale: Time to object.
`;

/** Says of everything that it is entailed by the last sentence, and keeps what it was asked. */
class EntailingJudge implements HypothesisJudge {
  readonly version = '1';
  readonly asked: unknown[] = [];
  judge: HypothesisJudge['judge'] = (_contract, hypotheses) => {
    this.asked.push(hypotheses);
    const evidence = [{ span: { start: 15, end: text.length }, quote: text.slice(15) }];
    return Promise.resolve(
      hypotheses.map((hypothesis) => ({ hypothesis, choice: 'entailed', confidence: 0.8, evidence })),
    );
  };
}

async function review(when: string, hypotheses?: HypothesisJudge, about = '[court]') {
  const reviewed = await new ReviewAnalysis(hypotheses && { hypotheses }).run(
    analysis,
    { playbook: { id: 'own', source: playbook(when, about) }, stance: 'neutral' },
    new AbortController().signal,
  );
  return reviewed.review;
}

const entailed = '{ any: [{ not: { hypothesis: { id: nda-8, is: not-mentioned } } }, { says: never }] }';

test('a contract is judged once, on what its playbook asks', async () => {
  const judge = new EntailingJudge();
  const { compliant } = await review(entailed, judge);
  expect(judge.asked).toEqual([['nda-8']]);
  expect(compliant).toMatchObject([{ rule: 'notice', position: 'preferred', confidence: 0.8 }]);
});

test('a playbook without such conditions asks nothing', async () => {
  const judge = new EntailingJudge();
  await review('{ says: tells }', judge);
  expect(judge.asked).toEqual([]);
});

test('what is found where no clause was looked for is there', async () => {
  const { compliant } = await review(entailed, new EntailingJudge(), '[subpoena]');
  expect(compliant).toMatchObject([{ rule: 'notice', evidence: [{ quote: text.slice(15) }] }]);
  expect((await review(entailed, undefined, '[subpoena]')).compliant).toEqual([]);
});

test('without a judge the condition stays open', async () => {
  const { findings, undecided } = await review('{ hypothesis: { id: nda-8, is: entailed } }');
  expect(findings.filter(({ source }) => source === 'policy')).toEqual([]);
  expect(undecided).toMatchObject([{ rule: 'notice', reason: 'needs-judgement' }]);
});
