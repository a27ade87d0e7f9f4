import { bindMention } from './bind-mention.ts';
import { isRestatement } from './is-restatement.ts';
import type { Fault } from './fault.ts';
import type { Bound, Quantity } from './read-quantities.ts';
import { wording, type Statement } from './read-statement.ts';
import { dimensionAgrees, isCurrency } from './units.ts';

/** Every number of the claim must be stated by the source, with its unit, of the same thing and with the same bound. */
export function checkQuantities(claim: Statement, source: Statement): Fault | undefined {
  for (const quantity of claim.quantities) {
    const words = wording(claim, quantity.start, quantity.end);
    if (isYearOf(quantity, source)) continue;
    const candidates = source.quantities.filter(
      (other) => familyOf(other) === familyOf(quantity) || agrees(quantity, other),
    );
    const binding = bindMention(claim, quantity, source, candidates, {
      agrees: (other) => agrees(quantity, other),
      claimMentions: claim.quantities,
      sourceMentions: source.quantities,
    });
    if (!binding) return unmatched(quantity, words, source);
    if (binding.mixed) {
      const stated = wording(source, binding.mixed.start, binding.mixed.end);
      return { reason: 'number', detail: `"${words}" is said of what the source gives as "${stated}"` };
    }
    const near = binding.agreeing.filter(({ score }) => score >= 0.8 * binding.best.score);
    if (!near.some(({ mention }) => boundFollows(quantity, mention))) {
      const stated = wording(source, binding.best.mention.start, binding.best.mention.end);
      return {
        reason: 'number',
        detail: `"${words}" is ${quantity.bound}, the source's "${stated}" is ${binding.best.mention.bound}`,
      };
    }
  }
  return exchanged(claim, source);
}

/** A sentence said over again with the same numbers in other counts: one of them was put in another's place. */
function exchanged(claim: Statement, source: Statement): Fault | undefined {
  const { quantities: mine } = claim;
  const { quantities: theirs } = source;
  if (mine.length !== theirs.length || mine.length < 2 || !isRestatement(claim, source)) return undefined;
  const count = (list: readonly Quantity[], quantity: Quantity): number =>
    list.filter((other) => agrees(quantity, other)).length;
  const odd = mine.find((quantity) => count(mine, quantity) !== count(theirs, quantity));
  return (
    odd && {
      reason: 'number',
      detail: `"${wording(claim, odd.start, odd.end)}" is said more often than the source says it`,
    }
  );
}

function agrees(claimed: Quantity, stated: Quantity): boolean {
  if (Math.abs(claimed.value - stated.value) > 1e-9 * Math.abs(stated.value)) return false;
  if (dimensionAgrees(claimed.dimension, stated.dimension)) return true;
  const plain = new Set(['', 'ordinal']);
  if (plain.has(claimed.dimension) && plain.has(stated.dimension)) return true;
  // A number that leaves out its unit still says what the source says, except where the unit is its very meaning.
  return (
    claimed.dimension === '' &&
    stated.dimension !== '%' &&
    !isCurrency(stated.dimension) &&
    claimed.value === stated.written
  );
}

/** Quantities that could be mistaken for each other. */
function familyOf(quantity: Quantity): string {
  if (isCurrency(quantity.dimension)) return 'money';
  if (/day|month|minute|second|hour/.test(quantity.dimension)) return 'time';
  return quantity.dimension === 'ordinal' ? '' : quantity.dimension;
}

/** "In 2026" rests on "5 January 2026". */
function isYearOf(quantity: Quantity, source: Statement): boolean {
  return quantity.dimension === '' && source.dates.some((date) => date.year === quantity.value);
}

function unmatched(quantity: Quantity, words: string, source: Statement): Fault {
  const sameNumber = source.quantities.find((other) => other.written === quantity.written);
  if (sameNumber) {
    const stated = wording(source, sameNumber.start, sameNumber.end);
    return { reason: 'unit', detail: `"${words}" where the source says "${stated}"` };
  }
  return { reason: 'number', detail: `"${words}" is not in the source` };
}

const follows: Readonly<Record<Bound, readonly Bound[]>> = {
  exact: ['exact', 'at-least', 'more', 'at-most', 'less'],
  'at-least': ['at-least', 'more'],
  more: ['more'],
  'at-most': ['at-most', 'less'],
  less: ['less'],
};

function boundFollows(claimed: Quantity, stated: Quantity): boolean {
  if (follows[claimed.bound].includes(stated.bound)) return true;
  // "You have 30 days" and "within 30 days" say the same.
  return claimed.bound === 'at-most' && stated.bound === 'exact' && familyOf(stated) === 'time';
}
