import { UserError } from '@groundwork/kernel';
import type { ClauseLabels } from '../clause-types/clause-classifier.ts';
import { classifyByCues } from '../clause-types/classify-by-cues.ts';
import { extractFields } from '../fields/extract-fields.ts';
import { reviewContract } from '../findings/review-contract.ts';
import { structureContract } from '../structure/structure-contract.ts';
import { readPlaybook } from './read-playbook.ts';

const head = `id: own
version: '1'
name: Own
language: zh-Hans
contract-kinds: [买卖合同]
roles:
  buyer: { names: [甲方, 买方] }
  supplier: { names: [乙方, 卖方] }
policies:
`;
const forum = `  - id: forum
    title: 管辖
    clause: dispute-resolution
    for: [buyer]
    presence: required
    red-lines:
      - { text: 乙方所在地管辖, when: { says: '{supplier}所在地' } }
    preferred: { text: 甲方所在地管辖, when: { says: '{buyer}所在地' } }
    fallbacks:
      - { text: 被告所在地管辖, when: { says: 被告所在地 } }
    rationale: 诉讼成本。
    legal-basis: 《民事诉讼法》
    wording: 由甲方所在地法院管辖。
    escalate: 法务
`;

function contractOf(text: string) {
  const contract = { text, blocks: [], language: 'zh-Hans', pages: 1, flags: [] };
  const structure = structureContract(contract);
  const labels = classifyByCues(contract, structure);
  return { contract, structure, labels, fields: extractFields({ contract, structure, labels }) };
}

const sample = (clause: string, sides = '甲方（买方）：东海公司\n\n乙方（卖方）：西山公司') =>
  `买卖合同\n\n${sides}\n\n第一条 标的\n\n1.1 甲方向乙方购买钢材10吨。\n\n第二条 争议解决\n\n2.1 本合同适用中国法律。${clause}\n\n第三条 通知\n\n3.1 通知以书面形式送达。`;

function review(
  clause: string,
  { policies = forum, stance = '甲方', sides = undefined as string | undefined } = {},
) {
  return reviewContract({
    ...contractOf(sample(clause, sides)),
    playbook: readPlaybook(head + policies),
    stance,
    checks: [],
  });
}

test('a red line comes first, with exactly the sentence that crosses it', () => {
  const { findings } = review('争议由乙方所在地法院管辖，甲方所在地法院亦可。');
  expect(findings).toEqual([
    expect.objectContaining({
      rule: 'forum',
      verdict: 'red-line',
      severity: 'high',
      title: '乙方所在地管辖',
      basis: 'deterministic',
      legalBasis: '《民事诉讼法》',
      escalate: '法务',
      evidence: [expect.objectContaining({ quote: '争议由乙方所在地法院管辖，甲方所在地法院亦可。' })],
      suggestion: expect.objectContaining({ kind: 'replace', text: '由甲方所在地法院管辖。' }),
    }),
  ]);
});

test.each([
  ['preferred', '争议由甲方所在地法院管辖。'],
  ['fallback', '争议由被告所在地法院管辖。'],
])('the %s position is compliant, never a finding', (position, clause) => {
  const { findings, compliant } = review(clause);
  expect(findings).toEqual([]);
  expect(compliant).toEqual([
    expect.objectContaining({
      rule: 'forum',
      position,
      evidence: [expect.objectContaining({ quote: clause })],
    }),
  ]);
});

test('what meets no position deviates', () => {
  const { findings } = review('争议提交丙地仲裁委员会仲裁。');
  expect(findings).toEqual([
    expect.objectContaining({ rule: 'forum', verdict: 'deviates', severity: 'medium' }),
  ]);
});

test('a required clause that is nowhere is missing, with what was searched', () => {
  const force =
    '  - { id: force, title: 不可抗力, clause: force-majeure, presence: required, rationale: 免责。 }\n';
  const [finding] = review('争议由甲方所在地法院管辖。', { policies: force }).findings;
  expect(finding).toMatchObject({ verdict: 'missing', evidence: [], key: 'force@missing' });
  expect(finding?.searched).toContain('不可抗力');
});

test('a presence that a classifier is sure of is not called missing', () => {
  const { labels, ...rest } = contractOf(sample(''));
  const certain: ClauseLabels = { ...labels, presence: new Map([...labels.presence, ['insurance', 0.9]]) };
  const playbook = readPlaybook(
    `${head}  - { id: insured, title: 保险, clause: insurance, presence: required, rationale: 风险。 }\n`,
  );
  const judge = (given: ClauseLabels) =>
    reviewContract({ ...rest, labels: given, playbook, stance: 'neutral', checks: [] }).findings.length;
  expect([judge(labels), judge(certain)]).toEqual([1, 0]);
});

test('a required clause of which a classifier is less sure than usual is missing, whatever its heading says', () => {
  const text = '1. Limitation of Liability\n\nThe parties bear their own costs.\n\n2. Notices\n\nIn writing.';
  const contract = { text, blocks: [], language: 'en', pages: 1, flags: [] };
  const structure = structureContract(contract);
  const english = head.replace('zh-Hans', 'en');
  const verdicts = (presence: number, rest = '') =>
    reviewContract({
      contract,
      structure,
      fields: [],
      labels: { labels: [], presence: new Map([['liability-cap', presence]]) },
      playbook: readPlaybook(
        `${english}  - { id: cap, title: Cap, clause: liability-cap, presence: required, rationale: Risk.${rest} }\n`,
      ),
      stance: 'neutral',
      checks: [],
    });
  const [missing] = verdicts(0.8).findings;
  expect(missing).toMatchObject({ verdict: 'missing', evidence: [] });
  expect(missing?.searched).toContain('0.80, where 0.90 is usual');
  expect(verdicts(0.95)).toMatchObject({ findings: [], compliant: [{ position: 'present' }] });
  const met = verdicts(0.8, ', preferred: { text: Own costs., when: { says: own costs } }');
  expect(met).toMatchObject({ findings: [], compliant: [{ position: 'preferred' }] });
});

test('a forbidden clause is a red line where it is, and compliant where it is not', () => {
  const forbidden =
    '  - { id: sole, title: 解释权, clause: amendment, about: [解释权], presence: forbidden, rationale: 单方。 }\n';
  expect(review('本合同解释权归乙方。', { policies: forbidden }).findings).toEqual([
    expect.objectContaining({ verdict: 'red-line', suggestion: expect.objectContaining({ kind: 'delete' }) }),
  ]);
  expect(review('争议协商。', { policies: forbidden }).compliant).toEqual([
    expect.objectContaining({ position: 'absent', evidence: [] }),
  ]);
});

test('a position in words only is left open', () => {
  const words =
    '  - { id: fair, title: 公平, clause: dispute-resolution, preferred: { text: 公平的争议解决 }, rationale: 公平。 }\n';
  const { findings, compliant, undecided } = review('争议协商解决。', { policies: words });
  expect([findings, compliant]).toEqual([[], []]);
  expect(undecided).toEqual([expect.objectContaining({ rule: 'fair', reason: 'needs-judgement' })]);
});

test('the stance decides which policies speak', () => {
  const clause = '争议由乙方所在地法院管辖。';
  expect(review(clause, { stance: '乙方' }).findings).toEqual([]);
  expect(review(clause, { stance: 'neutral' }).findings).toEqual([]);
  expect(review(clause, { stance: '买方' }).findings).toHaveLength(1);
  expect(() => review(clause, { stance: '丙方' })).toThrow(UserError);
});

test('甲方 is whoever the contract says it is', () => {
  const sides = '甲方（卖方）：西山公司\n\n乙方（买方）：东海公司';
  expect(review('争议由甲方所在地法院管辖。', { sides, stance: '买方' }).findings).toEqual([
    expect.objectContaining({ verdict: 'red-line' }),
  ]);
});

test('a check that a policy refers to is said once, one that is off not at all', () => {
  const policy = `  - id: arbitration
    title: 或裁或审
    clause: dispute-resolution
    red-lines: [{ text: 或裁或审, when: { check: arbitration-or-litigation } }]
    rationale: 无效。
`;
  const clause = '争议可以提交东海仲裁委员会仲裁，也可以向人民法院起诉。';
  const rules = (yaml: string) =>
    reviewContract({
      ...contractOf(sample(clause)),
      playbook: readPlaybook(yaml),
      stance: 'neutral',
    }).findings.map(({ rule }) => rule);
  expect(rules(head + policy).filter((rule) => rule.startsWith('arbitration'))).toEqual(['arbitration']);
  const without = head.replace('policies:', 'checks: { arbitration-or-litigation: off }\npolicies:');
  expect(rules(`${without}  - { id: x, title: x, clause: notices, rationale: x }\n`)).not.toContain(
    'arbitration-or-litigation',
  );
});

test('the same contract reviewed again has the same findings, most severe first', () => {
  const twice = [0, 1].map(() =>
    reviewContract({
      ...contractOf(sample('争议由乙方所在地法院管辖。')),
      playbook: readPlaybook(head + forum),
      stance: '甲方',
    }),
  );
  expect(twice[0]).toEqual(twice[1]);
  expect(new Set(twice[0]!.findings.map(({ key }) => key)).size).toBe(twice[0]!.findings.length);
  expect(twice[0]!.findings[0]).toMatchObject({ severity: 'high' });
});
