import { detectLanguage } from './detect-language.ts';

test.each([
  ['The tenant shall give notice of thirty days.', 'en'],
  ['Der Mieter muss die Wohnung pünktlich übergeben.', 'de'],
  ['甲方应于三十日内付款，逾期承担违约责任。', 'zh-Hans'],
  ['甲方應於三十日內付款，逾期承擔違約責任。', 'zh-Hant'],
  ['請問退貨', 'zh-Hant'],
  ['请用 Groundwork Desktop Pro 重新安装驱动程序', 'zh-Hans'],
  ['返品の期限は三十日です。', 'ja'],
  ['반품은 삼십일 이내에 가능합니다.', 'ko'],
  ['A-1024', 'und'],
  ['  12.50 €  ', 'und'],
  ['', 'und'],
])('%j is %s', (text, language) => {
  expect(detectLanguage(text)).toBe(language);
});
