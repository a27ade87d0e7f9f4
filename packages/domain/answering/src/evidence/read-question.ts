import { chineseWords } from '@groundwork/retrieval';
import { answerKindOf, type AnswerKind } from './answer-kind.ts';
import { fold } from '../text/fold-text.ts';
import { tokenize, type Token } from '../text/content-terms.ts';

/** What kind of thing would answer a question. */
export type QuestionType =
  | 'when'
  | 'how-long'
  | 'how-many'
  | 'how-much'
  | 'who'
  | 'where'
  | 'yes-no'
  | 'why'
  | 'how'
  | 'list'
  | 'what';

/** One thing that a question asks about: the stem of a word, an identifier, a Chinese word. */
export interface SubjectUnit {
  readonly key: string;
  readonly kind: 'word' | 'han';
  /** Whether it names one thing: an identifier, a number, a capitalised or quoted word. */
  readonly isName: boolean;
}

/** A question made ready for comparing with sentences. */
export interface ReadQuestion {
  readonly folded: string;
  readonly tokens: readonly Token[];
  readonly type: QuestionType;
  /** The form of what would answer it, where that can be told. */
  readonly answerKind?: AnswerKind;
  /** Indexes of the tokens that say what is asked about. */
  readonly subject: readonly number[];
  readonly units: readonly SubjectUnit[];
  /** Keys of the units that are names: a source about something else lacks them. */
  readonly names: readonly string[];
}

const types: readonly [QuestionType, RegExp][] = [
  ['when', /\bwhen\b|\bwhat (?:date|day|year|month|time)\b|\bwhich (?:date|day|year|month)\b|\bby what date\b|何时|什么时候|几点|几号|几月|哪[一]?[年天月日]|什么时间|截止日期/u],
  ['how-long', /\bhow (?:long|soon|quickly|fast|often)\b|多久|多长时间|几天|多少[天日个]|几个(?:工作日|月)|期限/u],
  ['how-much', /\bhow (?:much|high|far|large|big|heavy|tall)\b|\bwhat (?:percentage|percent|amount|is the (?:price|cost|fee|rate|maximum|minimum|limit))\b|多少钱|多大|多高|多重|百分之几|金额|比例|[标售单定]价|价格|费用|津贴|容量|重量|温度/u],
  ['how-many', /\bhow many\b|\bwhat number\b|多少|几[个名次位项种家人台]/u],
  ['who', /\bwho(?:m|se)?\b|\bwhich (?:person|team|department|manager)\b|谁|哪位|何人|哪个部门|什么人/u],
  ['where', /\bwhere\b|\bwhich (?:city|country|place|office)\b|哪里|哪儿|何处|何地|什么地方|哪个(?:城市|国家|地方)/u],
  ['why', /\bwhy\b|为什么|为何|原因/u],
  ['list', /\bwhich\b.*\b(?:are|documents|items|types)\b|\bwhat (?:are|documents|items|types|kinds|steps)\b|\blist\b|哪些|哪几/u],
  ['how', /\bhow (?:do|does|can|should|to|is|are|did)\b|如何|怎么|怎样|流程|步骤/u],
  ['yes-no', /^(?:is|are|am|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had)\b|是否|能否|可否|吗[?]?$|是不是|能不能|可不可以|有没有|需不需要|会不会/u],
]; // prettier-ignore

/** Say that something is asked, not what about. */
const askingWords = new Set(
  'what which who whom whose when where why how many much long often tell know explain describe list give please say mean happen according'.split(
    ' ',
  ),
);
const askingHan =
  /请问|几多|咩野?|嘅|系咪|边度|边个|点解|点样|唔该|分别系|什么(?:时候|时间|地方|人|样)?|怎么(?:样|办)?|怎样|如何|为什么|为何|哪[些个里儿位几种一]?|多少|多久|多长时间|多[大高重远]|几|何[时地处人]|谁|是否|是不是|能否|可否|能不能|可不可以|有没有|需不需要|会不会|吗|呢|吧|么|我们?|你们?|您|一下|可以|需要|应该|根据|关于|有关|分别|具体|想知道|告诉|知道|进行|情况/gu;

export function readQuestion(question: string): ReadQuestion {
  const folded = fold(question);
  const masked = folded.replace(askingHan, (words) => ' '.repeat(words.length));
  const tokens = tokenize(masked);
  const subject = tokens.flatMap((token, index) =>
    token.content && !askingWords.has(token.text) ? [index] : [],
  );
  const type = types.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'what';
  const answerKind = answerKindOf(folded);
  const names = namesOf(question, tokens, folded);
  const units = unitsOf(tokens, subject, names);
  return { folded, tokens, type, ...(answerKind && { answerKind }), subject, units, names };
}

/** Each excludes its like: what is said of red is not said of blue, nor of one city what is said of another. */
const exclusive =
  /^(?:红色?|橙色?|黄色?|蓝色?|绿色?|黑色?|白色?|red|orange|yellow|blue|green|black|white|北京|上海|天津|重庆|香港|澳门|台湾|广东|广州|深圳|东莞|佛山|珠海|江苏|浙江|杭州|南京|苏州|成都|武汉|西安|四川|山东|福建|厦门|海南|中国|美国|英国|法国|德国|日本|韩国|印度|加拿大|澳大利亚|新加坡|泰国|越南|马来西亚|欧洲|伦敦|纽约|巴黎|东京|支付宝|微信支付|比特币)$/u;

function unitsOf(
  tokens: readonly Token[],
  subject: readonly number[],
  names: readonly string[],
): SubjectUnit[] {
  const units = new Map<string, SubjectUnit>();
  let run = '';
  let end = -1;
  const close = (): void => {
    for (const word of run === '' ? [] : chineseWords(run))
      units.set(word, { key: word, kind: 'han', isName: exclusive.test(word) });
    run = '';
  };
  for (const index of subject) {
    const token = tokens[index];
    if (!token) continue;
    if (token.start !== end) close();
    if (token.kind === 'han') run += token.text;
    else
      units.set(token.key, {
        key: token.key,
        kind: 'word',
        isName: names.includes(token.key) || exclusive.test(token.text),
      });
    end = token.end;
  }
  close();
  return [...units.values()];
}

/** Are written with a capital or in capitals, and in sources as signs. */
const unitNames = new Set('celsius fahrenheit kelvin hkd usd rmb cny eur gbp'.split(' '));

/** Follow the number of an amount; of the years, only those that are counted. */
const unitOfAmount =
  /^[ -]?(?:k?g|[kcm]?m|m?l|k?w|v|%|°|[ap]\.?m|days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|people|persons?|miles?|litres?|liters?|kilos?|dollars?|(?:公|英)?[斤里寸尺]|千?克|[厘毫]?米|毫?升|个|天|周|星期|小时|分钟|岁|人|名|块|元|瓦|度|点|楼?层|年(?:以|内|后|期|工|的))(?![a-z])/u;

/** An amount tells the asker's own case; a source need not name it, as it must name the 8 of "signal no. 8". */
function isAmount({ start, end }: Token, folded: string): boolean {
  return unitOfAmount.test(folded.slice(end)) || /[$€£¥]\s?$/u.test(folded.slice(0, start));
}

function namesOf(question: string, tokens: readonly Token[], folded: string): string[] {
  const names = tokens.flatMap((token) =>
    token.kind === 'identifier' || (token.kind === 'number' && !isAmount(token, folded)) ? [token.key] : [],
  );
  const inChinese = tokens.some((token) => token.kind === 'han');
  const capitals = new Set(
    [
      ...question.matchAll(
        inChinese ? /[A-Za-z][\w-]+/g : /(?<=[\p{L}\d,"'“‘]\s+["'“‘(]?)\p{Lu}[\p{L}\d-]*/gu,
      ),
    ].map((match) => fold(match[0])),
  );
  // A question typed all in capitals or in title case names nothing by its capitals.
  const words = tokens.filter((token) => token.kind === 'word');
  const meaningful = inChinese || capitals.size <= words.length / 2;
  for (const token of words)
    if (
      meaningful &&
      token.content &&
      capitals.has(token.text) &&
      !askingWords.has(token.text) &&
      !unitNames.has(token.text)
    )
      names.push(token.key);
  return [...new Set(names)];
}
