const english = String.raw`(?:how|what|which|who|whom|whose|when|where|why|is|are|was|were|do|does|did|can|could|may|must|should|will|would)\b`;
const chinese =
  /如何|怎么|怎样|什么|何[时地人]|哪|谁|多少|多久|多[长大高]|几|是否|能否|可否|为何|吗|如何|怎麼|怎樣|什麼|誰|幾|嗎/u;

/** Where one question may end and another begin. */
const joints = new RegExp(
  String.raw`[,;]?\s+(?:and|or)\s+(?:also\s+)?(?=${english})|[?？]\s*(?=\S)|[,;]\s+(?=${english})|[，,；;]\s*(?:以及|和|并且|而且|又|还有)?(?=\p{Script=Han})|(?:以及|并且|而且)(?=\p{Script=Han})`,
  'giu',
);
const startsAsking = new RegExp(
  String.raw`(?:^|[.,]\s+)(?:and\s+|(?:for|in|at|on|to|by|up to|from)\s+)?${english}`,
  'iu',
);
const pointsBack = /\b(?:it|its|they|them|their|he|she|his|her)\b|它|其|他|她|该|此|該/iu;
/** Characters; less asks nothing by itself. */
const leastPart = { han: 6, other: 20 } as const;

/** Two things named of which the same is asked: the forms, and how each of the two is asked for. */
const pairs: readonly [RegExp, (...parts: string[]) => string[]][] = [
  [/^(?:比较|对比|比較|對比)(.{2,}?)(?:和|与|與|跟)(.{2,}?)的([^，。？?]+)/u, (a, b, what) => [`${a}的${what}`, `${b}的${what}`]],
  [/^([^，,、和与與跟]{2,})(?:和|与|與|跟)([^，,、]{2,}?)的([^的，]*)分别(.*)$/u, (a, b, what, rest) => [`${a}的${what}${rest}`, `${b}的${what}${rest}`]],
  [/^([^，,、和与與跟]{2,})(?:和|与|與|跟)([^，,、]{2,}?)的([^的，]*)分別(.*)$/u, (a, b, what, rest) => [`${a}的${what}${rest}`, `${b}的${what}${rest}`]],
  [/^compare (?:the )?(.{3,60}?) (?:of|by|for|between|at) (.{2,60}?) (?:and|with|to) ([^.?]{2,60}(?:\b(?:inc|ltd|co)\.)?)/iu, (what, a, b) => [`${what} of ${a}`, `${what} of ${b}`]],
  [/\b(?:difference between|differ between) (?:the )?([^,.?]{3,60}?) and (?:the )?([^,.?]{3,60})\??$/iu, (a, b) => [a, b]],
]; // prettier-ignore

/**
 * The questions that one question is made of, in order; itself where it is one. "How long for A, and how long for B?" is
 * two, and so is "compare the price of A and B": no one sentence need answer both.
 */
export function questionParts(question: string): readonly string[] {
  const clauses = question.split(joints).map((part) => part.trim());
  const [, ...later] = clauses;
  if (
    later.length > 0 &&
    later.length < 3 &&
    clauses.every(asksByItself) &&
    !later.some((part) => pointsBack.test(part))
  )
    return clauses;
  for (const [form, ask] of pairs) {
    const found = form.exec(question);
    if (found) return ask(...found.slice(1));
  }
  return [question];
}

function asksByItself(part: string): boolean {
  return /\p{Script=Han}/u.test(part)
    ? part.length >= leastPart.han && chinese.test(part)
    : part.length >= leastPart.other && startsAsking.test(part);
}
