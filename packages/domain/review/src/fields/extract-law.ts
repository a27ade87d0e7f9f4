import type { Span } from '@groundwork/kernel';
import type { Field } from './field.ts';
import type { FieldSource } from './field-source.ts';
import { countryOf, readJurisdictions, type JurisdictionMention } from './values/read-jurisdictions.ts';

/** A law that a contract chooses, and the sentence that chooses it. */
export interface LawChoice extends JurisdictionMention {
  readonly sentence: Span;
  readonly confidence: number;
}

const governs =
  /\b(?:govern(?:ed|ing|s)?|construed|interpreted|enforced|subject\s+to|determined)\b[^.;]{0,160}?\blaws?\b|\blaws?\s+of\b[^.;]{0,160}\b(?:govern|apply|control)|\bgoverning\s+law\b|\bchoice\s+of\s+law\b|(?:适用|受|依照|依据|按照|遵循|遵守)[^。；;]{0,40}(?:法律|法(?=[的管解，。]))|(?:适用|管辖|准据)(?:的)?法律?\s*[:为]|法律适用/iu;
/** From here on a sentence speaks of what is left out, or of where contracts are made. */
const beyond =
  /\b(?:without\s+(?:regard|reference|giving|recourse|application|the\s+application)|excluding|exclusive\s+of|irrespective|regardless|notwithstanding\s+(?:any|its)|except|other\s+than|applicable\s+to|applied\s+to|as\s+applied|but\s+not|and\s+(?:each|the\s+parties|both|any|all)|shall\s+be\s+(?:brought|submitted|settled|resolved)|submits?\b|jurisdiction\s+of|courts?\b|arbitrat\w+|venue)\b|不包括|不含|除外|但不|提交|仲裁|诉讼|法院/iu;

/** Every choice of law, first the one most plainly made. */
export function readLawChoices(source: FieldSource): LawChoice[] {
  const found: LawChoice[] = [];
  for (const sentence of source.sentences) {
    const words = source.slice(sentence);
    const cue = governs.exec(words);
    if (!cue) continue;
    const from = lawStart(words, cue);
    const stop = beyond.exec(words.slice(from + 8));
    const region = words.slice(from, stop ? from + 8 + stop.index : from + 400);
    const mentions = withoutParents(readJurisdictions(region));
    const labelled = source.labelled('governing-law', sentence);
    const plain = /\b(?:agreement|contract|note|terms)\b|\bgoverning\s+law|合同|协议|条款|法律适用/iu.test(
      words,
    );
    const foreign =
      /\b(?:corporation|company|organized|incorporated|existing|qualified|compl(?:y|iance)|securities|tax|export|patent|employment)\b/iu.test(
        region,
      );
    for (const mention of mentions) {
      const start = sentence.start + from + mention.start;
      const confidence = Math.min(0.97, 0.7 + (plain ? 0.15 : 0) + 0.12 * labelled - (foreign ? 0.3 : 0));
      found.push({ ...mention, start, end: start + mention.end - mention.start, sentence, confidence });
    }
  }
  return found.sort((a, b) => b.confidence - a.confidence || a.start - b.start);
}

/** Governing law: each law of the sentence that speaks most plainly. */
export function extractLaw(source: FieldSource): Field[] {
  const choices = readLawChoices(source);
  const chosen = choices.filter(
    (choice) => choice.sentence === choices[0]?.sentence && choice.confidence >= 0.5,
  );
  if (chosen.length === 0) return [source.absent('governing-law', 'governing-law', 0.85)];
  const byCode = new Map(chosen.map((choice) => [choice.code, choice]));
  return [...byCode.values()].map(({ name, code, start, end, confidence }) =>
    source.present('governing-law', { kind: 'jurisdiction', name, code }, [{ start, end }], confidence),
  );
}

function lawStart(words: string, cue: RegExpExecArray): number {
  const of = /\blaws?\s+of\b|\blaws?\s+in\b/iu.exec(words.slice(cue.index));
  return of ? cue.index + of.index : cue.index;
}

/** "the Province of Ontario and the federal laws of Canada" chooses Ontario; "Hong Kong SAR of the PRC" Hong Kong. */
function withoutParents(mentions: readonly JurisdictionMention[]): JurisdictionMention[] {
  const codes = new Set(mentions.map(({ code }) => code));
  return mentions.filter(({ code }) => {
    const hasPart = [...codes].some((other) => other !== code && countryOf(other) === code);
    const isMotherland = code === 'CN' && (codes.has('HK') || codes.has('MO'));
    return !hasPart && !isMotherland;
  });
}
