/** Hold a negating character and do not negate what follows. */
const notNegations = new RegExp(
  [
    '不(?:可抗力|得不|超过|超出|低于|少于|高于|晚于|迟于|早于|仅|限于|论|可撤销|可分割|符|合格|履行|能履行|按|及时|足|当|动产|同意见|间断|影响|妨碍|损害)',
    '未(?:按|能|经|及时|履行|付|来|成年|尽|达|交|结)|无(?:条件|论|偿|限|息|形|故|正当)|非(?:因|法|违约|专利)|除非|否则|并无',
    String.raw`\bnot (?:only|limited|less than|more than|later than|exceed(?:ing)?|be less|be more|unreasonably)\b|\bno (?:later|less|more|fewer|longer) than\b|\bwithout (?:limitation|limiting|prejudice|undue|unreasonabl[ey])\b|\bwhether or not\b`,
  ].join('|'),
  'gu',
);
const negation =
  /\b(?:not|no|never|neither|nor|nothing|nobody|none|cannot|without)\b|n't\b|不|未|没有|并非|无(?:需|须|权|义务)|免(?:于|除)|禁止|严禁|拒绝|非/gu;
const denial = /^[^,;:.，。；：]{0,12}?(?:不适用|不予|除外|(?:shall|does|do|will) not apply)/u;

/** Characters between a negation and what it bears on, at most: a few in Chinese, a few words in English. */
const reach = { han: 6, latin: 48 };

/**
 * Whether the words at `start`…`end` of a folded sentence are negated there: by a negation shortly before them in their
 * part of the sentence (an even number of them affirms), or by a denial right after them. Negations within the words
 * themselves are theirs.
 */
export function isNegated(sentence: string, start: number, end: number): boolean {
  if (denial.test(sentence.slice(end))) return true;
  const part =
    sentence
      .slice(0, start)
      .split(/[,;:。；：]|\.(?=\s|$)|(?<=\p{Script=Han})\./u)
      .at(-1) ?? '';
  const plain = part.replace(notNegations, (match) => ' '.repeat(match.length));
  const near = [...plain.matchAll(negation)].filter((match) => {
    const gap = plain.length - (match.index + match[0].length);
    return gap <= (/\p{Script=Han}/u.test(match[0]) ? reach.han : reach.latin);
  });
  return near.length % 2 === 1;
}
