import type { Span } from '@groundwork/kernel';
import type { Token } from '../text/content-terms.ts';

/** A word that negates, with the content tokens it bears on (indexes). */
export interface Cue extends Span {
  readonly focus: readonly number[];
}

export interface Modal extends Span {
  readonly force: 'must' | 'may' | 'should';
}

/** A clause that limits what the rest of its sentence says. */
export interface Condition extends Span {
  readonly kind: 'if' | 'unless' | 'only';
}

/** Contain a negating character or word and do not negate; bounds of numbers are read by `read-quantities`. */
const notNegations = new RegExp(
  [
    String.raw`\b(?:not|no) (?:more|less|fewer|later|earlier|longer|greater|shorter) than\b|\bnot (?:only|just|merely)\b(?=.*\bbut\b)|\bno\.? ?(?=\d)|\bnot (?:to )?exceed(?:ing)?\b(?=[^.;]{0,30}(?:\d|\b(?:one|two|three|five|ten|twelve|thirty|hundred)\b))|\bnot below\b`,
    '不(?:得|能|可|应|会)?(?:超过|多于|高于|大于|晚于|迟于|超出|少于|低于|小于|短于|早于|逾)|不(?:仅|但|只|过|断|同|少|久|管|论|然|锈|动产|可抗力|一|当|良|足|妨|料|愧|惜|禁|等|限于|下|时|定期)',
    '非(?:常|洲|遗|凡|得)|无(?:论|线|锡|穷|意|非|数|形|疑|限|人机|障碍)|未(?:来|婚|知|成年|满|达|必)|除非|没(?:收|落|有?什么)|否则|莫(?:斯科|大|名)|勿忘|免(?:疫|费)',
  ].join('|'),
  'gu',
);
const negation =
  /\b(?:not|never|no|none|nor|neither|without|cannot|nothing|nobody|nowhere|hardly|unable|prohibit(?:s|ed|ing|ion)?|forbid(?:s|den|ding)?|non-|refus(?:e|es|ed)|fail(?:s|ed)? to|lacks?)(?=\W|(?<=-)|$)|n't\b|\b(?:un|in|ir|im)(?=(?:able|eligible|available|authori[sz]ed|limited|valid|refundable|transferable|paid|used|opened|changed|reimbursed|covered|possible|permitted|complete|correct|accurate|recoverable|revocable|responsible)\b)|并非|没有|不予|不再|不得|不能|不可|不会|不应|不必|不用|不须|不需|无需|无须|无法|无权|未能|未经|禁止|严禁|拒绝|[不未无非没勿莫]/gu;

/** Words that turn what they bear on into its opposite, each with the next few content tokens of its clause. */
export function readNegations(text: string, tokens: readonly Token[], clauses: readonly Span[]): Cue[] {
  const masks = [...text.matchAll(notNegations)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return [...text.matchAll(negation)].flatMap((match) => {
    const start = match.index;
    const end = start + match[0].length;
    if (masks.some((mask) => mask.start < end && mask.end > start)) return [];
    const clause = clauses.find((range) => range.start <= start && range.end > start) ?? {
      start: 0,
      end: text.length,
    };
    return [{ start, end, focus: focusOf(tokens, clause, { start, end }) }];
  });
}

function focusOf(tokens: readonly Token[], clause: Span, cue: Span): number[] {
  const inside = tokens.flatMap((token, index) =>
    token.content && token.start >= clause.start && token.end <= clause.end ? [index] : [],
  );
  const isHan = (index: number): boolean => tokens[index]?.kind === 'han';
  const after = inside.filter((index) => (tokens[index]?.end ?? 0) > cue.end);
  if (after.length > 0) return after.slice(0, isHan(after[0] ?? 0) ? 4 : 2);
  const before = inside.filter((index) => (tokens[index]?.start ?? 0) < cue.start);
  return before.slice(isHan(before.at(-1) ?? 0) ? -4 : -2);
}

const modalMasks =
  /应(?:用|对|收|付|聘|届|急|变|邀|税)|[供反适相对响]应|可(?:能|靠|见|视|口|行性|持续|再生|燃)|[许认]可|[功性职智节产动]能|能(?:源|力|量|见)|需(?:求)|[所]需|必需品|necessarily/gu;
const modalWords: readonly [Modal['force'], RegExp][] = [
  [
    'must',
    /\b(?:must|shall|(?:is|are) (?:required|obliged|obligated) to|(?:have|has|need|needs) to|mandatory)\b|必须|应当|务必|须|应该?|需要?/gu,
  ],
  [
    'may',
    /\b(?:may|can|could|might|(?:is|are) (?:allowed|permitted|entitled|able|free) to|optional(?:ly)?)\b|可以|能够|允许|有权|可|能/gu,
  ],
  ['should', /\b(?:should|recommended|advised|ought to)\b|建议|宜于/gu],
];

/** Words of obligation, permission and advice. */
export function readModals(text: string): Modal[] {
  const masks = [...text.matchAll(modalMasks)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  return modalWords.flatMap(([force, pattern]) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const span = { start: match.index, end: match.index + match[0].length };
      return masks.some((mask) => mask.start < span.end && mask.end > span.start) ? [] : [{ ...span, force }];
    }),
  );
}

const conditionCues: readonly [Condition['kind'], RegExp][] = [
  [
    'only',
    /\b(?:only (?:if|when|where|after|with|for|to)|solely (?:if|for)|if and only if)\b|只有|仅当|仅限(?:于)?|仅在|只能在|方可/gu,
  ],
  [
    'unless',
    /未经|\b(?:unless|without (?:the |any )?(?:express |prior |written )*(?:consent|approval|permission|authori[sz]ation)|except(?:ing)?(?: for| that| where| when| as)?|excluding|other than|with the exception of)\b|除非|除外|除(?=[^非].{1,30}?(?:外|另))/gu,
  ],
  [
    'if',
    /\b(?:if|provided that|in case of|in the event (?:of|that)|on condition that|as long as)\b|如果|假如|倘若|若(?!干)|(?<![例比诸譬])如(?![下上何图期此实同意今])|只要/gu,
  ],
];

/** Conditions and exceptions, each reaching from its cue to the end of its clause (除外 reaches back). */
export function readConditions(text: string, clauses: readonly Span[]): Condition[] {
  return conditionCues.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map((match) => {
      const clause = clauses.find((range) => range.start <= match.index && range.end > match.index);
      const backwards = match[0] === '除外' || match[0] === '方可';
      return {
        kind,
        start: backwards ? (clause?.start ?? 0) : match.index,
        end: backwards ? match.index + match[0].length : (clause?.end ?? text.length),
      };
    }),
  );
}
