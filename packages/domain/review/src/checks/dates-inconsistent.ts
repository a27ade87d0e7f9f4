import type { Span } from '@groundwork/kernel';
import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import { addDuration, daysBetween } from '../fields/values/calendar-date.ts';
import { readDates, type DateMention } from '../fields/values/read-dates.ts';
import { readDurations } from '../fields/values/read-durations.ts';

/** 31 November; an end before its beginning; a term that is not what lies between its dates; two dates of signing. */
export const datesInconsistent: Check = {
  id: 'dates-inconsistent',
  title: { en: 'Dates contradict each other', zh: '日期前后矛盾' },
  severity: 'high',
  find(source) {
    return [...impossible(source), ...ranges(source), ...endBeforeStart(source), ...signings(source)];
  },
};

function impossible(source: CheckSource): CheckHit[] {
  return readDates(source.text, source.dateOrder).flatMap(({ start, end, problem }) => {
    // Numbers with dots and strokes may be sections or parts: only dates in words are surely meant as dates.
    if (problem !== 'impossible' || !/[月\p{Script=Latin}]/u.test(source.text.slice(start, end))) return [];
    // "Page 53 May 2004": a page number before a running date.
    if (/\bpage\s*$/iu.test(source.text.slice(Math.max(0, start - 8), start))) return [];
    const written = source.quote({ start, end });
    const rationale = { en: `No calendar has "${written}".`, zh: `日期“${written}”在日历中不存在。` };
    return [
      {
        spans: [{ start, end }],
        title: { en: 'A date that does not exist', zh: '日期不存在' },
        rationale,
        confidence: 0.93,
      },
    ];
  });
}

/** Sentences that give a term by its two ends: 自…起至…止, from … to …, and perhaps its length. */
function ranges(source: CheckSource): CheckHit[] {
  const hits: CheckHit[] = [];
  for (const { sentence, words } of source.saying(
    /(?:自|从|由)[^。；;]{0,40}(?:至|到)|\bfrom\b[^.;]{0,60}\b(?:to|until|through)\b|\b(?:commenc|begin|start)\w*\b[^.;]{0,80}\b(?:end|expir|terminat|until|through)\w*\b/iu,
  )) {
    const dates = readDates(words, source.dateOrder);
    const pair = dates.slice(1).findIndex((to, index) => isRange(words, dates[index]!, to));
    if (pair < 0) continue;
    const [from, to] = [dates[pair]!, dates[pair + 1]!];
    const spans = [shift(sentence, from), shift(sentence, to)];
    if (to.date! < from.date!) {
      hits.push({
        spans,
        rationale: {
          en: `The period begins on ${from.date} and ends before that, on ${to.date}.`,
          zh: `期间自${from.date}开始，却于${to.date}结束，截止日早于起始日。`,
        },
        confidence: 0.93,
      });
      continue;
    }
    const near = readDurations(words).filter(
      ({ unit, start, end }) =>
        (unit === 'year' || unit === 'month') && start > from.start - 60 && end < to.end + 40,
    );
    const length = near.length === 1 ? near[0]! : undefined;
    if (
      !length ||
      !/(?:期限|有效期|租期|服务期|为期|共计?|计|term|period)[^。；;.]{0,40}$/iu.test(
        words.slice(0, length.start),
      ) ||
      /续|提前|通知|\b(?:renew|notice|prior|extend|additional)/iu.test(words)
    )
      continue;
    const end = addDuration(from.date!, length);
    if (Math.abs(daysBetween(end, to.date!)) <= 2) continue;
    hits.push({
      spans: [shift(sentence, length), ...spans],
      rationale: {
        en: `${source.quote(shift(sentence, length))} from ${from.date} ends about ${end}, but the contract says ${to.date}.`,
        zh: `自${from.date}起${source.quote(shift(sentence, length))}应至${end}前后届满，合同写明的截止日为${to.date}。`,
      },
      confidence: 0.85,
    });
  }
  return hits;
}

function isRange(words: string, from: DateMention, to: DateMention): boolean {
  if (from.date === undefined || to.date === undefined) return false;
  const gap = words.slice(from.end, to.start);
  return (
    gap.length < 60 &&
    /^\s*(?:起|开始)?\s*[,，(（]?(?:[^。；;]{0,12}[)）])?\s*(?:至|到)|^[^.;]{0,40}\b(?:to|until|through|end\w*|expir\w*|terminat\w*)\b/iu.test(
      gap,
    )
  );
}

function endBeforeStart(source: CheckSource): CheckHit[] {
  const [start, end] = [source.field('effective-date'), source.field('expiration-date')];
  if (start?.value.kind !== 'date' || end?.value.kind !== 'date') return [];
  if (
    end.derivation === 'computed' ||
    end.value.date >= start.value.date ||
    Math.min(start.confidence, end.confidence) < 0.8
  )
    return [];
  return [
    {
      spans: [...end.evidence, ...start.evidence].map(({ span }) => span),
      rationale: {
        en: `The contract expires on ${end.value.date}, before it takes effect on ${start.value.date}.`,
        zh: `合同于${end.value.date}届满，早于生效日${start.value.date}。`,
      },
      confidence: 0.8,
    },
  ];
}

/** "签订日期" given twice with two dates; dates beside signatures may differ and are left alone. */
function signings(source: CheckSource): CheckHit[] {
  const dated = readDates(source.text, source.dateOrder).filter(
    ({ start, date }) =>
      date !== undefined &&
      /(?:签订|签署|订立)(?:日期|时间|日)?\s*[:于]\s*$|(?:合同|协议)(?:签订|签署)?日期\s*:\s*$/u.test(
        source.text.slice(Math.max(0, start - 16), start),
      ),
  );
  const other = dated.find(({ date }) => date !== dated[0]!.date);
  if (!other) return [];
  const first = dated[0]!;
  return [
    {
      spans: [other, first].map(({ start, end }) => ({ start, end })),
      severity: 'medium',
      rationale: {
        en: `The contract gives two dates of signing: ${first.date} and ${other.date}.`,
        zh: `合同出现两个签订日期：${first.date}与${other.date}。`,
      },
      confidence: 0.85,
    },
  ];
}

function shift(sentence: Span, { start, end }: Span): Span {
  return { start: sentence.start + start, end: sentence.start + end };
}
