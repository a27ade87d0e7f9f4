import type { Span } from '@groundwork/kernel';
import type { Field } from './field.ts';
import type { FieldSource } from './field-source.ts';
import { readDates } from './values/read-dates.ts';

/** A date found, with how sure the words around it make us. */
export interface DateFinding {
  readonly date: string;
  readonly spans: readonly Span[];
  readonly confidence: number;
  readonly derivation: 'stated' | 'computed';
}

type Rule = readonly [before: RegExp, after: RegExp, confidence: number];

const anything = /^/u;
const agreementRules: readonly Rule[] = [
  [/(?:签[订署约]|订立|签定)(?:日期|时间|于|日)?\s*[:]?\s*$/u, anything, 0.93],
  [/(?:本合同|本协议|双方|合同)[^。\n]{0,20}于\s*$/u, /^\s*(?:签订|签署|订立|由|在)/u, 0.93],
  [/\b(?:agreement|contract)\s+date\W{0,6}$/iu, anything, 0.93],
  [/\bdated?\b(?:\s+(?:as\s+)?of)?(?:\s+for\s+reference)?(?:\s+(?:the|this))?\W{0,4}$/iu, anything, 0.92],
  [
    /\b(?:made|entered\s+into|executed|signed)\b[^.;]{0,60}?(?:\b(?:as\s+of|on|this|the|of|effective|dated)\b\s*(?:the\s+|this\s+)?)*\W{0,3}$/iu,
    anything,
    0.92,
  ],
  [
    /\beffective\b\s*(?:\bdate\b)?\s*(?:as\s+of|on|from|this|of)?\s*(?:the\s+|this\s+)?\W{0,4}$/iu,
    anything,
    0.7,
  ],
  [/(?:\bas\s+of|\bon\s+this|\bthis)\s*(?:the\s+)?$/iu, anything, 0.65],
];
const effectiveRules: readonly Rule[] = [
  [anything, /^[\s,]*\(\s*(?:the|hereinafter|herein|this|as)?[^()"]{0,60}"\s*(?:effective|commencement|start)\s+date\s*,?"/iu, 0.95],
  [/"?\beffective\s+date"?\s*(?:of\s+this\s+agreement)?\s*(?:\([^)]{0,60}\)\s*)?(?:shall\s+mean|means|shall\s+be|will\s+be|is|was|of|:|-)?\s*(?:the\s+)?\W{0,4}$/iu, anything, 0.9],
  [/\beffective\s+(?:as\s+(?:of|from)|on|from|beginning|commencing|this)?\s*(?:the\s+|this\s+)?(?:day\s+of\s+)?\W{0,3}$/iu, anything, 0.85],
  [/(?:生效日(?:期)?(?:为|是)?\s*[:]?\s*|自\s*)$/u, /^\s*(?:起)?(?:正式)?(?:生效|起生效)/u, 0.93],
  [/(?:生效日(?:期)?|起始日(?:期)?|开始日期|起租日)(?:为|是)?\s*[:]?\s*$/u, anything, 0.9],
  [/(?:期限|有效期|租期|服务期|合作期)[^。；;\n]{0,20}?(?:自|从|由)\s*$/u, anything, 0.9],
  [/自\s*$/u, /^\s*(?:起)?\s*(?:至|到)/u, 0.75],
  [/\b(?:commenc\w*|begin\w*|start\w*)\b[^.;]{0,30}?(?:on|as\s+of|from|the)?\s*(?:the\s+)?\W{0,3}$/iu, anything, 0.7],
]; // prettier-ignore
const expirationRules: readonly Rule[] = [
  [/(?:至|到)\s*$/u, /^\s*(?:止|终止|届满|为止|期满|24时)?/u, 0.9],
  [
    /(?:届满日|到期日|终止日|截止日|有效期至|有效期(?:截)?至|期限至)(?:期)?(?:为|是)?\s*[:]?\s*$/u,
    anything,
    0.92,
  ],
  [
    /\b(?:expir(?:e|es|ing|ation)(?:\s+date)?|terminat(?:e|es|ing|ion\s+date)|ends?|ending|conclud(?:e|es|ing))\b(?:\s+(?:automatically|on|at|of|the|midnight|close|business|shall|be|is|will))*\W{0,4}$/iu,
    anything,
    0.85,
  ],
  [
    /\b(?:until|through|thru|and\s+including)\b(?:\s+(?:and|including|to|the|midnight|of|on))*\W{0,3}$/iu,
    anything,
    0.85,
  ],
  [/\b(?:from|beginning|commencing)\b[^.;]{0,60}\bto\s*$/iu, anything, 0.75],
];

/** When the contract was made: what its opening says, else the latest date beside a signature. */
export function findAgreementDate(source: FieldSource): DateFinding | undefined {
  const end = Math.min(source.text.length, openingEnd(source.text));
  const opening = best(source, { start: 0, end }, agreementRules);
  if (opening && opening.confidence > 0.6) return opening;
  return (
    signingDate(source) ??
    opening ??
    best(source, { start: 0, end: Math.min(1500, end) }, [[anything, anything, 0.4]])
  );
}

/** From when the contract binds; "upon signing" is the date of signing, computed. */
export function findEffectiveDate(
  source: FieldSource,
  agreement: DateFinding | undefined,
): DateFinding | undefined {
  const stated = best(source, { start: 0, end: source.text.length }, effectiveRules);
  if (stated && stated.confidence >= 0.85) return stated;
  const upon =
    /\b(?:effective(?:\s+date)?|take\s+effect|commences?|commencing|begins?)\b[^.;]{0,40}?(?:date\s+first\s+(?:written|set\s+forth|above)|date\s+hereof|date\s+(?:set\s+forth\s+)?(?:above|below)|(?:upon|on)\s+(?:the\s+)?(?:full\s+)?(?:date\s+of\s+)?(?:its\s+)?(?:execution|signing|signature|(?:last|latest)\s+signature)|date\s+this\s+agreement\s+is\s+signed|date\s+of\s+(?:the\s+)?(?:most\s+recent\s+)?(?:final\s+|last\s+)?signature)|(?:自|经)[^。；;\n]{0,24}(?:签[字署订章]|盖章|签订)[^。；;\n]{0,16}(?:起|后|即)?生效/iu.exec(
      source.text,
    );
  if (upon && agreement && !(stated && stated.confidence > 0.7)) {
    const span = { start: upon.index, end: upon.index + upon[0].length };
    return {
      ...agreement,
      spans: [span, ...agreement.spans],
      confidence: Math.min(0.75, agreement.confidence),
      derivation: 'computed',
    };
  }
  return stated;
}

/** The last day as the contract itself states it, in a sentence that speaks of the term. */
export function findStatedExpiration(
  source: FieldSource,
  after: string | undefined,
): DateFinding | undefined {
  const speaks =
    /\b(?:term|expir\w+|in\s+(?:full\s+force\s+and\s+)?effect|agreement|period)\b|期限|有效期|届满|租期|服务期|合作期|终止|到期/iu;
  const avoid =
    /\b(?:renew|extend|option|sales|audit|quarter|fiscal|report|shipment|forecast|payment)\w*\b|逾期|付款|交货|交付|质保|保修|账期|专利/iu;
  const found: DateFinding[] = [];
  for (const sentence of source.sentences) {
    const words = source.slice(sentence);
    if (!speaks.test(words)) continue;
    const finding = best(source, sentence, expirationRules);
    if (!finding || (after !== undefined && finding.date <= after)) continue;
    const labelled = source.labelled('expiration-date', sentence);
    const doubt = avoid.test(words) ? 0.25 : 0;
    const about =
      /\b(?:this|the|initial)\s+(?:agreement|term|contract)\b|本合同|本协议|合同期|协议期|租赁期|有效期|服务期/iu.test(
        words,
      )
        ? 0
        : 0.15;
    found.push({
      ...finding,
      confidence: Math.min(0.97, Math.max(0.1, finding.confidence - doubt - about + 0.15 * labelled)),
    });
  }
  return found.sort((a, b) => b.confidence - a.confidence)[0];
}

/** As Fields: the date of the agreement and the one from which it binds. */
export function extractDates(source: FieldSource): {
  readonly fields: Field[];
  readonly effective?: DateFinding;
} {
  const agreement = findAgreementDate(source);
  const effective = findEffectiveDate(source, agreement);
  const start = effective ?? agreement;
  return {
    fields: [toField(source, 'agreement-date', agreement), toField(source, 'effective-date', effective)],
    ...(start && { effective: start }),
  };
}

function toField(
  source: FieldSource,
  name: 'agreement-date' | 'effective-date',
  finding: DateFinding | undefined,
): Field {
  if (!finding) return source.absent(name, name, 0.8);
  const { date, spans, confidence, derivation } = finding;
  return source.present(name, { kind: 'date', date }, spans, confidence, derivation);
}

function best(source: FieldSource, region: Span, rules: readonly Rule[]): DateFinding | undefined {
  let chosen: DateFinding | undefined;
  for (const mention of readDates(source.slice(region), source.dateOrder)) {
    const start = region.start + mention.start;
    const end = region.start + mention.end;
    const before = source.text.slice(Math.max(0, start - 120), start);
    const after = source.text.slice(end, end + 120);
    // Running heads of filed copies: "Source: ACME CORP, 8-K, 11/9/2010".
    if (mention.date === undefined || /Source:[^\n]{0,110}$/u.test(before)) continue;
    const rule = rules.find(([ahead, behind]) => ahead.test(before) && behind.test(after));
    if (rule && (!chosen || rule[2] > chosen.confidence)) {
      chosen = { date: mention.date, spans: [{ start, end }], confidence: rule[2], derivation: 'stated' };
    }
  }
  return chosen;
}

/** The opening ends where the first numbered part or the recitals begin, and is never short: covers come before it. */
function openingEnd(text: string): number {
  const recitals =
    /\bW\s*H\s*E\s*R\s*E\s*A\s*S\b|W\s*I\s*T\s*N\s*E\s*S\s*S\s*E\s*T\s*H|鉴于|第一条/u.exec(
      text.slice(0, 40_000),
    )?.index ?? 0;
  return Math.max(6000, Math.min(recitals, 30_000));
}

/** Both have signed when the last of them has. */
function signingDate(source: FieldSource): DateFinding | undefined {
  const tail = { start: Math.max(0, source.text.length - 6000), end: source.text.length };
  const regions =
    source.structure.signatures.length > 0 ? source.structure.signatures.map(({ span }) => span) : [tail];
  const dates = regions.flatMap((region) =>
    readDates(source.slice(region), source.dateOrder).flatMap((mention) => {
      const start = region.start + mention.start;
      const before = source.text.slice(Math.max(0, start - 24), start);
      if (mention.date === undefined || !/(?:date|dated|on|日期|签署日|签订日)\W{0,6}$/iu.test(before))
        return [];
      return [{ date: mention.date, span: { start, end: region.start + mention.end } }];
    }),
  );
  const last = dates.sort((a, b) => a.date.localeCompare(b.date)).at(-1);
  return last && { date: last.date, spans: [last.span], confidence: 0.6, derivation: 'stated' };
}
