import type { Language } from '@groundwork/kernel';
import type { Change, ChangeSegment, Comparison } from '../comparison/comparison.ts';
import type { ContractText } from '../contract/contract-text.ts';
import { htmlPage, markup, type Html } from './html.ts';
import { reportStyle } from './report-style.ts';
import { reportWords, type ReportWords } from './report-words.ts';

/** What a page on two contracts is made from. */
export interface ComparisonReport {
  readonly before: { readonly fileName: string; readonly contract: ContractText };
  readonly after: { readonly fileName: string; readonly contract: ContractText };
  readonly comparison: Comparison;
  /** Of the page's own words; by default the new contract's. */
  readonly language?: Language;
}

const style = `${reportStyle}
.pairs{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);border:1px solid var(--line);border-radius:8px;overflow:hidden}
.pairs>div{padding:.45rem .9rem;white-space:pre-wrap;overflow-wrap:anywhere;border-bottom:1px solid var(--line)}
.pairs>div.head{font-weight:600;background:var(--panel)}.pairs>.left{border-inline-end:1px solid var(--line)}
.pairs>details{grid-column:1/-1;border-bottom:1px solid var(--line)}summary{padding:.35rem .9rem;color:var(--soft);cursor:pointer;background:var(--panel)}
details .pairs{border:0;border-radius:0}.changed{border-inline-start:3px solid var(--link)}.gone{background:var(--del-bg)}.new{background:var(--ins-bg)}
ol.changes li{margin:.5rem 0}.flag{margin-inline-start:.25rem}.flag.hot{background:var(--high-bg);color:var(--high)}
.note{font:600 .78rem system-ui,sans-serif;color:var(--soft);display:block;white-space:normal}
@media (max-width:45rem){.pairs{font-size:.85rem}}@media print{.pairs>div{break-inside:avoid}}
`;
const hot = new Set(['number', 'negation', 'date', 'currency', 'percentage', 'party', 'condition']);

/** Two contracts side by side with what changed, what is doubtful, and the ledger of what was compared. No scripts. */
export function renderComparisonHtml({
  before,
  after,
  comparison,
  language = after.contract.language,
}: ComparisonReport): string {
  const words = reportWords(language);
  const { changes, doubtful, unreadable, renumbered, script } = comparison;
  return htmlPage({
    language,
    title: `${words.comparison}: ${before.fileName} → ${after.fileName}`,
    style,
    body: markup`<header>
        <h1>${before.fileName} → ${after.fileName}</h1>
        <p class="meta">
          ${words.comparison} · ${words.changes}:
          ${changes.length}${doubtful.length > 0 && markup` · ${words.doubtful}: ${doubtful.length}`}
        </p>
      </header>
      ${
        changes.length === 0
          ? markup`<p>${words.noChanges}</p>`
          : markup`<h2>${words.changes}</h2>
              <ol class="changes">
                ${changes.map((change, index) => markup`<li>${summarize(change, words)} <a href="#c${index + 1}">↗</a></li>`)}
              </ol>`
      }
      ${
        doubtful.length > 0 &&
        markup`<h2>${words.doubtful}</h2>
          <ol class="changes">
            ${doubtful.map((change) => markup`<li>${summarize(change, words)} <span class="soft">${change.reason}</span></li>`)}
          </ol>`
      }
      ${
        unreadable.length > 0 &&
        markup`<h2>${words.unreadable}</h2>
          <ul>
            ${unreadable.map(({ side, page, detail }) => markup`<li>${words[side]}${page !== undefined && markup`, ${words.page} ${page}`}: ${detail}</li>`)}
          </ul>`
      }
      ${script && markup`<p>${words.script}: ${script.from} → ${script.to} (${script.characters} ${words.characters})</p>`}
      ${renumbered.length > 0 && markup`<p>${words.renumbered}: ${renumbered.map((each) => `${each.before} → ${each.after}`).join(', ')}</p>`}
      <h2>${words.contract}</h2>
      ${renderPairs(before.contract, after.contract, comparison, words)} ${renderApart(comparison, words)}
      ${renderLedger(comparison, words)}`,
  });
}

function summarize({ kind, part, flags, segments, cell }: Change, words: ReportWords): Html {
  const shown = segments.filter((each) => each.kind !== 'equal');
  const place = cell ? ` ${cell.row}:${cell.column}` : '';
  return markup`<span class="badge">${words[kind]}</span>
    ${part !== 'body' && markup`<span class="soft">${part}${place}</span> `}${(shown.length > 0 ? shown : segments.slice(0, 1)).map((segment) => inline(segment, 160))}${flags.map((flag) => markup`<span class="badge flag ${hot.has(flag) ? 'hot' : ''}">${flag}</span>`)}`;
}

function inline({ kind, text }: ChangeSegment, most: number): Html {
  const shown = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  if (kind === 'equal') return markup`${shown}`;
  return kind === 'deleted' ? markup`<del>${shown}</del> ` : markup`<ins>${shown}</ins> `;
}

function renderPairs(
  before: ContractText,
  after: ContractText,
  { alignment, changes }: Comparison,
  words: ReportWords,
): Html {
  const shown = new Set<number>();
  const rows: Html[] = [];
  let unchanged: Html[] = [];
  const flush = () => {
    if (unchanged.length > 3)
      rows.push(
        markup`<details>
          <summary>${unchanged.length} ${words.unchanged}</summary>
          <div class="pairs">${unchanged}</div>
        </details>`,
      );
    else rows.push(...unchanged);
    unchanged = [];
  };
  for (const { before: old, after: fresh, change: index } of alignment) {
    const [left, right] = [
      old ? before.text.slice(old.start, old.end) : '',
      fresh ? after.text.slice(fresh.start, fresh.end) : '',
    ];
    const change = index === undefined ? undefined : changes[index];
    if (!change || index === undefined) {
      unchanged.push(markup`<div class="left">${left}</div><div>${right}</div>`);
      continue;
    }
    flush();
    const id = shown.has(index) ? undefined : markup` id="c${index + 1}"`;
    shown.add(index);
    const isMove = change.kind === 'moved' || change.kind === 'moved-and-edited';
    const kinds = [words[change.kind], ...change.flags].join(' · ');
    const note = markup`<span class="note">${kinds}</span>`;
    const side = (which: 'before' | 'after', isThere: boolean) =>
      isThere ? markup`${(isMove || which === 'after' || !fresh) && note}${sideOf(change, which)}` : '';
    rows.push(
      markup`<div${id} class="left changed ${fresh || isMove ? '' : 'gone'}">${side('before', old !== undefined)}</div><div class="changed ${old || isMove ? '' : 'new'}">${side('after', fresh !== undefined)}</div>`,
    );
  }
  flush();
  return markup`<div class="pairs">
    <div class="head left">${words.before}</div>
    <div class="head">${words.after}</div>
    ${rows}
  </div>`;
}

/** The old or the new text of a change, each with what only it has. */
function sideOf(change: Change, which: 'before' | 'after'): Html[] {
  const whole = change[which]?.text ?? '';
  const start = change[which]?.evidence?.span.start ?? 0;
  return change.segments.map((segment) => {
    const span = segment[which];
    if (!span) return markup``;
    const text = whole.slice(span.start - start, span.end - start);
    if (segment.kind === 'equal') return markup`${text}`;
    return which === 'before' ? markup`<del>${text}</del>` : markup`<ins>${text}</ins>`;
  });
}

/** Changes outside the running text: headers, notes, comments. */
function renderApart({ changes, alignment }: Comparison, words: ReportWords): Html | undefined {
  const inText = new Set(alignment.map(({ change }) => change));
  const apart = changes.flatMap((change, index) => (inText.has(index) ? [] : [{ change, index }]));
  if (apart.length === 0) return undefined;
  return markup`<div class="pairs">
    ${apart.map(
      ({ change, index }) =>
        markup`<div id="c${index + 1}" class="left changed"><span class="note">${change.part} · ${words[change.kind]}</span>${renderWhole(change, 'before')}</div><div class="changed">${renderWhole(change, 'after')}</div>`,
    )}
  </div>`;
}

function renderWhole(change: Change, which: 'before' | 'after'): Html | Html[] {
  const side = change[which];
  if (!side) return markup``;
  if (side.evidence) return sideOf(change, which);
  const by = side.author === undefined ? '' : ` — ${side.author}`;
  return which === 'before' ? markup`<del>${side.text}</del>${by}` : markup`<ins>${side.text}</ins>${by}`;
}

function renderLedger({ ledger }: Comparison, words: ReportWords): Html {
  return markup`<h2>${words.compared}</h2>
    <table>
      <thead>
        <tr>
          <th>${words.part}</th>
          <th class="number">${words.before}: ${words.units}</th>
          <th class="number">${words.characters}</th>
          <th class="number">${words.after}: ${words.units}</th>
          <th class="number">${words.characters}</th>
          <th class="number">${words.changes}</th>
          <th>${words.status}</th>
          <th>${words.note}</th>
        </tr>
      </thead>
      <tbody>
        ${ledger.map(
          ({ part, before, after, changes, status, note }) =>
            markup`<tr>
              <td>${part}</td>
              <td class="number">${before.units}</td>
              <td class="number">${before.characters}</td>
              <td class="number">${after.units}</td>
              <td class="number">${after.characters}</td>
              <td class="number">${changes}</td>
              <td>${status}</td>
              <td class="soft">${note}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
