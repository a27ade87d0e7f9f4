import { readdirSync, readFileSync } from 'node:fs';
import type { NewContract } from '@groundwork/review';

const samples = new URL('../../infra/demo/contracts/', import.meta.url);

/** Every so many files one that cannot be read, and one whose bytes came before under another name. */
const [everyBroken, everyDuplicate] = [15, 20];

/**
 * So many files of a legal team's folder, the same in every process: texts in Chinese and English, the sample contracts
 * (DOCX, PDF), broken ones, and copies.
 */
export function* contractFiles(count: number): Generator<NewContract> {
  const offices = readdirSync(samples).filter((name) => /\.(docx|pdf)$/.test(name) && !name.includes('scan'));
  for (let n = 0; n < count; n++) {
    const sample = offices[n / 12];
    if (sample) yield { fileName: sample, content: readFileSync(new URL(sample, samples)) };
    else if (n % everyBroken === 7)
      yield { fileName: `broken-${n}.pdf`, content: Buffer.from(`%PDF-1.7 ${n}`) };
    else if (n % everyDuplicate === 19) yield { fileName: `copy-${n}.txt`, content: textOf(n - 1) };
    else yield { fileName: `contract-${n}.txt`, content: textOf(n) };
  }
}

/** How many different files those are. */
export function distinctFiles(count: number): number {
  const seen = new Set<string>();
  for (const { content } of contractFiles(count)) seen.add(Buffer.from(content).toString('latin1'));
  return seen.size;
}

function textOf(n: number): Buffer {
  const amount = 1_000 * (n + 1);
  const clauses =
    n % 2 === 0
      ? [
          `采购合同（编号 HT-${n}）`,
          '甲方（买方）：海线电器有限公司\n乙方（卖方）：云岭机电有限公司',
          `第一条 价款\n合同总价为人民币${amount}元，乙方有权随时调整价格。`,
          '第二条 交付\n乙方应当在三十日内交货，货物交付承运人后风险由甲方承担。',
          '第三条 争议解决\n因本合同发生的争议，可以申请仲裁，也可以向人民法院起诉。',
        ]
      : [
          `SERVICES AGREEMENT No. ${n}`,
          'This Agreement is made by and between Harbour Line Ltd. ("Customer") and Ridge Systems Inc. ("Provider").',
          `1. Fees. The Customer shall pay US$${amount} within sixty (60) days of the invoice.`,
          '2. Termination. The Provider may terminate this Agreement at any time for any reason.',
          '3. Governing Law. This Agreement is governed by the laws of the State of New York. See Section 9.',
        ];
  return Buffer.from(clauses.join('\n\n'));
}
