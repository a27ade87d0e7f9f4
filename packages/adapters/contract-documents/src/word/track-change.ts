import { element, XmlElement } from '../package/xml-element.ts';
import type { Paragraph } from './paragraph.ts';

/** Who made a change, when, and the next free number. */
export interface Tracker {
  readonly author: string;
  /** ISO 8601 to the second, UTC. */
  readonly date: string;
  next(): string;
}

/** A tracker whose numbers no annotation of these trees has. */
export function openTracker(roots: readonly XmlElement[], author: string, date: Date): Tracker {
  let highest = 0;
  const visit = (at: XmlElement): void => {
    const id = Number(at.attributes.get('w:id'));
    if (Number.isSafeInteger(id) && id < 2 ** 31 - 2 ** 20) highest = Math.max(highest, id);
    at.elements.forEach(visit);
  };
  roots.forEach(visit);
  return { author, date: `${date.toISOString().slice(0, 19)}Z`, next: () => String(++highest) };
}

function marked(name: string, { next, author, date }: Tracker): XmlElement {
  return element(name, { 'w:id': next(), 'w:author': author, 'w:date': date });
}

/**
 * Cuts runs so that one begins with the atom at `index`; the look of the run is kept on both sides, atoms stay right.
 * Returns that run.
 */
export function splitBefore({ atoms }: Paragraph, index: number): XmlElement {
  const { run, node, offset } = atoms[index]!;
  const isFirst =
    offset === 0 && !run.elements.slice(0, run.elements.indexOf(node)).some(({ name }) => name !== 'w:rPr');
  if (isFirst) return run;
  const rest = new XmlElement(run.name, new Map(run.attributes));
  const look = run.child('w:rPr');
  if (look) rest.append(look.clone());
  let moved = node;
  if (offset > 0) {
    const { text } = node;
    moved = element(node.name, { 'xml:space': 'preserve' }, text.slice(offset));
    node.children.splice(0, node.children.length, text.slice(0, offset));
    node.attributes.set('xml:space', 'preserve');
    run.insert(node.index + 1, moved);
  }
  rest.append(...run.children.slice(moved.index));
  run.parent?.insert(run.index + 1, rest);
  for (let at = index; atoms[at]?.run === run; at++) {
    const atom = atoms[at]!;
    if (atom.node === node && offset > 0) {
      atom.node = moved;
      atom.offset -= offset;
    }
    atom.run = rest;
  }
  return rest;
}

/** Marks the atoms from `start` to before `end` as deleted. What is no text — note marks, drawings, fields — stays. */
export function trackDeletion(paragraph: Paragraph, start: number, end: number, tracker: Tracker): void {
  if (end <= start) return;
  if (end < paragraph.atoms.length) splitBefore(paragraph, end);
  splitBefore(paragraph, start);
  let open: XmlElement | undefined;
  for (const run of new Set(paragraph.atoms.slice(start, end).map((atom) => atom.run))) {
    for (const text of run.elements.filter(({ name }) => name === 'w:t')) {
      text.name = 'w:delText';
      text.attributes.set('xml:space', 'preserve');
    }
    if (open && open.parent === run.parent && open.index + 1 === run.index) open.append(run);
    else {
      open = marked('w:del', tracker);
      run.parent?.insert(run.index, open);
      open.append(run);
    }
  }
}

/** Inserts text before the atom at `index`, or after the last; looks like `like`, by default what stands before it. */
export function trackInsertion(
  paragraph: Paragraph,
  index: number,
  text: string,
  tracker: Tracker,
  like = paragraph.atoms[index - 1] ?? paragraph.atoms[index],
): void {
  if (text === '') return;
  const inserted = marked('w:ins', tracker).append(makeRun(text, like?.run.child('w:rPr')));
  const { atoms } = paragraph;
  if (index > 0 && index <= atoms.length) {
    if (index < atoms.length) splitBefore(paragraph, index);
    placeAfter(atoms[index - 1]!.run, inserted);
  } else if (atoms[0]) placeBefore(splitBefore(paragraph, 0), inserted);
  else paragraph.element.append(inserted);
}

/** A run of text in the look given, without the history of that look. */
export function makeRun(text: string, look: XmlElement | undefined): XmlElement {
  const run = element('w:r');
  if (look) {
    const kept = look.clone();
    kept.elements.filter(({ name }) => name === 'w:rPrChange').forEach((change) => change.remove());
    if (kept.children.length > 0) run.append(kept);
  }
  for (const piece of text.split(/([\t\n])/)) {
    if (piece === '\t') run.append(element('w:tab'));
    else if (piece === '\n') run.append(element('w:br'));
    else if (piece !== '') run.append(element('w:t', { 'xml:space': 'preserve' }, piece));
  }
  return run;
}

const changes = new Set(['w:ins', 'w:del', 'w:moveTo', 'w:moveFrom']);

/** Beside a run, but never inside somebody's change: that is cut in two. */
function placeAfter(run: XmlElement, placed: XmlElement): void {
  let at = run;
  while (at.parent && changes.has(at.parent.name)) {
    const { parent } = at;
    const rest = parent.children.slice(at.index + 1);
    if (rest.length > 0) {
      const copy = new XmlElement(parent.name, new Map(parent.attributes));
      copy.append(...rest);
      parent.parent?.insert(parent.index + 1, copy);
    }
    at = parent;
  }
  at.parent?.insert(at.index + 1, placed);
}

function placeBefore(run: XmlElement, placed: XmlElement): void {
  let at = run;
  while (at.parent && changes.has(at.parent.name)) at = at.parent;
  at.parent?.insert(at.index, placed);
}

/** Marks the paragraph's own end as inserted or deleted (ECMA-376 part 1 §17.13.5.15, §17.13.5.20). */
export function trackMark(paragraph: XmlElement, change: 'w:ins' | 'w:del', tracker: Tracker): void {
  let properties = paragraph.child('w:pPr');
  if (!properties) paragraph.insert(0, (properties = element('w:pPr')));
  let look = properties.child('w:rPr');
  if (!look) {
    look = element('w:rPr');
    // Only these two may follow it (CT_PPr).
    const after = properties.elements.find(({ name }) => name === 'w:sectPr' || name === 'w:pPrChange');
    properties.insert(after ? after.index : properties.children.length, look);
  }
  if (look.child(change)) return;
  // The schema has insertion before deletion, and both before everything else.
  look.insert(
    change === 'w:del' && look.children[0] === look.child('w:ins') && look.child('w:ins') ? 1 : 0,
    marked(change, tracker),
  );
}

/** Marks a row of a table as inserted or deleted (§17.13.5.12, §17.13.5.16). */
export function trackRow(row: XmlElement, change: 'w:ins' | 'w:del', tracker: Tracker): void {
  let properties = row.child('w:trPr');
  if (!properties) {
    properties = element('w:trPr');
    const exceptions = row.child('w:tblPrEx');
    row.insert(exceptions ? exceptions.index + 1 : 0, properties);
  }
  const after = properties.child('w:trPrChange');
  properties.insert(after ? after.index : properties.children.length, marked(change, tracker));
}
