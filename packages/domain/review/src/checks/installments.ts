import type { Span } from '@groundwork/kernel';
import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';
import { addDecimals, compareDecimals, formatDecimal, parseDecimal } from '../fields/values/decimal.ts';
import { readPercentages } from '../fields/values/read-percentages.ts';

const payment =
  /预付款|首付款|首期|第[一二三四五]期|进度款|到货款|发货款|验收款|尾款|余款|质保金|定金|合同(?:总价|总额|金额|价款|总价款)的|\b(?:installment|down\s*payment|deposit|upon\s+(?:signing|execution|delivery|completion|acceptance)|balance|milestone|final\s+payment)\b/iu;
const notPayment =
  /违约|逾期|滞纳|利息|赔偿|罚|税率|增值税|折扣|上浮|下浮|股权|持股|比例分成|定金不|责任|上限|不超过|超过|以上|\b(?:penalt\w*|interest|late|damages|liab\w*|discount|tax|royalt\w*|share|exceed\w*|increase|commission)\b/iu;
const total = { units: 100n, scale: 0 };

/** Parts of one price, given in per cent one after the other, that do not make a hundred. */
export const installments: Check = {
  id: 'installments-not-100-percent',
  title: { en: 'Payment instalments do not add up to 100 %', zh: '分期付款比例合计不等于100%' },
  severity: 'high',
  clauseType: 'price-and-payment',
  find(source) {
    const runs: { span: Span; percent: string }[][] = [];
    let last = -1;
    for (const [index, sentence] of source.sentences.entries()) {
      const shares = sharesOf(source, sentence);
      if (shares.length === 0) continue;
      // Sentences of one schedule stand together: at most two others between them.
      if (last >= 0 && index - last <= 3) runs.at(-1)!.push(...shares);
      else runs.push([...shares]);
      last = index;
    }
    return runs.flatMap((run) => (run.length >= 2 ? checkRun(source, run) : []));
  },
};

function sharesOf(source: CheckSource, sentence: Span): { span: Span; percent: string }[] {
  const words = source.slice(sentence);
  if (!payment.test(words)) return [];
  return readPercentages(words).flatMap(({ start, end, percent, per }) => {
    const before = /[^，,。；;]*$/u.exec(words.slice(0, start))![0];
    const after = /^[^，,。；;]*/u.exec(words.slice(end))![0];
    const around = before + after;
    if (per !== undefined || notPayment.test(around)) return [];
    // The part must be one that is paid: 支付…30%, 30%作为预付款.
    if (
      !/支付|付款|付清|预付|款|质保金|定金|结算|\b(?:pay\w*|paid|due|balance|deposit|installment|upon)\b/iu.test(
        around,
      )
    )
      return [];
    return [{ span: { start: sentence.start + start, end: sentence.start + end }, percent }];
  });
}

function checkRun(source: CheckSource, run: readonly { span: Span; percent: string }[]): CheckHit[] {
  // Words beside figures are one share: 百分之三十（30%）.
  const parts = run.filter(
    ({ span, percent }, index) =>
      index === 0 ||
      run[index - 1]!.percent !== percent ||
      !/^\s*\(?\s*$/u.test(source.text.slice(run[index - 1]!.span.end, span.start)),
  );
  if (parts.length < 2) return [];
  const sum = parts.map(({ percent }) => parseDecimal(percent)!).reduce(addDecimals);
  // "累计支付至80%": shares that run up to a total are no parts.
  const cumulative = parts.some(({ span }) =>
    /至[^，,。]{0,14}$|累计[^，,。]{0,14}$/u.test(
      source.text.slice(Math.max(0, span.start - 20), span.start),
    ),
  );
  const rest = source.text.slice(parts[0]!.span.start, parts.at(-1)!.span.end + 80);
  const balance =
    /(?:余款|尾款|剩余|其余)(?![^。；;]{0,30}(?:%|分之))|\b(?:balance|remainder|remaining)\b(?![^.;]{0,40}(?:%|percent))/iu.test(
      rest,
    );
  if (cumulative || compareDecimals(sum, total) === 0) return [];
  if (balance && compareDecimals(sum, total) < 0) return [];
  // Far below a hundred the parts may be of different things: only what looks like a whole schedule is judged.
  if (
    compareDecimals(sum, { units: 80n, scale: 0 }) < 0 ||
    compareDecimals(sum, { units: 130n, scale: 0 }) > 0
  )
    return [];
  const listed = parts.map(({ percent }) => `${percent}%`).join(' + ');
  return [
    {
      spans: parts.map(({ span }) => span),
      rationale: {
        en: `${listed} = ${formatDecimal(sum)} %, not 100 %.`,
        zh: `各期付款比例${listed}＝${formatDecimal(sum)}%，合计不等于100%。`,
      },
      confidence: 0.8,
    },
  ];
}
