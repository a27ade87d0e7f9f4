import type { Span } from '@groundwork/kernel';
import { findStatedExpiration, type DateFinding } from './extract-dates.ts';
import type { Field } from './field.ts';
import type { FieldSource } from './field-source.ts';
import { addDuration, type Duration } from './values/calendar-date.ts';
import { readDurations } from './values/read-durations.ts';

interface DurationFinding {
  readonly duration: Duration;
  readonly span: Span;
  readonly confidence: number;
}

const termBefore =
  /(?:\bterm\b[^.;]{0,60}\b(?:of|for|be|is|period)|\b(?:initial\s+)?(?:term|period)\s+of(?:\s+(?:approximately|at\s+least))?|(?:continu\w*|remain\w*|valid|effect|force|effective|run|last|extend|engagement|maintain\w*)\b[^.;]{0,60}?\bfor(?:\s+(?:a|an|the))?(?:\s+(?:initial|primary|minimum|fixed|total))?(?:\s+(?:term|period)\s+of)?|\b(?:until|end(?:s|ing)?(?:\s+on)?|conclud\w+\s+(?:on\s+)?|upon|of\s+\(i\)|of\s+\(a\)|earlier\s+of:?|later\s+of:?)\s+(?:\(\w\)\s*)?(?:the)?|\bexpires?\s+(?:in|after|upon)|\bterm\b[^.;]{0,80}\bis|\bterminate\s+on\s+the|\bexpir\w+\s+(?:on\s+)?the|\bterm\b\W{0,4}|\ba(?:n\s+initial)?)\s*$|(?:期限|有效期|租期|服务期|合作期|许可期|聘期|期间)(?:限|间)?(?:为|是|共|共计|共为)?\s*[:]?\s*(?:自[^。；;\n]{0,40}起)?\s*(?:为期|共计|共|为)?\s*$|为期\s*$|起(?:算)?\s*(?:为期|有效期(?:为)?|的|满)?\s*$/iu;
const termAfter =
  /^\s*(?:from|after|following|of|commencing|beginning|term|period|\(|,|\.|unless|and|;|,\s*unless|anniversary|thereafter|with|"|初始|。|，|,|;|；|、|止|届满|有效|自|$)/iu;
const termSentence =
  /\b(?:initial\s+term|term\s+of|term\b|in\s+(?:full\s+force\s+and\s+)?effect|continue|valid\s+for|anniversary|duration|period\s+of)\b|期限|有效期|租期|服务期|合作期|许可期|为期|聘期/iu;
const termAvoid =
  /\b(?:notice|cure|written|warrant\w*|confidential\w*|non-?compet\w*|surviv\w*|invoice|payment|pay|paid|retain\w*|records?|audit|arbitrat\w*|after\s+(?:the\s+)?(?:termination|expiration)|prior\s+to|royalt\w*|insurance|statute|force\s+majeure|fiscal)\b|通知|质保|保修|保密|付款|支付|验收|逾期|整改|异议|诉讼|竞业|宽限|提前|诉讼时效|不可抗力/iu;

const renewalSentence =
  /\b(?:renew\w*|extend\w*|extension|successive|year[\s-]to[\s-]year|month[\s-]to[\s-]month)\b|续约|续期|续签|续展|顺延|续租|自动延[长续期]/iu;
const renewalBefore =
  /\b(?:renew\w*|extend\w*|extension|successive|additional|further|terms?|periods?|thereafter)\b[^.;]{0,80}$|(?:续约|续期|续签|续展|顺延|续租|延[长续期])[^。；;\n]{0,24}$/iu;
const noticeAfter =
  /^\s*(?:'s?|s')?\s*(?:prior|advance|before|written|notice|in\s+advance|preceding|previous|of\s+(?:the\s+)?(?:expir|end|terminat))|^\s*(?:前|以前|之前)/iu;
const noticeBefore =
  /\b(?:notice|notif\w*|prior\s+to|at\s+least|less\s+than|minimum\s+of|earlier\s+than)\b[^.;]{0,60}$|(?:提前|届满前|期满前|到期前)\s*(?:至少)?\s*$/iu;
const noRenewal =
  /\b(?:shall|will|does|do)\s+not\s+(?:be\s+)?(?:automatically\s+)?(?:renew|extend)\w*|不(?:再)?(?:自动)?(?:续约|续期|续签|顺延|续展|延期)(?!的|通知|，应|，须)/iu;

/** Term, expiration, renewal and its notice, with the arithmetic between them. */
export function extractTerm(source: FieldSource, effective: DateFinding | undefined): Field[] {
  const term = findTerm(source);
  const expiration = findExpiration(source, effective, term);
  const renewal = findRenewal(source);
  const notice = renewal === undefined ? undefined : findRenewalNotice(source, renewal.sentence);
  return [
    durationField(source, 'term', term, 'expiration-date'),
    expiration
      ? source.present(
          'expiration-date',
          { kind: 'date', date: expiration.date },
          expiration.spans,
          expiration.confidence,
          expiration.derivation,
        )
      : source.absent('expiration-date', 'expiration-date', 0.7),
    durationField(source, 'renewal-term', renewal?.term, 'renewal-term'),
    durationField(source, 'renewal-notice', notice, 'renewal-notice'),
    deadlineField(source, expiration, notice),
  ];
}

/** Stated, or effective date + term: `addDuration` says how days are counted. */
function findExpiration(
  source: FieldSource,
  effective: DateFinding | undefined,
  term: DurationFinding | undefined,
): DateFinding | undefined {
  const stated = findStatedExpiration(source, effective?.date);
  if (stated && stated.confidence >= 0.7) return stated;
  if (!effective || !term) return stated;
  const computed: DateFinding = {
    date: addDuration(effective.date, term.duration),
    spans: [...effective.spans, term.span],
    // Measured on signed agreements: terms have exceptions that a duration alone does not tell.
    confidence: 0.85 * effective.confidence * term.confidence,
    derivation: 'computed',
  };
  return stated && stated.confidence > computed.confidence ? stated : computed;
}

function findTerm(source: FieldSource): DurationFinding | undefined {
  const found: DurationFinding[] = [];
  for (const sentence of source.sentences) {
    const words = source.slice(sentence);
    if (!termSentence.test(words)) continue;
    for (const mention of readDurations(words)) {
      const before = words.slice(Math.max(0, mention.start - 140), mention.start);
      const after = words.slice(mention.end, mention.end + 60);
      if (!termBefore.test(before)) continue;
      const about =
        /\bterm\s+of\s+(?:this|the)\s+\w+|this\s+\w*\s*agreement\b|\binitial\s+term\b|"(?:initial\s+)?term"|本合同|本协议|合同期|协议期|租赁期|服务期|合作期|许可期|有效期|期限/iu.test(
          words,
        );
      const near = `${before.slice(-70)}|${after}`;
      const doubt =
        (termAvoid.test(near) ? 0.4 : 0) +
        (/\b(?:renew|extend|additional|successive|further)\w*|续|顺延/iu.test(before.slice(-50)) ? 0.4 : 0);
      const small = mention.unit === 'day' || mention.unit === 'business-day' ? 0.2 : 0;
      const labelled = source.labelled('expiration-date', sentence);
      const confidence =
        0.55 + (about ? 0.2 : 0) + (termAfter.test(after) ? 0.1 : 0) + 0.2 * labelled - doubt - small;
      if (confidence >= 0.45) found.push(toFinding(sentence, mention, Math.min(0.95, confidence)));
    }
  }
  return pick(found);
}

function findRenewal(
  source: FieldSource,
): { readonly term?: DurationFinding; readonly sentence: number } | undefined {
  const found: { term?: DurationFinding; sentence: number; rank: number }[] = [];
  for (const [index, sentence] of source.sentences.entries()) {
    const words = source.slice(sentence);
    if (!renewalSentence.test(words) || noRenewal.test(words)) continue;
    const about = /\b(?:agreement|term|contract|lease)\b|合同|协议|期限|租/iu.test(words);
    if (!about) continue;
    const labelled = source.labelled('renewal-term', sentence);
    const automatic =
      /\bauto\w*|\bsuccessive\b|year[\s-]to[\s-]year|month[\s-]to[\s-]month|\bshall\s+renew|自动|顺延/iu.test(
        words,
      );
    const fromYear = /\b(year|month)[\s-]to[\s-](?:year|month)\b/iu.exec(words);
    if (fromYear) {
      const unit = fromYear[1]!.toLowerCase() === 'year' ? 'year' : 'month';
      const span = { start: fromYear.index, end: fromYear.index + fromYear[0].length };
      found.push({
        term: toFinding(sentence, { ...span, amount: 1, unit }, 0.8),
        sentence: index,
        rank: 1.2 + labelled,
      });
    }
    const mention = readDurations(words).find((duration) => {
      const before = words.slice(Math.max(0, duration.start - 100), duration.start);
      const after = words.slice(duration.end, duration.end + 40);
      return (
        duration.unit !== 'business-day' &&
        renewalBefore.test(before) &&
        !noticeAfter.test(after) &&
        !noticeBefore.test(before.slice(-40))
      );
    });
    const confidence = Math.min(0.95, 0.35 + (automatic ? 0.35 : 0) + 0.2 * labelled);
    const rank = (mention ? 1 : 0.2) + (automatic ? 0.3 : 0) + labelled;
    found.push({ ...(mention && { term: toFinding(sentence, mention, confidence) }), sentence: index, rank });
  }
  return found.sort((a, b) => b.rank - a.rank)[0];
}

/** In the sentence of the renewal itself, or in the next one. */
function findRenewalNotice(source: FieldSource, at: number): DurationFinding | undefined {
  for (const [step, sentence] of source.sentences.slice(at, at + 2).entries()) {
    const words = source.slice(sentence);
    if (!/\b(?:notice|notif\w*|terminat\w*|cancel\w*)\b|通知|提出|异议|告知|提前|届满前|期满前/iu.test(words))
      continue;
    if (step > 0 && !/\brenew|\bterm\b|\bnotice|期满|届满|续|到期/iu.test(words)) continue;
    const mention = readDurations(words).find(
      (duration) =>
        noticeAfter.test(words.slice(duration.end, duration.end + 40)) ||
        noticeBefore.test(words.slice(Math.max(0, duration.start - 80), duration.start)),
    );
    if (mention) return toFinding(sentence, mention, step === 0 ? 0.82 : 0.4);
  }
  return undefined;
}

/** The last day on which notice is in time: the expiration less the notice; later is too late. */
function deadlineField(
  source: FieldSource,
  expiration: DateFinding | undefined,
  notice: DurationFinding | undefined,
): Field {
  if (!expiration || !notice) return source.absent('renewal-notice-deadline', 'renewal-notice', 0.7);
  const date = addDuration(expiration.date, notice.duration, -1);
  const confidence = expiration.confidence * notice.confidence;
  return source.present(
    'renewal-notice-deadline',
    { kind: 'date', date },
    [...expiration.spans, notice.span],
    confidence,
    'computed',
  );
}

function durationField(
  source: FieldSource,
  name: 'term' | 'renewal-term' | 'renewal-notice',
  finding: DurationFinding | undefined,
  type: 'expiration-date' | 'renewal-term' | 'renewal-notice',
): Field {
  if (!finding) return source.absent(name, type, 0.75);
  const { duration, span, confidence } = finding;
  return source.present(
    name,
    { kind: 'duration', amount: duration.amount, unit: duration.unit },
    [span],
    confidence,
  );
}

function toFinding(sentence: Span, mention: Span & Duration, confidence: number): DurationFinding {
  const span = { start: sentence.start + mention.start, end: sentence.start + mention.end };
  return { duration: { amount: mention.amount, unit: mention.unit }, span, confidence };
}

function pick(found: DurationFinding[]): DurationFinding | undefined {
  return found.sort((a, b) => b.confidence - a.confidence || a.span.start - b.span.start)[0];
}
