import type { Span } from '@groundwork/kernel';
import { foldWidth } from './fold-width.ts';
import { jurisdictions, type Jurisdiction } from './jurisdictions.ts';

/** A jurisdiction as one text names it. */
export interface JurisdictionMention extends Span {
  readonly name: string;
  readonly code: string;
}

const byName = new Map<string, Jurisdiction>();
for (const jurisdiction of [...jurisdictions].reverse()) {
  for (const name of [jurisdiction.name, ...jurisdiction.names]) byName.set(keyOf(name), jurisdiction);
}
/** Longest first, so that "New South Wales" is not Wales and 香港特别行政区 is whole. */
const names = [...byName.keys()].sort((a, b) => b.length - a.length);
const latin = names
  .filter((name) => /^[a-z]/.test(name))
  .map(escape)
  .join('|')
  .replaceAll(' ', '\\s+');
const han = names.filter((name) => !/^[a-z]/.test(name)).join('|');
const mention = new RegExp(`(?<![\\p{L}\\d])(?:${latin})(?![\\p{L}\\d])|(?:${han})`, 'giu');

/**
 * The jurisdictions of a text, in order. What is said to be left out is none: "不含港澳台", "excluding Hong Kong". Cities
 * and courts are not turned into states: "New York" is the state wherever it stands.
 */
export function readJurisdictions(text: string): JurisdictionMention[] {
  const folded = foldWidth(text);
  const excluded = [
    ...folded.matchAll(
      /\([^()]*(?:不含|不包括|除外|exclud|not including|for the purpose)[^()]*\)|(?:不含|不包括|excluding|other than|except for)[^,，。;；.)]*/giu,
    ),
  ].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const found: JurisdictionMention[] = [];
  for (const match of folded.matchAll(mention)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (excluded.some((span) => span.start <= start && end <= span.end)) continue;
    const { name, code } = byName.get(keyOf(match[0]))!;
    found.push({ start, end, name, code });
  }
  return found;
}

/** Canada of CA-ON, the country itself of CN; Hong Kong, Macau and Taiwan have laws of their own and stand alone. */
export function countryOf(code: string): string {
  return code.split('-')[0]!;
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ');
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
