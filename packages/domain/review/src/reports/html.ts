/** Markup that is safe to put into a page: made by `markup` alone. */
export class Html {
  constructor(readonly source: string) {}
}

type Part = Html | string | number | undefined | false | readonly Part[];

/** A template whose values are escaped, whatever they are, unless they are markup already. */
export function markup(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(strings.reduce((made, piece, index) => made + render(values[index - 1]) + piece));
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.source;
  if (Array.isArray(part)) return part.map(render).join('');
  return escapeHtml(String(part));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** One file without scripts and without anything from elsewhere; the policy in its head makes browsers hold it to that. */
export function htmlPage(page: {
  readonly language: string;
  readonly title: string;
  readonly style: string;
  readonly body: Html;
}): string {
  return `<!doctype html>
<html lang="${escapeHtml(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
<style>${page.style}</style>
</head>
<body>
${page.body.source}
</body>
</html>
`;
}
