import { UserError } from '@groundwork/kernel';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { clauseTypes } from '../clause-types/clause-types.ts';
import { fieldNames } from '../fields/field.ts';
import { checkPlaybook } from './check-playbook.ts';
import { nearestNames } from './nearest-names.ts';
import { Playbook } from './playbook.ts';

/** One thing wrong with a Playbook, where it stands and what would mend it. */
export interface PlaybookFault {
  /** One-based, into the YAML. */
  readonly line: number;
  /** "policies[3].clause"; empty for the whole. */
  readonly path: string;
  readonly message: string;
  readonly remedy?: string;
}

export type PlaybookPath = readonly PropertyKey[];

/**
 * Reads a Playbook's YAML. Throws `UserError` (`playbook.invalid`) that names every fault with its line; the same list is
 * in `details.faults`.
 *
 * @param fileName only for the message.
 */
export function readPlaybook(text: string, fileName = 'playbook.yaml'): Playbook {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw invalid(
      fileName,
      document.errors.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, path: '', message })),
    );
  }
  const at = (path: PlaybookPath): number => lineOf(document, lines, path);
  const parsed = Playbook.safeParse(document.toJS(), { reportInput: true });
  if (!parsed.success)
    throw invalid(
      fileName,
      parsed.error.issues.flatMap((issue) => faultsOf(issue, at)),
    );
  const faults = checkPlaybook(parsed.data).map(({ path, ...fault }) => ({
    line: at(path),
    path: pathName(path),
    ...fault,
  }));
  if (faults.length > 0) throw invalid(fileName, faults);
  return parsed.data;
}

function invalid(fileName: string, faults: readonly PlaybookFault[]): UserError {
  const sorted = [...faults].sort((a, b) => a.line - b.line);
  const list = sorted.map(
    ({ line, path, message, remedy }) =>
      `  line ${line}${path === '' ? '' : `, ${path}`}: ${message}${remedy === undefined ? '' : `. ${remedy}`}`,
  );
  return new UserError('playbook.invalid', `${fileName} is no valid playbook:\n${list.join('\n')}`, {
    details: { faults: sorted },
  });
}

function faultsOf(issue: z.core.$ZodIssue, at: (path: PlaybookPath) => number): PlaybookFault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      line: at([...issue.path, key]),
      path: pathName(issue.path),
      message: `unknown key "${key}"`,
    }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // Of a value that may have one of several shapes: the faults of the shape that it came nearest to.
    const nearest = [...issue.errors].sort((a, b) => deepest(b) - deepest(a))[0] ?? [];
    return nearest.flatMap((inner) => faultsOf({ ...inner, path: [...issue.path, ...inner.path] }, at));
  }
  const value = issue.code === 'invalid_value' && typeof issue.input === 'string' ? issue.input : undefined;
  const known = knownNames(issue.path);
  const fault = { line: at(issue.path), path: pathName(issue.path), message: lowered(issue.message) };
  if (issue.code !== 'invalid_value' || !known) return [fault];
  const near = value === undefined ? [] : nearestNames(value, known);
  return [
    {
      ...fault,
      message: value === undefined ? 'is not a known name' : `"${value}" is not a known name`,
      remedy: near.length > 0 ? `Did you mean ${near.join(', ')}?` : `Known are ${known.join(', ')}`,
    },
  ];
}

function deepest(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function knownNames(path: PlaybookPath): readonly string[] | undefined {
  if (path.at(-1) === 'clause') return clauseTypes.map(({ id }) => id);
  if (path.at(-1) === 'field') return fieldNames;
  return undefined;
}

function lowered(message: string): string {
  return message.replace(/^Invalid input: /, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

function pathName(path: PlaybookPath): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

/** Of the node itself, else (a key that is missing) of the nearest thing around it. */
function lineOf(document: Document, lines: LineCounter, path: PlaybookPath): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
