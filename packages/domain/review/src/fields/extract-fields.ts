import { applyFieldRules } from './apply-field-rules.ts';
import { extractDates } from './extract-dates.ts';
import { extractForum } from './extract-forum.ts';
import { extractLaw } from './extract-law.ts';
import { extractName } from './extract-name.ts';
import { extractParties } from './extract-parties.ts';
import { extractTerm } from './extract-term.ts';
import { fieldNames, type Field } from './field.ts';
import { FieldSource, type FieldInput } from './field-source.ts';

/**
 * Every field of `fieldNames`, at least once each, in that order: present with its typed value and Evidence, or absent
 * with what was searched. Parties and laws may be several. Labels of a classifier raise confidence and break ties;
 * without labels, cues alone speak. Deterministic.
 */
export function extractFields(input: FieldInput): Field[] {
  const source = new FieldSource(input);
  const dates = extractDates(source);
  const fields = [
    extractName(source),
    ...extractParties(source),
    ...dates.fields,
    ...extractTerm(source, dates.effective),
    ...applyFieldRules(source),
    ...extractLaw(source),
    extractForum(source),
  ];
  return fields
    .map((field) => ({ ...field, confidence: Math.round(field.confidence * 100) / 100 }))
    .sort((a, b) => fieldNames.indexOf(a.name) - fieldNames.indexOf(b.name));
}
