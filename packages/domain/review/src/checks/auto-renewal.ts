import type { Check } from './check.ts';
import { isNegated } from '../playbook/is-negated.ts';
import { readDurations } from '../fields/values/read-durations.ts';
import type { Duration } from '../fields/values/calendar-date.ts';

const renews =
  /\bautomatic(?:ally)?\b[^.;]{0,80}\b(?:renew|extend)\w*|\b(?:renew|extend)\w*\b[^.;]{0,60}\bautomatic(?:ally)?\b|\bshall\s+(?:be\s+)?renew(?:ed)?\s+for\s+successive|自动(?:续约|续期|续签|顺延|延续|延长|续展)|视为(?:自动)?(?:续约|续期|续签|续租)|(?:自动|依次|逐年|继续)顺延/iu;
const ending =
  /\b(?:notice|notif\w*|terminat\w*|cancel\w*|non-?renewal)\b|通知|异议|书面提出|告知|提前|届满前|期满前/iu;
/** Below this there is hardly time to decide, above it the day is easily missed (in days). */
const short = 30;
const early = 90;

/** A contract that renews itself, and how narrow the way out is. */
export const autoRenewal: Check = {
  id: 'auto-renewal',
  title: { en: 'Renews automatically', zh: '合同自动续期' },
  severity: 'low',
  clauseType: 'renewal-term',
  find(source) {
    for (const { sentence, words, match, span } of source.saying(renews)) {
      if (isNegated(words.toLowerCase(), match.index, match.index + match[0].length)) continue;
      const around = words.slice(Math.max(0, match.index - 100), match.index + match[0].length + 40);
      if (
        !/\b(?:agreement|term|contract|lease)\b|合同|协议|期/iu.test(around) ||
        /\bsuch\s+period\b/iu.test(around)
      )
        continue;
      if (
        /\b(?:patent|copyright|trademark|license\s+key|letter\s+of\s+credit|purchase\s+order)\b/iu.test(
          match[0],
        )
      )
        continue;
      const index = source.sentences.indexOf(sentence);
      const both = source.sentences
        .slice(index, index + 2)
        .map((each) => source.slice(each))
        .join(' ');
      const notice = readDurations(both).find(
        ({ start, end }) =>
          /^\s*(?:'s?|s')?\s*(?:prior|advance|before|written|notice|前|以前|之前)/iu.test(
            both.slice(end, end + 24),
          ) ||
          /(?:at\s+least|less\s+than|提前|届满前|期满前|到期前)\s*(?:至少)?\s*$/iu.test(
            both.slice(Math.max(0, start - 24), start),
          ),
      );
      const deadline = source.field('renewal-notice-deadline');
      const lastDay = deadline?.value.kind === 'date' ? deadline.value.date : undefined;
      if (!notice && !ending.test(both)) {
        return [
          {
            spans: [span, sentence],
            severity: 'medium',
            title: {
              en: 'Renews automatically, with no way to stop it named',
              zh: '自动续期且未约定退出方式',
            },
            rationale: {
              en: 'The contract renews itself and does not say how a party prevents that.',
              zh: '合同自动续期，但未约定如何通知对方不再续期。',
            },
            confidence: 0.75,
          },
        ];
      }
      const days = notice && inDays(notice);
      const narrow = days !== undefined && (days < short || days > early);
      const until =
        lastDay === undefined
          ? { en: '', zh: '' }
          : { en: ` The last day to give notice is ${lastDay}.`, zh: `最迟应于${lastDay}发出通知。` };
      const period = notice ? both.slice(notice.start, notice.end).replace(/\s+/g, ' ') : '';
      return [
        {
          spans: [span],
          severity: narrow ? 'medium' : 'low',
          rationale: {
            en: `The contract renews itself unless notice is given${period && ` ${period} ahead`}.${narrow ? (days < short ? ' The time to decide is short.' : ' The day is early and easily missed.') : ''}${until.en}`,
            zh: `合同到期自动续期${period && `，须提前${period}通知方可终止`}。${narrow ? (days < short ? '通知期过短，' : '通知期过早、易被错过，') : ''}${until.zh || '请留意通知期限。'}`,
          },
          confidence: 0.85,
        },
      ];
    }
    return [];
  },
};

function inDays({ amount, unit }: Duration): number {
  return amount * { day: 1, 'business-day': 1.4, month: 30, year: 365 }[unit];
}
