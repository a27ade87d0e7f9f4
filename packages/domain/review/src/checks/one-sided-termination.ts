import type { Span } from '@groundwork/kernel';
import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import { isNegated } from '../playbook/is-negated.ts';

const atWill =
  /随时|任意|无需(?:任何)?理由|无须(?:任何)?理由|单方(?:面)?|无条件|不需(?:要)?说明理由|\b(?:at\s+any\s+time|for\s+any\s+reason|without\s+cause|for\s+(?:its\s+)?convenience|for\s+any\s+or\s+no\s+reason|in\s+its\s+sole\s+discretion|with\s+or\s+without\s+cause)\b/iu;
const chineseRight =
  /(?<who>甲方|乙方|买方|卖方|供方|需方|委托方|受托方|发包方|承包方|出租方|承租方|采购方|供应方)(?:[^。；;，,]{0,12})(?:有权|可以?|可)(?:[^。；;]{0,30})(?:解除|终止)(?:本)?(?:合同|协议)?/u;
const englishRight =
  /(?<who>[A-Z][\w&'.-]*(?:\s+[A-Z][\w&'.-]*){0,3})\s+(?:may|shall\s+(?:also\s+)?have\s+the\s+right\s+to|has\s+the\s+right\s+to|can|reserves\s+the\s+right\s+to)\b[^.;]{0,60}\bterminate\b/u;
const both =
  /双方(?:均|都)?(?:有权|可)|任何一方|任一方|各方|一方[^。；;]{0,12}(?:可|有权)|\b(?:either|each|any|both)\s+part(?:y|ies)\b|\beach\s+of\b/iu;
const cause =
  /违约|逾期|未按|不符合|拒绝|破产|不可抗力|违反|\b(?:breach|default|fail\w*|insolven\w*|bankrupt\w*|force\s+majeure|material)\b/iu;

/** Only one side may end the contract at will. */
export const oneSidedTermination: Check = {
  id: 'one-sided-termination',
  title: { en: 'Only one side may terminate at will', zh: '仅一方享有任意解除权' },
  severity: 'medium',
  clauseType: 'termination-for-convenience',
  find(source) {
    const rights = source.sentences.flatMap((sentence) => rightIn(source, sentence));
    // Where both may, in one sentence or in two, nothing is one-sided.
    if (rights.some(({ who }) => who === undefined)) return [];
    const holders = new Set(rights.map(({ who }) => who!.toLowerCase()));
    if (holders.size !== 1) return [];
    return rights.slice(0, 1).map(({ who, span, sentence }): CheckHit => ({
      spans: [span, sentence],
      favours: aliasesOf(source, who!),
      rationale: {
        en: `${who} may end the contract at will; the other side has no such right.`,
        zh: `${who}可随时或无理由解除合同，对方没有对等的权利。`,
      },
      confidence: 0.78,
    }));
  },
};

function rightIn(source: CheckSource, sentence: Span): { who?: string; span: Span; sentence: Span }[] {
  const words = source.slice(sentence);
  if (!/解除|终止|\bterminat/iu.test(words) || !atWill.test(words)) return [];
  const will = atWill.exec(words)!;
  if (both.test(words))
    return cause.test(words.slice(Math.max(0, will.index - 30), will.index))
      ? []
      : [{ span: sentence, sentence }];
  const right = (source.chinese ? chineseRight : englishRight).exec(words);
  if (
    !right ||
    isNegated(words.toLowerCase(), right.index + right.groups!['who']!.length, right.index + right[0].length)
  )
    return [];
  // A right that hangs on the other's breach is no right at will.
  const near = words.slice(Math.max(0, right.index - 60), right.index + right[0].length + 60);
  if (cause.test(near) || Math.abs(will.index - right.index) > 160) return [];
  const who = right.groups!['who']!.trim();
  if (!source.chinese && !isParty(source, who)) return [];
  const start = sentence.start + right.index;
  return [{ who, span: { start, end: start + right[0].length }, sentence }];
}

function isParty(source: CheckSource, who: string): boolean {
  const name = who.toLowerCase();
  return source.parties.some(({ span, aliases }) =>
    [source.slice(span), ...aliases].some((known) => known.toLowerCase() === name),
  );
}

function aliasesOf(source: CheckSource, who: string): string[] {
  const name = who.toLowerCase();
  const party = source.parties.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === name));
  return party ? [...party.aliases] : [who];
}
