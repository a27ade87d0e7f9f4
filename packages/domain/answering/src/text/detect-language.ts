import type { Language } from '@groundwork/kernel';
import { fold } from './fold-text.ts';
import { isChineseText } from './content-terms.ts';

/** The language of a question or sentence, as far as the wording of messages needs it. */
export function detectLanguage(text: string): Language {
  const folded = fold(text);
  if (!isChineseText(folded)) return /[a-z]/.test(folded) ? 'en' : 'und';
  const plain = text.normalize('NFKC');
  const traditional = [...plain].some(
    (character) => /\p{Script=Han}/u.test(character) && fold(character) !== character,
  );
  return traditional ? 'zh-Hant' : 'zh-Hans';
}
