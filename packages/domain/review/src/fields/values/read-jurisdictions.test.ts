import { countryOf, readJurisdictions } from './read-jurisdictions.ts';

test.each<[string, string[]]>([
  ['the laws of the State of New York', ['US-NY']],
  ['the laws of the State of\n  New   York', ['US-NY']],
  ['the laws of England and Wales', ['GB-EAW']],
  ['English law', ['GB-EAW']],
  ['the Laws of Hong Kong', ['HK']],
  ['the Hong Kong Special Administrative Region of the People’s Republic of China', ['HK', 'CN']],
  ['laws of the PRC', ['CN']],
  ['laws of Singapore', ['SG']],
  ['the Commonwealth of Massachusetts', ['US-MA']],
  ['New South Wales', ['AU-NSW']],
  ['the Province of Ontario and the federal laws of Canada', ['CA-ON', 'CA']],
  ['West Virginia', ['US-WV']],
  ['本合同适用中华人民共和国法律', ['CN']],
  ['中华人民共和国（不含港澳台）法律', ['CN']],
  ['中华人民共和国（为本合同之目的，不包括香港特别行政区、澳门特别行政区和台湾地区）法律', ['CN']],
  ['適用香港特別行政區法律', ['HK']],
  ['适用新加坡法律', ['SG']],
  ['the People’s Republic of China (excluding Hong Kong, Macau and Taiwan)', ['CN']],
  ['Georgian architecture', []],
  ['INDIANAPOLIS', []],
])('%s', (text, codes) => {
  expect(readJurisdictions(text).map((mention) => mention.code)).toEqual(codes);
});

test('a state belongs to its country', () => {
  expect(countryOf('US-NY')).toBe('US');
  expect(countryOf('HK')).toBe('HK');
});
