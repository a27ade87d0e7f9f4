import type { Span } from '@groundwork/kernel';
import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import { isNegated } from '../playbook/is-negated.ts';

const atWill =
  /随时|任意|无需(?:任何)?理由|无须(?:任何)?理由|单方(?:面)?|无条件|不需(?:要)?说明理由|\b(?:at\s+any\s+time|for\s+any\s+reason|without\s+cause|for\s+(?:its\s+)?convenience|for\s+any\s+or\s+no\s+reason|in\s+its\s+sole\s+discretion|with\s+or\s+without\s+cause)\b/iu;
/** Notice alone, of whatever length, is also a way out at will. */
const onNotice = /提前[^。；;]{0,24}通知|\bnotice\b/iu;
const chineseRight =
  /(?<who>甲方|乙方|买方|卖方|供方|需方|委托方|受托方|发包方|承包方|出租方|承租方|采购方|供应方)(?:[^。；;，,]{0,12})(?:有权|可以?|可)(?:[^。；;]{0,30})(?:解除|终止)(?:本)?(?:合同|协议)?/gu;
const englishRight =
  /(?<who>[A-Z][\w&'.-]*(?:\s+[A-Z][\w&'.-]*){0,3})\s+(?:may|shall\s+(?:also\s+)?have\s+the\s+right\s+to|has\s+the\s+right\s+to|can|reserves\s+the\s+right\s+to)\b[^.;]{0,60}\bterminate\b(?!\s+(?:the|an?|any|such|its)\s+(?!agreement|contract|term\b))/gu;
const both =
  /双方(?:均|都)?(?:有权|可)|任何一方|任一方|各方|(?<!另|单)一方[^。；;]{0,12}(?:可|有权)|\b(?:either|each|any|both)\s+(?:of\s+the\s+)?part(?:y|ies)\b|\beach\s+of\b|\beither\s+\w+\s+or\b|\bthe\s+parties\s+may\b/iu;
const cause =
  /违约|逾期|未按|未能|不符合|不合格|拒绝|破产|不可抗力|违反|如果|若|的，|\b(?:breach|default|fail\w*|insolven\w*|bankrupt\w*|force\s+majeure|material|if|unless|event|cause\s+shall|during)\b/iu;

interface Right {
  /** Absent where both have it. */
  readonly who?: string;
  readonly span: Span;
  readonly sentence: Span;
  readonly plain: boolean;
}

/** Only one side may end the contract at will. */
export const oneSidedTermination: Check = {
  id: 'one-sided-termination',
  title: { en: 'Only one side may terminate at will', zh: '仅一方享有任意解除权' },
  severity: 'medium',
  clauseType: 'termination-for-convenience',
  find(source) {
    const rights = source.sentences.flatMap((sentence) => rightsIn(source, sentence));
    const holders = new Set(rights.map(({ who }) => who?.toLowerCase()));
    const plain = rights.find((right) => right.plain && right.who !== undefined);
    if (!plain || holders.size !== 1) return [];
    const who = plain.who!;
    const hit: CheckHit = {
      spans: [plain.span, plain.sentence],
      favours: aliasesOf(source, who),
      rationale: {
        en: `${who} may end the contract at will; the other side has no such right.`,
        zh: `${who}可随时或无理由解除合同，对方没有对等的权利。`,
      },
      confidence: 0.78,
    };
    return [hit];
  },
};

function rightsIn(source: CheckSource, sentence: Span): Right[] {
  const words = source.slice(sentence);
  if (!/解除|终止|\bterminat/iu.test(words)) return [];
  const plain = atWill.test(words);
  if (!plain && !onNotice.test(words)) return [];
  if (both.test(words)) return cause.test(words) && !plain ? [] : [{ span: sentence, sentence, plain }];
  const rights: Right[] = [];
  for (const right of words.matchAll(source.chinese ? chineseRight : englishRight)) {
    const who = right.groups!['who']!.trim();
    const end = right.index + right[0].length;
    if (isNegated(words.toLowerCase(), right.index + who.length, end)) continue;
    // A right that hangs on the other's breach is no right at will.
    if (
      cause.test(words.slice(Math.max(0, right.index - 60), end + 80)) ||
      (!source.chinese && !isParty(source, who))
    )
      continue;
    const start = sentence.start + right.index;
    const joined = /\b(?:or|and)\s+(?:the\s+)?$|[、和与或]$/iu.test(words.slice(0, right.index));
    rights.push({ ...(!joined && { who }), span: { start, end: sentence.start + end }, sentence, plain });
  }
  return rights;
}

function isParty(source: CheckSource, who: string): boolean {
  const name = who.toLowerCase().replace(/^the\s+/u, '');
  return source.parties.some(({ span, aliases }) =>
    [source.slice(span), ...aliases].some((known) => known.toLowerCase() === name),
  );
}

function aliasesOf(source: CheckSource, who: string): string[] {
  const name = who.toLowerCase().replace(/^the\s+/u, '');
  const party = source.parties.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === name));
  return party ? [...party.aliases] : [who];
}
