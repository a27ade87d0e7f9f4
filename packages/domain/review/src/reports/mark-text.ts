import type { Span } from '@groundwork/kernel';
import type { ContractText } from '../contract/contract-text.ts';
import { markup, type Html } from './html.ts';

/** A stretch of the contract that a finding speaks of. */
export interface Mark {
  readonly span: Span;
  /** Of the mark itself; the first mark of a finding is where its links lead. */
  readonly id: string;
  readonly href: string;
  readonly tone: string;
  readonly title: string;
}

/** The contract's text, Block by Block, with its marks; where marks overlap, the first given is linked. */
export function markText(contract: ContractText, marks: readonly Mark[]): Html[] {
  return contract.blocks.map(({ kind, span, level }) => {
    const inside = marks.filter((mark) => mark.span.start < span.end && mark.span.end > span.start);
    if (kind === 'table') return table(contract.text, span, inside);
    const content = pieces(contract.text, span, inside);
    if (kind === 'heading')
      return (level ?? 1) <= 1 ? markup`<h3 class="t1">${content}</h3>` : markup`<h4>${content}</h4>`;
    return kind === 'list-item'
      ? markup`<p style="margin-inline-start:${Math.min(6, (level ?? 1) - 1)}em">${content}</p>`
      : markup`<p>${content}</p>`;
  });
}

function table(text: string, span: Span, marks: readonly Mark[]): Html {
  const rows: Html[] = [];
  let start = span.start;
  for (const line of text.slice(span.start, span.end).split('\n')) {
    const cells: Html[] = [];
    for (const cell of line.split('\t')) {
      cells.push(markup`<td>${pieces(text, { start, end: start + cell.length }, marks)}</td>`);
      start += cell.length + 1;
    }
    rows.push(
      markup`<tr>
        ${cells}
      </tr>`,
    );
  }
  return markup`<table class="sheet">
    ${rows}
  </table>`;
}

function pieces(text: string, span: Span, marks: readonly Mark[]): Html[] {
  const cuts = new Set([span.start, span.end]);
  for (const mark of marks) {
    if (mark.span.start > span.start && mark.span.start < span.end) cuts.add(mark.span.start);
    if (mark.span.end > span.start && mark.span.end < span.end) cuts.add(mark.span.end);
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const content = text.slice(start, places[index + 1]);
    const over = marks.filter((mark) => mark.span.start <= start && mark.span.end > start);
    const ids = over
      .filter((mark) => mark.span.start === start)
      .map(({ id }) => markup`<span id="${id}"></span>`);
    const top = over[0];
    return top
      ? markup`${ids}<a
            class="mark ${over.map(({ tone }) => tone).join(' ')}"
            href="${top.href}"
            title="${over.map(({ title }) => title).join(' · ')}"
            >${content}</a
          >`
      : markup`${content}`;
  });
}
