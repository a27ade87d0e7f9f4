import type { Clause, SignatureBlock } from './contract-structure.ts';
import type { Line } from './read-lines.ts';

/** What stands in one column of one line. */
interface Cell {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type Mark = SignatureBlock['signed'];
type Seal = NonNullable<SignatureBlock['sealed']>;

const roles =
  '(?:(?:甲|乙|丙|丁|戊|买|卖|供|需|采购|供应|供货|委托|受托|出租|承租|发包|承包|披露|接收|许可|被许可|转让|受让|服务|用人|定作|承揽)(?:单位)?方|买受人|出卖人|委托人|受托人|出租人|承租人|发包人|承包人|采购人|供应商|贷款人|借款人|担保人|用人单位|劳动者|当事人)';
const chineseParty = new RegExp(
  `^(${roles}(?:\\s*\\(${roles}\\))?)\\s*((?:\\([^)]{0,24}\\)\\s*)*)(盖章|签章|签字|签名|公章)?\\s*(?::|$|(?=_))\\s*(.*)$`,
);
const chineseSign =
  /^((?:法定代表人|授权代表|委托代理人|代表人?|负责人|签约代表|经办人|签字人?|签名|签章|签署|代表签字|或|\/|、|及|\s)+(?:\([^)]{0,16}\))?)\s*(?::|(?=_)|$)\s*(.*)$/;
const chineseSeal = /^\(?(?:盖章|公章|签章|单位盖章|盖公章|印章)\)?\s*(?::|(?=_)|$)\s*(.*)$/;
const sealText = /(?:合同专用章|公章|业务专用章|印\s*章|\[印\]|\(印\)|\[seal\]|财务专用章)/i;
const by =
  /^(?:By|BY|Signed(?: by)?|SIGNED(?: BY)?|Signature(?! ?[Pp]age)|SIGNATURE(?! PAGE)|Sign|Per)\b\s*(?::|$|(?=[_/]))\s*(.*)$/s;
const slash = /\/[sS]\//;
const detail =
  /^(?:Name|NAME|Title|TITLE|Its|ITS|Date|DATE|Dated|Print|Printed|Address|Attn|Attention|Witness|WITNESS|Attest|ATTEST|Tel|Fax|E-?mail|日期|日 期|签订|签署日期|签约日期|地址|电话|姓名|职务|职位|开户|帐号|账号|身份证|年)/;
const blankLine = /^[\s_.\-—=:()]*$/;

/** Places to sign in the parts that are there for it, one for each party, in order. */
export function findSignatures(
  text: string,
  folded: string,
  lines: readonly Line[],
  clauses: readonly Clause[],
): SignatureBlock[] {
  const found: SignatureBlock[] = [];
  for (const { span } of clauses.filter(({ kind }) => kind === 'signature')) {
    const within = lines.filter((line) => line.start >= span.start && line.end <= span.end);
    for (const column of columnsOf(folded, within)) found.push(...readColumn(text, column));
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** Two parties often sign side by side: what stands below each other belongs together. */
function columnsOf(folded: string, lines: readonly Line[]): Cell[][] {
  const columns: Cell[][] = [];
  for (const line of lines) {
    cellsOf(folded, line).forEach((cell, index) => (columns[index] ??= []).push(cell));
  }
  return columns;
}

function cellsOf(folded: string, line: Line): Cell[] {
  const cells: Cell[] = [];
  const text = folded.slice(line.start, line.end);
  let from = 0;
  const divider =
    /\t+|\s{3,}|\s+(?=(?:By|BY|Name|NAME|Title|TITLE):\s*\S)|\s+(?=(?:甲|乙|丙)方\s*[(:])|(?<=_)\s+(?=[^\s_年月日])/g;
  for (let match = divider.exec(text); ; match = divider.exec(text)) {
    const to = match?.index ?? text.length;
    const part = text.slice(from, to);
    // "By:     /s/ A": the gap before what was filled in.
    const isOpen =
      /:\s*$/.test(part) && match !== null && !/^\s*(?:By|BY|Name|Title|Date|甲|乙)/.test(text.slice(to));
    if (!isOpen) {
      if (part.trim() !== '')
        cells.push({ start: line.start + from, end: line.start + to, text: part.trim() });
      from = match ? match.index + match[0].length : to;
    }
    if (!match) return cells;
  }
}

interface Open {
  party?: string;
  start: number;
  end: number;
  signed?: Mark;
  sealed?: Seal;
}

function readColumn(text: string, cells: readonly Cell[]): SignatureBlock[] {
  const found: SignatureBlock[] = [];
  let open: Open | undefined;
  let name: Cell | undefined;
  const close = () => {
    if (open && (open.signed !== undefined || open.sealed !== undefined)) found.push(toBlock(text, open));
    open = undefined;
  };
  cells.forEach((cell, index) => {
    const party = chineseParty.exec(cell.text);
    const sign = party ? null : chineseSign.exec(cell.text);
    const seal = party || sign ? null : chineseSeal.exec(cell.text);
    const mark = party || sign || seal ? null : by.exec(cell.text);
    if (party) {
      close();
      const [, role = '', brackets = '', action = '', value = ''] = party;
      const asks = `${brackets}${action}`;
      open = { party: role, start: cell.start, end: cell.end };
      // "甲方（签字/盖章）" asks for either; a name behind it is typed.
      if (/章|印/.test(asks)) open.sealed = sealOf(value);
      if (/签字|签名|手印/.test(asks)) open.signed = markOf(value, cells[index + 1]);
      else if (asks === '' && sealText.test(value)) open.sealed = 'sealed';
    } else if (sign || seal) {
      open ??= { start: cell.start, end: cell.end };
      open.end = cell.end;
      if (sign) open.signed = stronger(open.signed, markOf(sign[2]!, undefined));
      if (seal || /盖章|公章/.test(sign?.[1] ?? '')) open.sealed = sealOf((seal ?? sign)!.at(-1)!);
    } else if (mark || slash.test(cell.text)) {
      // A second line to sign is another party's or another officer's.
      if (open && open.signed !== undefined) close();
      open ??= {
        start: name?.start ?? cell.start,
        end: cell.end,
        ...(name && { party: text.slice(name.start, name.end) }),
      };
      open.end = cell.end;
      open.signed = slash.test(cell.text) ? 'signed' : markOf(mark?.[1] ?? '', cells[index + 1]);
      name = undefined;
    } else if (detail.test(cell.text)) {
      if (open && cell.start - open.end < 400) open.end = cell.end;
    } else if (open && open.sealed !== undefined && sealText.test(cell.text)) {
      open.sealed = 'sealed';
      open.end = cell.end;
    } else if (isPartyName(cell.text)) {
      if (open?.signed !== undefined && open.sealed === undefined) close();
      name = cell;
    }
  });
  close();
  return found;
}

function toBlock(text: string, { start, end, party, signed, sealed }: Open): SignatureBlock {
  return {
    span: { start, end: start + text.slice(start, end).trimEnd().length },
    ...(party !== undefined && { party: party.replace(/\s+/g, ' ').trim() }),
    // A seal that is asked for and missing leaves the place blank.
    signed: signed ?? (sealed === 'sealed' ? 'unknown' : (sealed ?? 'unknown')),
    ...(sealed && { sealed }),
  };
}

/** What was put where a signature goes. A typed name is no proof of one. */
function markOf(value: string, next: Cell | undefined): Mark {
  if (slash.test(value)) return 'signed';
  if (!blankLine.test(value.replace(/\d{0,4}\s*年\s*\d{0,2}\s*月\s*\d{0,2}\s*日/, '').replace(detail, '')))
    return detail.test(value) ? 'blank' : 'unknown';
  if (value.trim() === '' && next && slash.test(next.text)) return 'signed';
  return 'blank';
}

function sealOf(value: string): Seal {
  if (sealText.test(value)) return 'sealed';
  return blankLine.test(value) ? 'blank' : 'unknown';
}

function stronger(a: Mark | undefined, b: Mark): Mark {
  return a === 'signed' || b === 'signed'
    ? 'signed'
    : a === 'unknown' || b === 'unknown'
      ? 'unknown'
      : 'blank';
}

function isPartyName(text: string): boolean {
  return (
    text.length >= 2 &&
    text.length <= 90 &&
    /\p{Lu}|[\u3400-\u9fff]/u.test(text) &&
    !/[.;]\s+\S.*\s|^\(?IN WITNESS|WITNESS WHEREOF|^\[|executed/i.test(text) &&
    !blankLine.test(text)
  );
}
