import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import { readMoney, type MoneyMention } from '../fields/values/read-money.ts';
import { parseDecimal, compareDecimals } from '../fields/values/decimal.ts';

/** Between an amount and the same amount written the other way: brackets and the words that announce it. */
const between =
  /^[\s,，、;；:.]*(?:\(|【|\[|整|正|\/)?[\s:,，、]*(?:即|计|共计|也就是|say|i\.e\.)?[\s:,]*(?:人民币|RMB|CNY|US)?\s*(?:\(?\s*(?:大写|小写|金额大写|金额小写)(?:金额)?\)?\s*[:为]?\s*)?(?:人民币|RMB)?[\s:]*$/iu;

/** One amount written twice, in figures and in words, that is two amounts. */
export const amountMismatch: Check = {
  id: 'amount-mismatch',
  title: { en: 'Amount in words differs from amount in figures', zh: '金额大小写不一致' },
  severity: 'high',
  clauseType: 'price-and-payment',
  legalBasis: { zh: '《中华人民共和国民法典》第四百六十六条、第五百一十条（约定不明的解释与补充）' },
  find(source) {
    const mentions = readMoney(source.text);
    return mentions.slice(1).flatMap((mention, index) => comparePair(source, mentions[index]!, mention));
  },
};

function comparePair(source: CheckSource, first: MoneyMention, second: MoneyMention): CheckHit[] {
  if (first.written === second.written) return [];
  if (second.start - first.end > 24 || !between.test(source.text.slice(first.end, second.start))) return [];
  // "$30, 000": figures torn by a space are no other amount.
  if (/^,?\s\d{3}\b/u.test(source.text.slice(second.end, second.end + 6))) return [];
  const [words, figures] = first.written === 'words' ? [first, second] : [second, first];
  const sameAmount = compareDecimals(parseDecimal(words.amount)!, parseDecimal(figures.amount)!) === 0;
  const sameCurrency =
    words.currency === undefined || figures.currency === undefined || words.currency === figures.currency;
  // "USD … 元": 元 beside another currency's figures only counts, it names no currency.
  if (sameAmount && (sameCurrency || words.currency === 'CNY')) return [];
  const span = { start: first.start, end: second.end };
  const said = { words: source.quote(words), figures: source.quote(figures) };
  return [
    {
      spans: [span],
      rationale: {
        en: `The words say ${words.amount} ("${said.words}"), the figures ${figures.amount} ("${said.figures}"). Which one is owed is open to dispute.`,
        zh: `大写金额“${said.words}”（${words.amount}）与小写金额“${said.figures}”（${figures.amount}）不一致，应付金额存在争议。`,
      },
      confidence: 0.96,
    },
  ];
}
