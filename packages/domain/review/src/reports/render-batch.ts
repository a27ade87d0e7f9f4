import { severities } from '../findings/finding.ts';
import type { BatchEntry, BatchReport } from './batch-report.ts';
import { htmlPage, markup, type Html } from './html.ts';
import { reportStyle } from './report-style.ts';
import { reportWords, type ReportWords } from './report-words.ts';

const worstFirst = [...severities].reverse();

/** The summary of a batch as a page: every file with its findings by severity, the worst first; failures say why. */
export function renderBatchHtml({ name, language, entries, parameters }: BatchReport): string {
  const words = reportWords(language);
  const weigh = ({ review }: BatchEntry) =>
    worstFirst.reduce((sum, each) => sum * 1_000 + (review?.summary.bySeverity[each] ?? 0), 0);
  const ordered = [...entries].sort((a, b) => weigh(b) - weigh(a));
  return htmlPage({
    language,
    title: `${words.batch}: ${name}`,
    style: reportStyle,
    body: markup`<header>
        <h1>${name}</h1>
        <p class="meta">
          ${words.batch} · ${entries.length} ${words.contracts} · ${words.failed}:
          ${entries.filter(({ failure }) => failure !== undefined).length}
        </p>
      </header>
      <table>
        <thead>
          <tr>
            <th>${words.file}</th>
            <th>${words.status}</th>
            <th class="number">${words.pages}</th>
            ${worstFirst.map((each) => markup`<th class="number">${words[each]}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${ordered.map((entry) => row(entry, words))}
        </tbody>
      </table>
      <h2>${words.parameters}</h2>
      <table>
        <tbody>
          ${parameters.map(
            ([key, value]) =>
              markup`<tr>
                <th>${key}</th>
                <td>${value}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  });
}

function row({ fileName, status, failure, pages, review, href }: BatchEntry, words: ReportWords): Html {
  // Only relative addresses: a file name must not become a link to elsewhere.
  const isLocal = href !== undefined && !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href);
  const counts = worstFirst.map((each) => {
    const count = review?.summary.bySeverity[each];
    return markup`<td class="number">${count ? markup`<span class="badge ${each}">${count}</span>` : count}</td>`;
  });
  return markup`<tr>
    <td>${isLocal ? markup`<a href="${href}">${fileName}</a>` : fileName}</td>
    <td>${failure === undefined ? status : markup`${words.failed}: ${failure}`}</td>
    <td class="number">${pages}</td>
    ${counts}
  </tr>`;
}
