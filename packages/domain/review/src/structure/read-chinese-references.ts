import type { Span } from '@groundwork/kernel';
import type { WrittenTarget } from './clause-finder.ts';
import { scheduleNumber } from './find-landmarks.ts';
import { isLineOfItsOwn } from './is-line-of-its-own.ts';
import { readChinese } from './read-numeral.ts';

export interface WrittenReference {
  readonly span: Span;
  readonly target: WrittenTarget;
  readonly isExternal: boolean;
}

const counted = '[〇零一二两三四五六七八九十百千\\d]{1,6}';
const chinesePlace = new RegExp(
  `(?:第\\s*|(?<![\\d.])(?=\\d{1,3}\\.\\d))(${counted}(?:\\.\\d{1,3})*)((?:\\s*(?:、|,|和|及|与|至|到|-)\\s*第?\\s*${counted}(?:\\.\\d{1,3})*)*)\\s*(条|章|节|款)((?:之[一二三四五六七八九十])?)((?:\\s*第?\\s*\\(?${counted}\\)?\\s*(?:款|项|目))*)`,
  'g',
);
const chineseAttachment =
  /(附件|附录|附表)\s*([一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z])((?:\s*(?:、|和|及|与)\s*(?:附件)?(?:[一二三四五六七八九十]{1,3}|\d{1,2}))*)(?![\d.])/g;
const chineseStatuteBefore =
  /(?:》|(?<!方)法|法典|条例|办法|解释|规则|规程|细则|(?:原|主|该|其|总|基础|框架)(?:合同|协议)|同法|该法)\s*(?:\([^)\n]{0,30}\))?\s*(?:的|中|之)?\s*$/;

/** 第十二条, 第三、四条, 第5.2款, 附件一 in a folded text, and whether a statute or another contract is meant. */
export function readChineseReferences(folded: string): WrittenReference[] {
  const found: WrittenReference[] = [];
  if (!/[\u3400-\u9fff]/.test(folded)) return found;
  const add = (span: Span, target: WrittenTarget, isExternal: boolean) =>
    found.push({ span, target, isExternal });
  let lastExternalEnd = -1;
  for (const match of folded.matchAll(chinesePlace)) {
    const before = folded.slice(Math.max(0, match.index - 40), match.index);
    const isChained =
      lastExternalEnd >= 0 &&
      /^\s*(?:、|,|和|及|与|或|以及|至)?\s*$/.test(folded.slice(lastExternalEnd, match.index));
    const isExternal = isChained || chineseStatuteBefore.test(before);
    const end = match.index + match[0].length;
    if (isExternal) lastExternalEnd = end;
    const kind = match[3]!;
    const first = match[1]!;
    const inner = [...match[5]!.matchAll(new RegExp(counted, 'g'))].map(([number]) =>
      String(readChinese(number) ?? number),
    );
    const others = [...match[2]!.matchAll(new RegExp(`${counted}(?:\\.\\d{1,3})*`, 'g'))];
    const numberAt = match.index + match[0].indexOf(first);
    const listAt = numberAt + first.length;
    const written: [Span, string, string[]][] =
      others.length === 0
        ? [[{ start: match.index, end }, first, inner]]
        : [
            [{ start: match.index, end: listAt }, first, []],
            ...others.map((other, index): [Span, string, string[]] => {
              const start = listAt + other.index;
              const isLast = index === others.length - 1;
              return [{ start, end: isLast ? end : start + other[0].length }, other[0], isLast ? inner : []];
            }),
          ];
    for (const [span, number, rest] of written) {
      const parts = number.includes('.')
        ? number.split('.').map((part) => String(Number(part)))
        : [String(readChinese(number) ?? number)];
      add(
        span,
        {
          kind: 'clause',
          word: kind,
          parts: [...parts, ...rest],
          soft: rest.length,
          isRelative: kind === '款' && parts.length === 1,
        },
        isExternal,
      );
    }
  }
  for (const match of folded.matchAll(chineseAttachment)) {
    if (isLineOfItsOwn(folded, match)) continue;
    const end =
      match.index +
      match[1]!.length +
      /^\s*/.exec(match[0].slice(match[1]!.length))![0].length +
      match[2]!.length;
    add(
      { start: match.index, end },
      { kind: 'schedule', word: match[1]!, parts: [scheduleNumber(match[2]!)], isRelative: false },
      false,
    );
    for (const other of match[3]!.matchAll(/(?:附件)?([一二三四五六七八九十]{1,3}|\d{1,2})/g)) {
      const start = end + other.index;
      add(
        { start, end: start + other[0].length },
        { kind: 'schedule', word: match[1]!, parts: [scheduleNumber(other[1]!)], isRelative: false },
        false,
      );
    }
  }
  return found;
}
