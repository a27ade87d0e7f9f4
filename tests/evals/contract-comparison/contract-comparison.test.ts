import { seeded } from '../../seeded.ts';
import { editKinds } from './contract-edits.ts';
import { measureComparison } from './measure-comparison.ts';
import { toContract, type Piece } from './plain-contract.ts';

/** Clauses written for this test, one after another with other words, so that texts are long and no two alike. */
function makeContract(language: 'en' | 'zh', seed: number) {
  const random = seeded(seed);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
  const english = () =>
    `The ${pick(['Supplier', 'Customer'])} shall ${pick(['deliver', 'inspect', 'insure', 'store', 'replace'])} the ${pick(['equipment', 'records', 'materials', 'software'])} within ${5 + Math.floor(random() * 80)} days after ${pick(['notice', 'acceptance', 'signature', 'receipt of an invoice'])}. The ${pick(['Supplier', 'Customer'])} may ${pick(['refuse', 'postpone', 'extend', 'verify'])} this once per ${pick(['year', 'quarter', 'month'])} in ${pick(['writing', 'person', 'electronic form'])}. Costs of ${pick(['transport', 'storage', 'testing', 'disposal'])} are borne by the party that ${pick(['caused', 'ordered', 'approved'])} them.`;
  const chinese = () =>
    `${pick(['甲方', '乙方'])}应当在${pick(['收到通知', '验收合格', '合同签订', '收到发票'])}后${5 + Math.floor(random() * 80)}日内${pick(['交付', '检验', '投保', '更换'])}${pick(['设备', '资料', '原材料', '软件'])}。${pick(['甲方', '乙方'])}可以以${pick(['书面', '电子', '传真'])}形式${pick(['延期', '核实', '拒绝'])}一次。${pick(['运输', '仓储', '检测', '处置'])}费用由${pick(['责任方', '订货方', '批准方'])}承担。`;
  const pieces = Array.from({ length: 14 }, (_, index): Piece => ({
    kind: 'paragraph',
    text: language === 'en' ? `${index + 1}. ${english()}` : `第${index + 1}条 ${chinese()}`,
  }));
  const title: Piece = { kind: 'heading', text: language === 'en' ? 'SUPPLY AGREEMENT' : '供货合同' };
  return { name: `${language} ${seed}`, contract: toContract([title, ...pieces], false) };
}

const contracts = [1, 2, 3].flatMap((seed) => [makeContract('en', seed), makeContract('zh', seed)]);
const { kinds, unchanged, misses } = measureComparison(contracts, 3);

test.each(Object.keys(editKinds))('every edit of the kind "%s" is seen, and nothing beside it', (kind) => {
  const { edits, seen, others } = kinds[kind]!;
  expect(edits).toBeGreaterThanOrEqual(12);
  expect({ seen, others, misses: misses.filter((miss) => miss.includes(`, ${kind}:`)) }).toEqual({
    seen: edits,
    others: 0,
    misses: [],
  });
});

test('contracts that were only set anew do not differ', () => {
  expect({ ...unchanged, misses: misses.filter((miss) => miss.includes('unchanged')) }).toEqual({
    pairs: 12,
    changes: 0,
    misses: [],
  });
});
