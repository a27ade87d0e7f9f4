import type { Language } from '@groundwork/kernel';
import { isChinese } from '@groundwork/kernel';
import type { Passage } from '@groundwork/retrieval';
import type { AbstentionReason, Citation } from './answer.ts';
import { citationOf } from './cite-passage.ts';
import { fold } from './text/fold-text.ts';
import { contentTerms } from './text/content-terms.ts';
import { splitSentences } from './text/split-sentences.ts';

type Script = 'en' | 'zh-Hans' | 'zh-Hant';

const messages: Readonly<Record<AbstentionReason, Readonly<Record<Script, string>>>> = {
  'no-passages': {
    en: 'I found nothing about this in the documents you can see. A colleague can take over if you like.',
    'zh-Hans': '在您可以查看的文档中没有找到相关内容。如有需要，可以转给同事处理。',
    'zh-Hant': '在您可以查看的文件中沒有找到相關內容。如有需要，可以轉給同事處理。',
  },
  'weak-evidence': {
    en: 'The documents you can see do not answer this clearly. The nearest passages are listed; a colleague can take over if you like.',
    'zh-Hans': '您可以查看的文档没有明确回答这个问题。下面列出最接近的段落；如有需要，可以转给同事处理。',
    'zh-Hant': '您可以查看的文件沒有明確回答這個問題。下面列出最接近的段落；如有需要，可以轉給同事處理。',
  },
  'nothing-verified': {
    en: 'No answer could be proven from the documents you can see. The nearest passages are listed; a colleague can take over if you like.',
    'zh-Hans': '无法用您可以查看的文档证实任何回答。下面列出最接近的段落；如有需要，可以转给同事处理。',
    'zh-Hant': '無法用您可以查看的文件證實任何回答。下面列出最接近的段落；如有需要，可以轉給同事處理。',
  },
  'model-failed': {
    en: 'The answer could not be written just now. The nearest passages are listed; please try again, or a colleague can take over.',
    'zh-Hans': '暂时无法写出回答。下面列出最接近的段落；请稍后再试，或转给同事处理。',
    'zh-Hant': '暫時無法寫出回答。下面列出最接近的段落；請稍後再試，或轉給同事處理。',
  },
  'out-of-scope': {
    en: 'This is outside what the documents here are about. A colleague can take over if you like.',
    'zh-Hans': '这个问题不在这些文档的范围内。如有需要，可以转给同事处理。',
    'zh-Hant': '這個問題不在這些文件的範圍內。如有需要，可以轉給同事處理。',
  },
};

/** What the reader is told where there is no answer, in the language of the question (English where it is neither). */
export function abstentionMessage(reason: AbstentionReason, language: Language): string {
  const script: Script = language === 'zh-Hant' ? 'zh-Hant' : isChinese(language) ? 'zh-Hans' : 'en';
  return messages[reason][script];
}

/** For each of the first Passages, the sentence that shares most terms with the question, as a Citation to look at. */
export function nearestCitations(question: string, passages: readonly Passage[], limit: number): Citation[] {
  const wanted = [...contentTerms(fold(question)).keys()];
  return passages.slice(0, limit).flatMap((passage) => {
    const scored = splitSentences(passage.text).map((span) => {
      const terms = contentTerms(fold(passage.text.slice(span.start, span.end)));
      return { span, score: wanted.filter((term) => terms.has(term)).length };
    });
    const best = scored.reduce(
      (a, b) => (b.score > a.score ? b : a),
      scored[0] ?? { span: undefined, score: 0 },
    );
    return best.span ? [citationOf(passage, best.span)] : [];
  });
}
