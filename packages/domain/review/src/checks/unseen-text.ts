import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';

type FlagKind = CheckSource['contract']['flags'][number]['kind'];

/** Words that the file holds and its readers do not see: white, tiny, off the page, marked as hidden. */
export const hiddenText: Check = {
  id: 'hidden-text',
  title: { en: 'Text that readers do not see', zh: '文件中含有阅读者看不到的文字' },
  severity: 'high',
  find: (source) =>
    flagged(source, ['hidden-text'], (details) => ({
      en: `It was left out of the review and may have been left in by mistake, or on purpose: ${details}.`,
      zh: `该文字未纳入审查，可能是遗留，也可能是有意隐藏：${details}。`,
    })),
};

/** Parts that nobody could read: nothing is said of them, and what seems to be missing may stand there. */
export const unreadableParts: Check = {
  id: 'unreadable-parts',
  title: { en: 'Parts of the contract could not be read', zh: '合同的部分内容无法读取' },
  severity: 'medium',
  find: (source) =>
    flagged(source, ['page-failed', 'no-text-page', 'unsure-text', 'part-skipped'], (details) => ({
      en: `They were not reviewed; what is reported as missing may stand there: ${details}.`,
      zh: `该部分未经审查；报告为缺失的内容可能在其中：${details}。`,
    })),
};

/** All in one finding: there is no span to tell them apart by. */
function flagged(
  { contract, chinese }: CheckSource,
  kinds: readonly FlagKind[],
  toRationale: (details: string) => CheckHit['rationale'],
): CheckHit[] {
  const found = contract.flags.filter(({ kind }) => kinds.includes(kind));
  if (found.length === 0) return [];
  const details = found.map(({ page, detail }) => {
    const plain = detail.replace(/[.。]$/, '');
    if (page === undefined) return plain;
    return chinese ? `第${page}页 ${plain}` : `page ${page}, ${plain}`;
  });
  const searched = details.join('; ');
  return [{ spans: [], verdict: 'deviates', searched, rationale: toRationale(searched), confidence: 0.9 }];
}
