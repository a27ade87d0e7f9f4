import type { ChangeFlag, DoubtfulChange } from './comparison.ts';

/** Characters that recognition takes for one another, each group as its first member. */
const confusable = new Map<string, string>(
  [
    '0OoQDＯ〇',
    '1lI|i!丨',
    '5Ss',
    '8B',
    '2Zz',
    '6bG',
    '9gq',
    'cCeo',
    'uvy',
    'VvUu',
    'nh',
    '己已巳',
    '末未',
    '日曰目',
    '人入八',
    '土士',
    '千干于',
    '天夭',
    '大太犬',
    '处外',
    '力刀',
    '侯候',
    '拔拨',
    '材村',
    '折拆',
    '迟退',
    '复覆',
    '帐账',
    '贷货',
    '货贷',
    '治冶',
    '任仕',
    '间问闻',
    '今令',
    '住往',
    '微徽',
    '辨辩',
    '密蜜',
    '晴睛',
  ].flatMap((group) => [...group].map((sign): [string, string] => [sign, group[0]!])),
);
const merged: readonly (readonly [RegExp, string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/ﬁ/g, 'fi'],
];

/** What a misread character must not hide behind: differences here stay changes unless the shapes explain them. */
const grave: ReadonlySet<ChangeFlag> = new Set([
  'number',
  'negation',
  'date',
  'currency',
  'percentage',
  'party',
  'obligation',
  'condition',
]);

/** Why a difference on a page read by recognition is likely no edit; `undefined` where it is one as far as anyone can tell. */
export function judgeDoubt(
  before: string,
  after: string,
  page: { readonly isUnsure: boolean; readonly flags: readonly ChangeFlag[] },
): DoubtfulChange['reason'] | undefined {
  const [a, b] = [bare(before), bare(after)];
  if (a === b) return 'stray-characters';
  if (shape(a) === shape(b)) return 'confusable-characters';
  if (page.flags.some((flag) => grave.has(flag)) || /\p{Nd}/u.test(a + b)) return undefined;
  if ((a === '' || b === '') && [...a, ...b].length <= 1) return 'stray-characters';
  const longest = Math.max(a.length, b.length);
  const isHan = /\p{Script=Han}/u.test(a + b);
  const few = isHan ? (longest <= 2 ? 1 : Math.floor(longest / 4)) : longest < 5 ? 0 : Math.ceil(longest / 7);
  if (a !== '' && b !== '' && few > 0 && editDistance(a.toLowerCase(), b.toLowerCase()) <= few)
    return 'confusable-characters';
  const [lost, read] = a.length > b.length ? [a, b] : [b, a];
  if (page.isUnsure && lost.length >= 8 && read.length < lost.length / 3) return 'covered-region';
  return page.isUnsure && longest <= 12 ? 'unsure-page' : undefined;
}

function bare(text: string): string {
  return [...text.normalize('NFKC')].filter((sign) => /[\p{L}\p{N}]/u.test(sign)).join('');
}

function shape(text: string): string {
  let folded = text;
  for (const [pattern, sign] of merged) folded = folded.replace(pattern, sign);
  return [...folded]
    .map((sign) => confusable.get(sign) ?? sign)
    .join('')
    .toLowerCase();
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 12 || a.length > 200 || b.length > 200) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
