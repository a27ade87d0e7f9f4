import type { Language } from '@groundwork/kernel';
import { eld } from 'eld/extrasmall';
import { scriptOf } from './chinese-script.ts';

/** Below this many letters a sentence is as likely a name or a code as a language. */
const fewestLetters = 3;

/** Before it stands no Han, kana or hangul. */
const firstCjk = 0x1100;

/**
 * The language of a text: Chinese by script from the characters that exist in one script only, others from letter
 * n-grams (eld, Apache-2.0; ISO 639-1 tags). `und` where too little speaks for any language. Han characters
 * without kana are Chinese, in simplified script where nothing shows the other. Reads the first 4,000 characters.
 */
export function detectLanguage(text: string): Language {
  const sample = text.slice(0, 4_000);
  let han = 0;
  let kana = 0;
  let hangul = 0;
  let letters = 0;
  let hans = 0;
  let hant = 0;
  for (const character of sample) {
    const code = character.codePointAt(0)!;
    // Most characters: what each of four expressions would take its time to say of them.
    if (code < firstCjk) {
      if (isLatinLetter(code) || (code > 0x7f && /\p{L}/u.test(character))) letters++;
    } else if (/\p{Script=Han}/u.test(character)) {
      han++;
      const script = scriptOf(character);
      if (script === 'Hans') hans++;
      else if (script === 'Hant') hant++;
    } else if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)) kana++;
    else if (/\p{Script=Hangul}/u.test(character)) hangul++;
    else if (/\p{L}/u.test(character)) letters++;
  }
  if (kana > 0 && kana >= han / 10) return 'ja';
  if (hangul > han && hangul * 2 >= letters) return 'ko';
  // A Han character says about as much as two or three letters: product names do not make a Chinese text English.
  if (han > 0 && han * 2.5 >= letters) return hant > hans ? 'zh-Hant' : 'zh-Hans';
  if (letters < fewestLetters) return 'und';
  return eld.detect(sample).language || 'und';
}

function isLatinLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}
