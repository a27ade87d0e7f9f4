import type { Span } from '@groundwork/kernel';
import type { Field } from './field.ts';
import type { FieldSource } from './field-source.ts';

/** Where a contract sends disputes. */
export interface ForumChoice {
  readonly kind: 'arbitration' | 'court';
  /** The institution or court, as written. */
  readonly span: Span;
  readonly sentence: Span;
  readonly confidence: number;
}

const institution =
  /\p{Script=Han}{2,20}?仲裁(?:委员会|中心|院)|贸仲(?:委)?|CIETAC|HKIAC|SIAC|LCIA|JAMS|AAA(?![\w.])|American\s+Arbitration\s+Association|International\s+(?:Chamber\s+of\s+Commerce|Court\s+of\s+Arbitration)|(?:[A-Z]\w+\s+)+(?:International\s+)?Arbitration\s+(?:Cent(?:re|er)|Commission|Institute|Court|Association|Chamber)|London\s+Court\s+of\s+International\s+Arbitration|\bICC\b|UNCITRAL/u;
const court =
  /(?:(?:甲方|乙方|原告|被告|合同(?:签订|履行)地?|标的物|守约方|双方|各自|买方|卖方|出租方|\p{Script=Han}{2,12}[省市区县])[\p{Script=Han}]{0,14}?)?(?:有管辖权的)?(?:人民)?法院|\b(?:state\s+(?:and|or|and\/or)\s+federal\s+|federal\s+(?:and|or|and\/or)\s+state\s+|competent\s+|appropriate\s+)?courts?\s+(?:of|in|located|sitting|situated|having|have)[^.;,]{0,80}/iu;
const dispute =
  /\b(?:disputes?|controvers\w+|claims?|action|suit|proceeding|jurisdiction|venue|arbitrat\w+)\b|争议|纠纷|诉讼|起诉|仲裁|管辖/iu;
const arbitrates = /\barbitrat\w*|仲裁/iu;
const sends =
  /\b(?:shall|will|may|must|agrees?|submits?|consents?|exclusive|settled|resolved|determined|referred|brought|instituted)\b|(?:提交|申请|提请|由|向)[^。；;]{0,50}(?:仲裁|法院|起诉|诉讼)|(?:起诉|诉讼|仲裁)(?:解决|裁决)|均可|有权/iu;

/** Every sentence that sends disputes somewhere, arbitration and courts apart. */
export function readForumChoices(source: FieldSource): ForumChoice[] {
  const found: ForumChoice[] = [];
  for (const sentence of source.sentences) {
    const words = source.slice(sentence);
    if (!dispute.test(words) || !sends.test(words)) continue;
    const labelled = source.labelled('dispute-resolution', sentence);
    const at = (match: RegExpExecArray): Span => {
      const verb =
        /^\p{Script=Han}*?(?:提交|提请|申请|交由|选择|递交|[向由至交])(?=\p{Script=Han}{2,}(?:仲裁|法院))/u.exec(
          match[0],
        );
      const end = sentence.start + match.index + match[0].trimEnd().length;
      return { start: sentence.start + match.index + (verb?.[0].length ?? 0), end };
    };
    if (arbitrates.test(words)) {
      const named = institution.exec(words);
      const cue = named ?? arbitrates.exec(words)!;
      found.push({
        kind: 'arbitration',
        span: at(cue),
        sentence,
        confidence: (named ? 0.85 : 0.6) + 0.1 * labelled,
      });
    }
    const place = court.exec(words);
    if (place) found.push({ kind: 'court', span: at(place), sentence, confidence: 0.75 + 0.15 * labelled });
  }
  return found;
}

/** The forum as text: institution or court. */
export function extractForum(source: FieldSource): Field {
  const best = readForumChoices(source).sort((a, b) => b.confidence - a.confidence)[0];
  if (!best) return source.absent('dispute-forum', 'dispute-resolution', 0.8);
  const text = source.contract.text.slice(best.span.start, best.span.end).replace(/\s+/g, ' ');
  return source.present('dispute-forum', { kind: 'text', text }, [best.span], best.confidence);
}
