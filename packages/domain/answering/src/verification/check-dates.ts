import { bindMention } from './bind-mention.ts';
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
      },
    );
    if (binding?.mixed) {
      const stated = wording(source, binding.mixed.start, binding.mixed.end);
      return { reason: 'date', detail: `"${words}" is said of what the source dates "${stated}"` };
    }
    if (binding || (onlyYear && source.quantities.some((number) => number.value === date.year))) continue;
    return { reason: 'date', detail: `"${words}" is not in the source` };
  }
  return undefined;
}

function comparable(a: DateMention, b: DateMention): boolean {
  return parts.some((part) => a[part] !== undefined && b[part] !== undefined);
}
