/** Documents of the chaos run, the same in every process: small files of three kinds, changed a few at a time. */
export const usualCount = 60;

export interface WorkloadDocument {
  readonly externalId: string;
  readonly content: string;
}

/** How often a Document has been changed by this round: each round changes every tenth Document. */
export function variantOf(document: number, round: number): number {
  return Math.floor((round + 9 - (document % 10)) / 10);
}

/** Every Document as it stands in this round. */
export function documentsOf(round: number, count: number): WorkloadDocument[] {
  return Array.from({ length: count }, (_, document) => {
    const variant = variantOf(document, round);
    return { externalId: nameOf(document), content: contentOf(document, variant) };
  });
}

/** Words that stand in this variant of this Document and in no other. */
export const markerOf = (document: number, variant: number) => `marker-${document}-${variant}`;

export const nameOf = (document: number) => `document-${document}${['.md', '.txt', '.html'][document % 3]}`;

function contentOf(document: number, variant: number): string {
  const sections = Array.from({ length: 3 + (document % 6) }, (_, section) => ({
    title: `Section ${section + 1} of document ${document}`,
    text: `${markerOf(document, variant)}. ${paragraph(document * 31 + section * 7 + variant)}`,
  }));
  if (document % 3 === 0) return sections.map(({ title, text }) => `## ${title}\n\n${text}\n`).join('\n');
  if (document % 3 === 1) return sections.map(({ title, text }) => `${title}\n\n${text}\n`).join('\n');
  const body = sections.map(({ title, text }) => `<h2>${title}</h2><p>${text}</p>`).join('\n');
  return `<!doctype html><html><head><title>Document ${document}</title></head><body>${body}</body></html>`;
}

const facts = [
  'Opened items can be returned within fourteen days if the packaging is undamaged.',
  '年假须提前两周申请，由直属经理批准。',
  'The warranty covers manufacturing defects for two years from the date of delivery.',
  'Passwords have at least fourteen characters and are never shared by e-mail.',
  '退货运费由公司承担，退款在七个工作日内到账。',
  'Travel expenses are paid back within thirty days after the receipts arrive.',
];

const paragraph = (start: number) =>
  Array.from({ length: 12 }, (_, index) => facts[(start + index * (1 + (start % 5))) % facts.length]).join(
    ' ',
  );
