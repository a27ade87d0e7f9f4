import { measureRisks } from './measure-risks.ts';
import { zhPurchaseRephrased } from './zh-purchase-rephrased.ts';
import { zhPurchaseRisks } from './zh-purchase-risks.ts';
import { zhPurchaseUnseen } from './zh-purchase-unseen.ts';

/** `pnpm eval contract-risks [--json]`: recall and false positives of seeded risks, per rule. */
const sets = { known: zhPurchaseRisks, rephrased: zhPurchaseRephrased, unseen: zhPurchaseUnseen };
const figures = Object.entries(sets).map(
  ([name, risks]) => [name, measureRisks(risks, 'zh-purchase-balanced', 'zh-purchase')] as const,
);
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(Object.fromEntries(figures)));
} else {
  for (const [name, { risks, found, missed, falsePositives, notSilent, rules }] of figures) {
    console.log(`\n${name}: ${found} of ${risks} risks found, ${falsePositives.length} findings besides`);
    console.table(rules);
    for (const id of missed) console.log(`missed  ${id}`);
    for (const id of falsePositives) console.log(`besides ${id}`);
    for (const id of notSilent) console.log(`told the other side  ${id}`);
  }
}
