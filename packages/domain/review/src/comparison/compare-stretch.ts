import type { Span } from '@groundwork/kernel';
import { evidenceAt } from '../contract/evidence.ts';
import type { ContractText } from '../contract/contract-text.ts';
import { alignTokens } from './align-tokens.ts';
import { buildSegments, type Difference, type SegmentSide } from './build-segments.ts';
import type { ComparedUnit } from './compared-units.ts';
import type { AlignedParagraph, Change, ChangeSegment, ComparedPart, DoubtfulChange } from './comparison.ts';
import { findMoves, type Move } from './find-moves.ts';
import { flagChange } from './flag-change.ts';
import { isSameWording, squeeze } from './is-same-wording.ts';
import { judgeDoubt } from './judge-doubt.ts';
import { linkUnits, type Gap, type LinkedUnits } from './link-units.ts';
import { readTokens, type ComparedToken } from './read-tokens.ts';
import type { Match } from './shortest-edit.ts';

/** Part of a contract as it enters a comparison. */
export interface StretchSide {
  readonly contract: ContractText;
  readonly units: readonly ComparedUnit[];
  /** Whether a page was read by recognition, and whether that was unsure. */
  readonly recognized: (page: number | undefined) => 'no' | 'yes' | 'unsure';
}

export interface StretchComparison {
  readonly changes: readonly Change[];
  readonly doubtful: readonly DoubtfulChange[];
  readonly renumbered: readonly { readonly before: string; readonly after: string }[];
  readonly alignment: readonly AlignedParagraph[];
  /** Equal text in another Chinese script: characters that only the old, or only the new, writes in Traditional. */
  readonly script: { readonly toSimplified: number; readonly toTraditional: number };
}

/** Compares two stretches of text unit by unit. `part` is what the changes are said to be in; cells are a table's. */
export function compareStretch(
  before: StretchSide,
  after: StretchSide,
  part: Exclude<ComparedPart, 'table'>,
  seeksMoves: boolean,
): StretchComparison {
  return new StretchComparer(before, after, part, seeksMoves).run();
}

class StretchComparer {
  private readonly tokensA: readonly ComparedToken[];
  private readonly tokensB: readonly ComparedToken[];
  private readonly labels: { readonly a: readonly string[]; readonly b: readonly string[] };
  private readonly partnerA: Int32Array;
  private readonly partnerB: Int32Array;
  private readonly movedA: Int32Array;
  private readonly movedB: Int32Array;
  private readonly moves: readonly Move[];
  private readonly matches: readonly Match[];
  private readonly rangesA: readonly (readonly [number, number])[];
  private readonly rangesB: readonly (readonly [number, number])[];
  private readonly changes: Change[] = [];
  private readonly doubtful: DoubtfulChange[] = [];
  private readonly renumbered: { before: string; after: string }[] = [];
  private readonly alignment: AlignedParagraph[] = [];

  constructor(
    private readonly before: StretchSide,
    private readonly after: StretchSide,
    private readonly part: Exclude<ComparedPart, 'table'>,
    seeksMoves: boolean,
  ) {
    const [a, b] = [
      readTokens(before.contract.text, before.units),
      readTokens(after.contract.text, after.units),
    ];
    [this.tokensA, this.tokensB] = [a.tokens, b.tokens];
    this.labels = { a: a.labels, b: b.labels };
    this.matches = alignTokens(a.tokens, b.tokens);
    this.moves = seeksMoves ? findMoves(a.tokens, b.tokens, this.matches) : [];
    this.partnerA = new Int32Array(a.tokens.length).fill(-1);
    this.partnerB = new Int32Array(b.tokens.length).fill(-1);
    for (const [x, y] of this.matches) [this.partnerA[x], this.partnerB[y]] = [y, x];
    this.movedA = new Int32Array(a.tokens.length).fill(-1);
    this.movedB = new Int32Array(b.tokens.length).fill(-1);
    for (const [index, move] of this.moves.entries()) {
      this.movedA.fill(index, move.before.start, move.before.end);
      this.movedB.fill(index, move.after.start, move.after.end);
    }
    this.rangesA = unitRanges(a.tokens, before.units.length);
    this.rangesB = unitRanges(b.tokens, after.units.length);
  }

  run(): StretchComparison {
    const groups = linkUnits(
      { units: this.before.units, tokens: this.tokensA },
      { units: this.after.units, tokens: this.tokensB },
      this.matches,
      this.gaps(),
    );
    const changeOfMove = this.moves.map((move) => this.addMove(move));
    for (const group of groups) this.addGroup(group, changeOfMove);
    return {
      changes: this.changes,
      doubtful: this.doubtful,
      renumbered: this.renumbered,
      alignment: this.alignment,
      script: this.script(),
    };
  }

  private gaps(): Gap[] {
    const gaps: Gap[] = [];
    let [x, y] = [0, 0];
    const between = (toX: number, toY: number) => {
      if (toX > x && toY > y) {
        const free = (from: number, to: number, moved: Int32Array) =>
          Array.from({ length: to - from }, (_, index) => from + index).filter((at) => moved[at] === -1);
        gaps.push({ before: free(x, toX, this.movedA), after: free(y, toY, this.movedB) });
      }
      [x, y] = [toX + 1, toY + 1];
    };
    for (const [atX, atY] of this.matches) between(atX, atY);
    between(this.tokensA.length, this.tokensB.length);
    return gaps;
  }

  private addGroup(group: LinkedUnits, changeOfMove: readonly number[]): void {
    const [a, b] = [this.side('before', group.before), this.side('after', group.after)];
    const differences = this.differencesIn(a, b);
    const [real, doubtful] = this.judged(group, a, b, differences);
    for (const { difference, reason } of doubtful) this.addDoubtful(group, a, b, difference, reason);
    this.compareLabels(group);
    let change: number | undefined;
    if (real.length > 0) {
      change = this.changes.push(this.toChange(group, a, b, real)) - 1;
    } else {
      const moved =
        a.tokens.length > 0 ? this.movedA[a.first]! : b.tokens.length > 0 ? this.movedB[b.first]! : -1;
      if ((group.before.length === 0 || group.after.length === 0) && moved >= 0) change = changeOfMove[moved];
    }
    const spans = {
      ...(group.before.length > 0 && { before: a.span }),
      ...(group.after.length > 0 && { after: b.span }),
    };
    this.alignment.push({ ...spans, ...(change !== undefined && { change }) });
  }

  /** All text of a group on one side; `first` is where its tokens begin among all. */
  private side(
    which: 'before' | 'after',
    units: readonly number[],
  ): SegmentSide & { readonly first: number } {
    const [{ contract, units: all }, tokens, ranges] =
      which === 'before'
        ? ([this.before, this.tokensA, this.rangesA] as const)
        : ([this.after, this.tokensB, this.rangesB] as const);
    if (units.length === 0) return { text: contract.text, span: { start: 0, end: 0 }, tokens: [], first: 0 };
    const [low, high] = [units[0]!, units.at(-1)!];
    const [start, end] = [ranges[low]![0], ranges[high]![1]];
    return {
      text: contract.text,
      span: { start: all[low]!.span.start, end: all[high]!.span.end },
      tokens: tokens.slice(start, end),
      first: start,
    };
  }

  private differencesIn(
    a: SegmentSide & { readonly first: number },
    b: SegmentSide & { readonly first: number },
  ): Difference[] {
    const differences: Difference[] = [];
    let [x, y] = [0, 0];
    const isMatchedA = (at: number) => {
      const partner = this.partnerA[a.first + at]! - b.first;
      return this.partnerA[a.first + at]! >= 0 && partner >= 0 && partner < b.tokens.length;
    };
    const isMatchedB = (at: number) => {
      const partner = this.partnerB[b.first + at]! - a.first;
      return this.partnerB[b.first + at]! >= 0 && partner >= 0 && partner < a.tokens.length;
    };
    while (x < a.tokens.length || y < b.tokens.length) {
      const [fromX, fromY] = [x, y];
      while (x < a.tokens.length && !isMatchedA(x)) x++;
      while (y < b.tokens.length && !isMatchedB(y)) y++;
      if (x > fromX || y > fromY)
        differences.push(...this.withoutMoved(a.first, b.first, [fromX, x], [fromY, y]));
      if (x < a.tokens.length && y < b.tokens.length) {
        x++;
        y++;
      }
    }
    return differences.filter((difference) => !this.isNothing(a, b, difference));
  }

  /** A gap less what left it for, or came to it from, elsewhere: that is told once, as a move. */
  private withoutMoved(
    firstA: number,
    firstB: number,
    before: readonly [number, number],
    after: readonly [number, number],
  ): Difference[] {
    const pieces = (moved: Int32Array, first: number, [from, to]: readonly [number, number]) => {
      const found: [number, number][] = [];
      for (let at = from; at < to; at++) {
        if (moved[first + at] !== -1) continue;
        const last = found.at(-1);
        if (last && last[1] === at) last[1]++;
        else found.push([at, at + 1]);
      }
      return found;
    };
    const [left, right] = [pieces(this.movedA, firstA, before), pieces(this.movedB, firstB, after)];
    if (left.length <= 1 && right.length <= 1) {
      return left.length + right.length === 0
        ? []
        : [{ before: left[0] ?? [before[1], before[1]], after: right[0] ?? [after[1], after[1]] }];
    }
    return [
      ...left.map((piece): Difference => ({ before: piece, after: [after[0], after[0]] })),
      ...right.map((piece): Difference => ({ before: [before[1], before[1]], after: piece })),
    ];
  }

  private isNothing(a: SegmentSide, b: SegmentSide, { before, after }: Difference): boolean {
    const [old, fresh] = [a.tokens.slice(...before), b.tokens.slice(...after)];
    if (isSameWording(old, fresh)) return true;
    // A paragraph that goes on with a number on a new page begins, for one side only, with a label.
    const isLabelOf = (
      tokens: readonly ComparedToken[],
      other: SegmentSide,
      at: number,
      labels: readonly string[],
    ) => {
      const next = other.tokens[at];
      const previous = other.tokens[at - 1];
      if (tokens.length === 0 || !next || next.unit === previous?.unit) return false;
      return squeeze(tokens) === (labels[next.unit] ?? '').replace(/\s+/g, '') && labels[next.unit] !== '';
    };
    return (
      (old.length === 0 && isLabelOf(fresh, a, before[1], this.labels.a)) ||
      (fresh.length === 0 && isLabelOf(old, b, after[1], this.labels.b))
    );
  }

  private judged(
    group: LinkedUnits,
    a: SegmentSide,
    b: SegmentSide,
    differences: readonly Difference[],
  ): [Difference[], { difference: Difference; reason: DoubtfulChange['reason'] }[]] {
    const real: Difference[] = [];
    const doubtful: { difference: Difference; reason: DoubtfulChange['reason'] }[] = [];
    const states = [
      ...group.before.map((unit) => this.before.recognized(this.before.units[unit]!.page)),
      ...group.after.map((unit) => this.after.recognized(this.after.units[unit]!.page)),
    ];
    const isRead = states.some((state) => state !== 'no');
    for (const difference of differences) {
      const [old, fresh] = [textOf(a, difference.before), textOf(b, difference.after)];
      const flags = isRead ? flagChange(old, fresh) : [];
      const reason = isRead
        ? judgeDoubt(old, fresh, { isUnsure: states.includes('unsure'), flags })
        : undefined;
      if (reason === undefined) real.push(difference);
      else doubtful.push({ difference, reason });
    }
    return [real, doubtful];
  }

  private addDoubtful(
    group: LinkedUnits,
    a: SegmentSide,
    b: SegmentSide,
    difference: Difference,
    reason: DoubtfulChange['reason'],
  ): void {
    const around = (side: SegmentSide, [from, to]: readonly [number, number]) => {
      const [start, end] = [Math.max(0, from - 4), Math.min(side.tokens.length, to + 4)];
      const tokens = side.tokens.slice(start, end);
      const span = tokens.length === 0 ? side.span : { start: tokens[0]!.start, end: tokens.at(-1)!.end };
      return { side: { text: side.text, span, tokens }, shift: start };
    };
    const [left, right] = [around(a, difference.before), around(b, difference.after)];
    const local: Difference = {
      before: [difference.before[0] - left.shift, difference.before[1] - left.shift],
      after: [difference.after[0] - right.shift, difference.after[1] - right.shift],
    };
    this.doubtful.push({ ...this.toChange(group, left.side, right.side, [local]), reason });
  }

  private toChange(
    group: LinkedUnits,
    a: SegmentSide,
    b: SegmentSide,
    differences: readonly Difference[],
  ): Change {
    const segments = buildSegments(a, b, differences);
    const cell = cellOf(this.before.units, group.before) ?? cellOf(this.after.units, group.after);
    const isBoth = group.before.length > 0 && group.after.length > 0;
    const kind = isBoth
      ? cell
        ? 'table-cell'
        : 'replaced'
      : group.before.length > 0
        ? 'deleted'
        : 'inserted';
    return {
      kind,
      part: cell ? 'table' : this.part,
      ...(group.before.length > 0 && { before: this.sideOf(this.before, a.span) }),
      ...(group.after.length > 0 && { after: this.sideOf(this.after, b.span) }),
      segments,
      flags: flagChange(...bothTexts(segments)),
      ...(cell && { cell }),
    };
  }

  private addMove(move: Move): number {
    const side = (
      which: StretchSide,
      tokens: readonly ComparedToken[],
      range: Move['before'],
      ranges: typeof this.rangesA,
    ): SegmentSide => {
      const [first, last] = [tokens[range.start]!, tokens[range.end - 1]!];
      const startsUnit = ranges[first.unit]![0] === range.start;
      const endsUnit = ranges[last.unit]![1] === range.end;
      return {
        text: which.contract.text,
        span: {
          start: startsUnit ? which.units[first.unit]!.span.start : first.start,
          end: endsUnit ? which.units[last.unit]!.span.end : last.end,
        },
        tokens: tokens.slice(range.start, range.end),
      };
    };
    const a = side(this.before, this.tokensA, move.before, this.rangesA);
    const b = side(this.after, this.tokensB, move.after, this.rangesB);
    const matches = alignTokens(a.tokens, b.tokens);
    const differences: Difference[] = [];
    let [x, y] = [0, 0];
    for (const [toX, toY] of [...matches, [a.tokens.length, b.tokens.length] as const]) {
      const difference: Difference = { before: [x, toX], after: [y, toY] };
      if ((toX > x || toY > y) && !this.isNothing(a, b, difference)) differences.push(difference);
      [x, y] = [toX + 1, toY + 1];
    }
    const segments = buildSegments(a, b, differences);
    const inTable = this.before.units[this.tokensA[move.before.start]!.unit]!.cell !== undefined;
    return (
      this.changes.push({
        kind: differences.length > 0 ? 'moved-and-edited' : 'moved',
        part: inTable ? 'table' : this.part,
        before: this.sideOf(this.before, a.span),
        after: this.sideOf(this.after, b.span),
        segments,
        flags: differences.length > 0 ? flagChange(...bothTexts(segments)) : [],
      }) - 1
    );
  }

  private sideOf({ contract }: StretchSide, span: Span) {
    const evidence = evidenceAt(contract, span);
    return { text: evidence.quote, evidence };
  }

  private compareLabels({ before, after }: LinkedUnits): void {
    const plain = (label: string | undefined) =>
      (label ?? '').normalize('NFKC').replace(/[\s.。、:()]+$|^\(|\s/g, '');
    const [old, fresh] = [this.labels.a[before[0] ?? -1], this.labels.b[after[0] ?? -1]];
    if (before.length === 0 || after.length === 0 || !old || !fresh || plain(old) === plain(fresh)) return;
    this.renumbered.push({ before: old, after: fresh });
  }

  private script(): StretchComparison['script'] {
    let [toSimplified, toTraditional] = [0, 0];
    for (const [x, y] of this.matches) {
      const [old, fresh] = [this.tokensA[x]!, this.tokensB[y]!];
      if (old.end - old.start !== 1 || !/\p{Script=Han}/u.test(old.key)) continue;
      const [a, b] = [this.before.contract.text[old.start]!, this.after.contract.text[fresh.start]!];
      if (a === b) continue;
      if (b === old.key && a !== old.key) toSimplified++;
      else if (a === old.key && b !== old.key) toTraditional++;
    }
    return { toSimplified, toTraditional };
  }
}

function unitRanges(tokens: readonly ComparedToken[], units: number): [number, number][] {
  const ranges: [number, number][] = [];
  let at = 0;
  for (let unit = 0; unit < units; unit++) {
    const start = at;
    while (at < tokens.length && tokens[at]!.unit === unit) at++;
    ranges.push([start, at]);
  }
  return ranges;
}

function textOf({ text, tokens }: SegmentSide, [from, to]: readonly [number, number]): string {
  return to > from ? text.slice(tokens[from]!.start, tokens[to - 1]!.end) : '';
}

function bothTexts(segments: readonly ChangeSegment[]): [string, string] {
  // Segments meet where words end: what touches only for want of the other side's space must not become one word.
  const pick = (which: 'deleted' | 'inserted') =>
    segments.reduce((made, { kind, text }) => {
      if (kind !== 'equal' && kind !== which) return made;
      return made + (/[a-z\d]$/i.test(made) && /^[a-z\d]/i.test(text) ? ' ' : '') + text;
    }, '');
  return [pick('deleted'), pick('inserted')];
}

function cellOf(units: readonly ComparedUnit[], group: readonly number[]): ComparedUnit['cell'] {
  return group.length > 0 ? units[group[0]!]!.cell : undefined;
}
