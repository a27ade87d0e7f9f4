import { UserError } from '@groundwork/kernel';

/** CUAD's answers to one contract, as people wrote them into `master_clauses.csv`. */
export interface ContractAnswers {
  /** Names of the companies and people, without what they are called. */
  readonly parties: readonly string[];
  /** ISO dates; absent where the answer is blank, partial ("[]/[]/2004") or "perpetual". */
  readonly agreementDate?: string;
  readonly effectiveDate?: string;
  readonly expirationDate?: string;
  /** In months, or days where the answer is in days. */
  readonly renewalTerm?: string;
  readonly renewalNotice?: string;
  /** Places: "Ontario", "England". */
  readonly governingLaw: readonly string[];
}

/** Answers by file name without ending. Throws `UserError` (`dataset.invalid`) where it is not CUAD's table. */
export function readMasterClauses(csv: string): ReadonlyMap<string, ContractAnswers> {
  const [head = [], ...rows] = readCsv(csv);
  const column = (name: string): number => {
    const at = head.indexOf(name);
    if (at < 0) throw new UserError('dataset.invalid', `master_clauses.csv has no column "${name}".`);
    return at;
  };
  const at = {
    file: column('Filename'),
    parties: column('Parties-Answer'),
    agreement: column('Agreement Date-Answer'),
    effective: column('Effective Date-Answer'),
    expiration: column('Expiration Date-Answer'),
    renewal: column('Renewal Term-Answer'),
    notice: column('Notice Period to Terminate Renewal-Answer'),
    law: column('Governing Law-Answer'),
  };
  return new Map(
    rows.map((row): [string, ContractAnswers] => {
      const cell = (index: number): string => row[index]?.trim() ?? '';
      const optional = <K extends string>(key: K, value: string | undefined) =>
        (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: string };
      return [
        contractKey(cell(at.file)),
        {
          parties: readParties(cell(at.parties)),
          ...optional('agreementDate', readDate(cell(at.agreement))),
          ...optional('effectiveDate', readDate(cell(at.effective))),
          ...optional('expirationDate', readDate(cell(at.expiration))),
          ...optional('renewalTerm', readPeriod(cell(at.renewal))),
          ...optional('renewalNotice', readPeriod(cell(at.notice))),
          governingLaw: cell(at.law)
            .split(/;\s*/)
            .map((law) => law.split(',')[0]!.trim())
            .filter((law) => law !== '' && !law.startsWith('[')),
        },
      ];
    }),
  );
}

/** What a file is known by, whatever its ending. */
export function contractKey(file: string): string {
  return file.replace(/\.(?:pdf|txt)$/iu, '').trim();
}

function readParties(answer: string): string[] {
  const names = answer
    .replace(/[“”]/gu, '"')
    .split(/;\s*/)
    .map((part) =>
      part
        .replace(/\(.*$/su, '')
        .replace(/"/g, '')
        .replace(/,?\s*$/u, '')
        .trim(),
    );
  return [
    ...new Set(
      names.filter(
        (name) => name.length > 3 && !/^(?:\[|and\b|individually|each|together|collectively)/iu.test(name),
      ),
    ),
  ];
}

function readDate(answer: string): string | undefined {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(answer) ?? [];
  return year === undefined ? undefined : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
}

function readPeriod(answer: string): string | undefined {
  const [, amount, unit] = /(\d+)\)?\s*(day|month|year)/iu.exec(answer) ?? [];
  return amount === undefined ? undefined : periodKey(Number(amount), unit!.toLowerCase());
}

/** One form for a year and twelve months. */
export function periodKey(amount: number, unit: string): string {
  return unit === 'year' ? `${amount * 12} month` : `${amount} ${unit}`;
}

/** RFC 4180: quoted cells may hold commas, quotes and line breaks. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]!;
    if (quoted && character === '"' && text[index + 1] === '"') {
      cell += '"';
      index += 1;
    } else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === ',' || character === '\n')) {
      rows.at(-1)!.push(cell.replace(/\r$/u, ''));
      cell = '';
      if (character === '\n') rows.push([]);
    } else cell += character;
  }
  if (cell !== '' || rows.at(-1)!.length > 0) rows.at(-1)!.push(cell);
  return rows.filter((row) => row.length > 1);
}
