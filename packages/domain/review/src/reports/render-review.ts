import type { Evidence } from '../contract/evidence.ts';
import type { Field } from '../fields/field.ts';
import { severities, type Finding } from '../findings/finding.ts';
import { fieldText } from './field-text.ts';
import { htmlPage, markup, type Html } from './html.ts';
import { markText, type Mark } from './mark-text.ts';
import { reportStyle } from './report-style.ts';
import { reportWords, type ReportWords } from './report-words.ts';
import type { ReviewReport } from './review-report.ts';

const worstFirst = [...severities].reverse();
const filters = worstFirst
  .map(
    (each) =>
      `#show-${each}:not(:checked)~main .finding.${each}{display:none}#show-${each}:not(:checked)~main a.mark.${each}{all:unset}`,
  )
  .join('');
const style = `${reportStyle}${filters}
.filter{position:absolute;opacity:0}.filters label{cursor:pointer;margin-inline-end:.4rem}
${worstFirst.map((each) => `#show-${each}:not(:checked)~.filters label[for=show-${each}]{opacity:.35;text-decoration:line-through}#show-${each}:focus-visible~.filters label[for=show-${each}]{outline:2px solid var(--link)}`).join('')}
main{display:grid;grid-template-columns:minmax(0,1.15fr) minmax(0,1fr);gap:1.5rem;align-items:start}
.text,.list{max-height:calc(100vh - 2rem);overflow:auto;position:sticky;top:1rem;border:1px solid var(--line);border-radius:8px;padding:1rem 1.25rem;scroll-padding:4rem}
.text p,.text h4{white-space:pre-wrap;overflow-wrap:anywhere;margin:.55rem 0}.text table.sheet td{border:1px solid var(--line);padding:.25rem .5rem}
a.mark{color:inherit;text-decoration:none;background:var(--tone-bg);border-bottom:2px solid var(--tone);border-radius:2px}
.finding{border:1px solid var(--line);border-inline-start:4px solid var(--tone);border-radius:6px;padding:.7rem .9rem;margin:0 0 .8rem}
.finding p{margin:.35rem 0}.finding dl{margin:.4rem 0 0;display:grid;grid-template-columns:auto 1fr;gap:.2rem .7rem}dt{color:var(--soft);font-size:.85rem}dd{margin:0;overflow-wrap:anywhere}
.wording{white-space:pre-wrap;background:var(--ins-bg);color:var(--ins);border-radius:4px;padding:.35rem .6rem}
@media (max-width:60rem){main{grid-template-columns:minmax(0,1fr)}.text,.list{position:static;max-height:none}.list{order:-1}}
@media print{main{display:block}.text,.list{position:static;max-height:none;overflow:visible;border:0;padding:0}.list{break-after:page}.filters{display:none}.finding{break-inside:avoid}}
`;

/**
 * The review of one contract as a page of its own: text and findings side by side, links from quote to text and back,
 * filters by severity without scripts; prints findings first. Everything from the contract is escaped.
 */
export function renderReviewHtml(report: ReviewReport): string {
  const { contract, review, fileName } = report;
  const language = report.language ?? contract.language;
  const words = reportWords(language);
  const ids = new Map(review.findings.map((finding, index) => [finding, `f${index + 1}`]));
  const marks = review.findings.flatMap((finding) =>
    finding.evidence.map((evidence, index): Mark => {
      const id = ids.get(finding)!;
      return {
        span: evidence.span,
        id: `${id}-${index + 1}`,
        href: `#${id}`,
        tone: finding.severity,
        title: finding.title,
      };
    }),
  );
  return htmlPage({
    language,
    title: `${words.review}: ${fileName}`,
    style,
    body: markup`<header>
        <h1>${fileName}</h1>
        ${subtitle(report, words)}
      </header>
      ${worstFirst.map((each) => markup`<input class="filter" type="checkbox" id="show-${each}" checked />`)}
      <p class="filters">
        ${words.show}:
        ${worstFirst.map((each) => markup`<label class="badge ${each}" for="show-${each}">${words[each]} ${review.summary.bySeverity[each]}</label>`)}
      </p>
      <main>
        <section class="text" aria-label="${words.contract}">${markText(contract, marks)}</section>
        <section class="list" aria-label="${words.findings}">
          <h2 style="margin-top:0">${words.findings} (${review.findings.length})</h2>
          ${review.findings.length === 0 ? markup`<p>${words.noFindings}</p>` : review.findings.map((finding) => renderFinding(finding, ids.get(finding)!, words))}
          ${renderFields(report.fields, words)} ${renderRest(report, words)}
        </section>
      </main>`,
  });
}

function subtitle({ contract, review, reviewedAt }: ReviewReport, words: ReportWords): Html {
  const { playbook, playbookVersion, stance } = review.summary;
  const side = stance === 'neutral' ? words.neutral : stance;
  return markup`<p class="meta">
    ${words.review} · ${words.playbook}: ${playbook} ${playbookVersion} · ${words.stance}: ${side} ·
    ${contract.pages} ${words.pages} ·
    <time datetime="${reviewedAt.toISOString()}">${reviewedAt.toISOString().slice(0, 10)}</time>
  </p>`;
}

function renderFinding(finding: Finding, id: string, words: ReportWords): Html {
  const {
    severity,
    verdict,
    title,
    rationale,
    evidence,
    suggestion,
    legalBasis,
    searched,
    escalate,
    confidence,
  } = finding;
  const rows: [string, string | undefined][] = [
    [words.searched, searched],
    [words.basis, legalBasis],
    [words.escalate, escalate],
    [words.rule, finding.rule],
    [words.confidence, percent(confidence)],
  ];
  return markup`<article class="finding ${severity}" id="${id}">
    <h3>
      <span class="badge ${severity}">${words[severity]}</span>
      <span class="badge">${words[verdict]}</span> ${title}
    </h3>
    <p>${rationale}</p>
    ${evidence.map((each, index) => quote(each, `#${id}-${index + 1}`, words))}
    ${
      suggestion &&
      suggestion.text !== '' &&
      markup`<p class="soft">${words.suggestion}</p>
        <div class="wording">${suggestion.text}</div>`
    }
    <dl>
      ${rows.map(
        ([name, value]) =>
          value !== undefined &&
          markup`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </article>`;
}

function quote({ quote: text, page }: Evidence, href: string, words: ReportWords): Html {
  const place = page === undefined ? '↗' : words.page === '第' ? `第${page}页 ↗` : `${words.page} ${page} ↗`;
  return markup`<blockquote>${text} <a href="${href}">${place}</a></blockquote>`;
}

function renderFields(fields: readonly Field[], words: ReportWords): Html | undefined {
  if (fields.length === 0) return undefined;
  return markup`<h2>${words.fields}</h2>
    <table>
      <thead>
        <tr>
          <th>${words.field}</th>
          <th>${words.value}</th>
          <th class="number">${words.confidence}</th>
        </tr>
      </thead>
      <tbody>
        ${fields.map((field) =>
          field.status === 'present'
            ? markup`<tr>
                <td>${field.name}</td>
                <td>
                  ${fieldText(field.value)}<br /><span class="soft"
                    >${field.evidence.map(({ quote: text }) => shorten(text)).join(' · ')}</span
                  >
                </td>
                <td class="number">${percent(field.confidence)}</td>
              </tr>`
            : markup`<tr>
                <td>${field.name}</td>
                <td class="soft">${words.absent}<br />${words.searched}: ${field.searched}</td>
                <td class="number">${percent(field.confidence)}</td>
              </tr>`,
        )}
      </tbody>
    </table>`;
}

function renderRest({ review }: ReviewReport, words: ReportWords): Html {
  const list = (title: string, items: readonly Html[]) =>
    items.length > 0
      ? markup`<h2>${title} (${items.length})</h2>
          <ul>
            ${items}
          </ul>`
      : undefined;
  return markup`${list(
    words.compliant,
    review.compliant.map(
      ({ title, evidence }) =>
        markup`<li>
          ${title}${evidence[0] && markup`<br /><span class="soft">${shorten(evidence[0].quote)}</span>`}
        </li>`,
    ),
  )}
  ${list(
    words.undecided,
    review.undecided.map(({ title }) => markup`<li>${title}</li>`),
  )}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A reminder only: the whole quote stands in the text. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 140 ? `${line.slice(0, 139)}…` : line;
}
