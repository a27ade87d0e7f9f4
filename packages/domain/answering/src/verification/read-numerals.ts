const hanDigits: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
  壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
}; // prettier-ignore
const hanScales: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1_000,
  拾: 10,
  佰: 100,
  仟: 1_000,
};

/** Characters of which Chinese numerals are made, as a regular expression's class content. */
export const hanNumeral = '零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟';

/** The value of a Chinese numeral such as 三十, 一千二百, 二〇二六, 十二点五; `undefined` where it is none. */
export function parseHanNumeral(text: string): number | undefined {
  const [whole = '', fraction] = text.split('点');
  if (fraction !== undefined) {
    const base = parseHanNumeral(whole);
    const digits = [...fraction].map((digit) => hanDigits[digit]);
    if (base === undefined || digits.length === 0 || digits.includes(undefined)) return undefined;
    return Number(`${base}.${digits.join('')}`);
  }
  if (whole === '') return undefined;
  if ([...whole].every((character) => hanDigits[character] !== undefined)) {
    return Number([...whole].map((character) => hanDigits[character]).join(''));
  }
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const character of whole) {
    const value = hanDigits[character];
    const scale = hanScales[character];
    if (value !== undefined) digit = value;
    else if (scale !== undefined) {
      section += (digit ?? 1) * scale;
      digit = undefined;
    } else if (character === '万' || character === '亿') {
      const factor = character === '万' ? 1e4 : 1e8;
      total = (total + section + (digit ?? 0)) * factor;
      section = 0;
      digit = undefined;
    } else return undefined;
  }
  return total + section + (digit ?? 0);
}

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  dozen: 12,
};
const wordNumber = [...small, ...tens.slice(2), ...Object.keys(scales)].join('|');

/** English number words: "thirty", "twenty-five", "one hundred and twenty thousand". */
export const englishNumeral = `(?:a (?=hundred\\b|thousand\\b|million\\b|dozen\\b))?(?:${wordNumber})(?:(?:[ -]|,? and )(?:${wordNumber}))*`;

/** The value of English number words as matched by `englishNumeral`. */
export function parseEnglishNumeral(text: string): number {
  let total = 0;
  let section = 0;
  for (const word of text.split(/[ ,-]+/)) {
    const scale = scales[word];
    if (small.includes(word)) section += small.indexOf(word);
    else if (tens.includes(word)) section += tens.indexOf(word) * 10;
    else if (scale === 100 || scale === 12) section = Math.max(1, section) * scale;
    else if (scale !== undefined) {
      total += Math.max(1, section) * scale;
      section = 0;
    }
  }
  return total + section;
}
