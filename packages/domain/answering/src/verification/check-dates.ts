import { bindMention } from './bind-mention.ts';
import { isRestatement } from './is-restatement.ts';
import type { Fault } from './fault.ts';
import type { DateMention } from './read-dates.ts';
import { wording, type Statement } from './read-statement.ts';

const parts = ['year', 'month', 'day', 'weekday', 'minute'] as const;

/** Every date and time of the claim must be stated by the source, of the same thing; a claim may be less precise. */
export function checkDates(claim: Statement, source: Statement): Fault | undefined {
  for (const date of claim.dates) {
    const words = wording(claim, date.start, date.end);
    const onlyYear = parts.every((part) => (part === 'year') === (date[part] !== undefined));
    const binding = bindMention(
      claim,
      date,
      source,
      source.dates.filter((other) => comparable(date, other)),
      {
        agrees: (other) => parts.every((part) => date[part] === undefined || date[part] === other[part]),
        claimMentions: claim.dates,
        sourceMentions: source.dates,
      },
    );
    if (binding?.mixed) {
      const stated = wording(source, binding.mixed.start, binding.mixed.end);
      return { reason: 'date', detail: `"${words}" is said of what the source dates "${stated}"` };
    }
    if (binding || (onlyYear && source.quantities.some((number) => number.value === date.year))) continue;
    return { reason: 'date', detail: `"${words}" is not in the source` };
  }
  return exchanged(claim, source);
}

/** A sentence said over again with one of its dates put in another's place. */
function exchanged(claim: Statement, source: Statement): Fault | undefined {
  const { dates: mine } = claim;
  const { dates: theirs } = source;
  if (mine.length !== theirs.length || mine.length < 2 || !isRestatement(claim, source)) return undefined;
  const count = (list: readonly DateMention[], date: DateMention): number =>
    list.filter((other) => parts.every((part) => date[part] === other[part])).length;
  const odd = mine.find((date) => count(mine, date) !== count(theirs, date));
  return (
    odd && {
      reason: 'date',
      detail: `"${wording(claim, odd.start, odd.end)}" is said more often than the source says it`,
    }
  );
}

function comparable(a: DateMention, b: DateMention): boolean {
  return parts.some((part) => a[part] !== undefined && b[part] !== undefined);
}
