/**
 * A language tag as Groundwork distinguishes them (BCP 47): Chinese by script, because what is shown keeps its
 * script while matching folds it; `und` where too little text speaks for any language.
 */
export type Language = 'en' | 'zh-Hans' | 'zh-Hant' | 'und' | (string & {});

export function isChinese(language: Language): boolean {
  return language === 'zh' || language.startsWith('zh-');
}
