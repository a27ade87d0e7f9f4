import type { ContractText } from '../contract/contract-text.ts';
import { comparedUnits, type ComparedUnit } from './compared-units.ts';
import { compareLists } from './compare-lists.ts';
import { compareStretch, type StretchSide } from './compare-stretch.ts';
import type { Change, Comparison, LedgerLine, UnreadableRegion } from './comparison.ts';
import { partKinds, type ComparedContract, type ContractPart, type PartKind } from './contract-part.ts';
import { findContentsPages, findFurniture } from './find-furniture.ts';

/** Parts that stand at the edge of every page: formats without parts leave them out, or repeat them. */
const margins: readonly PartKind[] = ['header', 'footer'];
/** Parts that the contract's text holds; where one side tells none apart, they are compared with the body. */
const inText: readonly PartKind[] = ['header', 'footer', 'footnote', 'endnote', 'text-box'];

/**
 * What differs between two contracts, paragraph by paragraph, and a ledger of all that was compared. Texts that were
 * only set or exported anew do not differ. Pure; a plain ContractText will do for either side.
 */
export function compareContracts(before: ComparedContract, after: ComparedContract): Comparison {
  const sides = [openSide(before, after), openSide(after, before)] as const;
  const [old, fresh] = sides;
  const changes: Change[] = [];
  const doubtful: Comparison['doubtful'][number][] = [];
  const ledger: LedgerLine[] = [];

  const body = compareStretch(old.stretch(old.body), fresh.stretch(fresh.body), 'body', true);
  const kept = body.changes.map((change) => !isMargin(change, old, fresh));
  const place = new Map<number, number>();
  for (const [index, change] of body.changes.entries())
    if (kept[index]) place.set(index, changes.push(change) - 1);
  doubtful.push(...body.doubtful);
  ledger.push(
    bodyLine(
      'body',
      old,
      fresh,
      changes,
      `${old.furniture + fresh.furniture} page numbers and running lines passed over`,
    ),
    bodyLine('table', old, fresh, changes),
  );

  for (const kind of partKinds) {
    const found = inText.includes(kind) ? compareInText(kind, old, fresh) : compareApart(kind, before, after);
    changes.push(...found.changes);
    doubtful.push(...found.doubtful);
    ledger.push(found.line);
  }
  const script = scriptChange(body.script);
  return {
    changes,
    doubtful,
    renumbered: body.renumbered,
    ...(script && { script }),
    ledger,
    unreadable: [...unreadable(before, 'before'), ...unreadable(after, 'after')],
    alignment: body.alignment.map(({ change, ...spans }) => {
      const at = change === undefined ? undefined : place.get(change);
      return { ...spans, ...(at !== undefined && { change: at }) };
    }),
  };
}

interface OpenSide {
  readonly contract: ComparedContract;
  readonly body: readonly ComparedUnit[];
  readonly byPart: ReadonlyMap<PartKind, readonly ComparedUnit[]>;
  readonly furniture: number;
  readonly furnitureLines: readonly string[];
  stretch(units: readonly ComparedUnit[]): StretchSide;
}

/** Which Blocks are whose: a part's where both sides tell parts apart, the pages' own, or the body's. */
function openSide(contract: ComparedContract, other: ComparedContract): OpenSide {
  const furniture = findFurniture(contract);
  const owner = new Map<number, PartKind>();
  for (const { kind, span } of contract.parts ?? []) {
    if (!span || !inText.includes(kind)) continue;
    if (!other.parts && !margins.includes(kind)) continue;
    for (const [index, block] of contract.blocks.entries())
      if (block.span.start >= span.start && block.span.end <= span.end) owner.set(index, kind);
  }
  const own = (kind: PartKind | undefined) =>
    contract.blocks.flatMap((_, index) =>
      owner.get(index) === kind && !furniture.has(index) ? [index] : [],
    );
  return {
    contract,
    body: comparedUnits(contract, own(undefined), findContentsPages(contract)),
    byPart: new Map(inText.map((kind) => [kind, comparedUnits(contract, own(kind))])),
    furniture: furniture.size,
    furnitureLines: [...furniture].map((index) => {
      const { span } = contract.blocks[index]!;
      return contract.text.slice(span.start, span.end);
    }),
    stretch: (units) => ({ contract, units, recognized: recognition(contract) }),
  };
}

function compareInText(kind: PartKind, old: OpenSide, fresh: OpenSide) {
  const [a, b] = [old.byPart.get(kind) ?? [], fresh.byPart.get(kind) ?? []];
  const [isTold, isToldAfter] = [old.contract.parts !== undefined, fresh.contract.parts !== undefined];
  const size = { before: sizeOf(old.contract, a), after: sizeOf(fresh.contract, b) };
  if (!isTold || !isToldAfter) {
    const which = isTold ? 'new' : isToldAfter ? 'old' : 'either';
    const note = margins.includes(kind)
      ? `The format of the ${which} file tells none apart; its running lines were passed over.`
      : `The format of the ${which} file tells none apart; compared with the body.`;
    const status =
      isTold || isToldAfter ? (margins.includes(kind) ? 'not-compared' : 'compared') : 'not-compared';
    return {
      changes: [],
      doubtful: [],
      line: { part: kind, ...size, changes: 0, status, note } satisfies LedgerLine,
    };
  }
  const { changes, doubtful } = compareStretch(old.stretch(a), fresh.stretch(b), kind, false);
  const status = a.length + b.length === 0 ? 'none' : 'compared';
  return {
    changes,
    doubtful,
    line: { part: kind, ...size, changes: changes.length, status } satisfies LedgerLine,
  };
}

function compareApart(kind: PartKind, before: ComparedContract, after: ComparedContract) {
  const of = (contract: ComparedContract) => (contract.parts ?? []).filter((part) => part.kind === kind);
  const [a, b] = [of(before), of(after)];
  const size = { before: weigh(a), after: weigh(b) };
  if (!before.parts || !after.parts) {
    const which = before.parts ? 'new' : after.parts ? 'old' : 'either';
    const note = `The format of the ${which} file tells none.`;
    return {
      changes: [],
      doubtful: [],
      line: { part: kind, ...size, changes: 0, status: 'not-compared', note } satisfies LedgerLine,
    };
  }
  const changes = compareLists(kind, a, b);
  const status = a.length + b.length === 0 ? 'none' : 'compared';
  return {
    changes,
    doubtful: [],
    line: { part: kind, ...size, changes: changes.length, status } satisfies LedgerLine,
  };
}

function bodyLine(
  part: 'body' | 'table',
  old: OpenSide,
  fresh: OpenSide,
  changes: readonly Change[],
  note?: string,
): LedgerLine {
  const of = (side: OpenSide) =>
    sizeOf(
      side.contract,
      side.body.filter(({ cell }) => (cell !== undefined) === (part === 'table')),
    );
  const [before, after] = [of(old), of(fresh)];
  const isPassedOver = note !== undefined && old.furniture + fresh.furniture > 0;
  return {
    part,
    before,
    after,
    changes: changes.filter((change) => change.part === part).length,
    status: before.units + after.units === 0 ? 'none' : 'compared',
    ...(isPassedOver && { note }),
  };
}

function sizeOf(contract: ContractText, units: readonly ComparedUnit[]): LedgerLine['before'] {
  return {
    units: units.length,
    characters: units.reduce((sum, { span }) => sum + span.end - span.start, 0),
  };
}

function weigh(parts: readonly ContractPart[]): LedgerLine['before'] {
  return { units: parts.length, characters: parts.reduce((sum, { text }) => sum + text.length, 0) };
}

/** A running line that only one format shows, though the other has it as a header, a footer or a line on every page. */
function isMargin({ kind, before, after }: Change, old: OpenSide, fresh: OpenSide): boolean {
  if (kind !== 'inserted' && kind !== 'deleted') return false;
  const [own, other] = kind === 'inserted' ? [fresh, old] : [old, fresh];
  const plain = (text: string) => text.normalize('NFKC').replace(/[\p{Nd}\s\p{P}]+/gu, '');
  const text = plain((before ?? after)!.text);
  if (text !== '' && other.furnitureLines.some((line) => plain(line) === text)) return true;
  if (own.contract.parts || !other.contract.parts) return false;
  return other.contract.parts.some((part) => margins.includes(part.kind) && plain(part.text).includes(text));
}

function recognition(contract: ContractText): StretchSide['recognized'] {
  const pagesOf = (kind: 'recognized-text' | 'unsure-text') => {
    const flags = contract.flags.filter((flag) => flag.kind === kind);
    return {
      all: flags.some(({ page }) => page === undefined),
      pages: new Set(flags.map(({ page }) => page)),
    };
  };
  const [read, unsure] = [pagesOf('recognized-text'), pagesOf('unsure-text')];
  return (page) =>
    unsure.all || (page !== undefined && unsure.pages.has(page))
      ? 'unsure'
      : read.all || (page !== undefined && read.pages.has(page))
        ? 'yes'
        : 'no';
}

function unreadable({ flags }: ContractText, side: UnreadableRegion['side']): UnreadableRegion[] {
  const kinds = new Set(['no-text-page', 'page-failed', 'part-skipped', 'unsure-text']);
  return flags
    .filter(({ kind }) => kinds.has(kind))
    .map(({ page, detail }) => ({ side, ...(page !== undefined && { page }), detail }));
}

function scriptChange({
  toSimplified,
  toTraditional,
}: {
  toSimplified: number;
  toTraditional: number;
}): Comparison['script'] {
  const characters = Math.max(toSimplified, toTraditional);
  if (characters === 0) return undefined;
  return toSimplified >= toTraditional
    ? { from: 'zh-Hant', to: 'zh-Hans', characters }
    : { from: 'zh-Hans', to: 'zh-Hant', characters };
}
