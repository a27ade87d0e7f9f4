import type { Field } from './field.ts';
import type { FieldSource } from './field-source.ts';
import { readParties } from './read-parties.ts';

/** Every party with its role; the places to sign where nothing introduces anybody. */
export function extractParties(source: FieldSource): Field[] {
  const parties = readParties(source.text, source.chinese);
  const found = parties.map(({ span, aliases, confidence }) => {
    const name = source.contract.text.slice(span.start, span.end).replace(/\s+/g, ' ');
    const role = aliases[0];
    return source.present(
      'party',
      { kind: 'party', name, ...(role !== undefined && { role }) },
      [span],
      confidence,
    );
  });
  if (found.length > 0) return found;
  const signing = source.structure.signatures.flatMap(({ span, party }) =>
    party === undefined ? [] : [source.present('party', { kind: 'party', name: party }, [span], 0.5)],
  );
  return signing.length > 0 ? signing : [source.absent('party', 'parties', 0.6)];
}
