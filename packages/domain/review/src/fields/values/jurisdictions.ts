/** A place with a law of its own. `names` are what contracts call it, besides `name`. */
export interface Jurisdiction {
  /** ISO 3166-1 alpha-2, or 3166-2 for parts of a country. England with Wales has none of its own: GB-EAW. */
  readonly code: string;
  readonly name: string;
  readonly names: readonly string[];
}

const place = (code: string, name: string, ...names: string[]): Jurisdiction => ({ code, name, names });

const states = (
  'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,FL Florida,' +
  'GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,' +
  'MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,' +
  'NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,' +
  'OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,' +
  'VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,DC District of Columbia,' +
  'PR Puerto Rico'
)
  .split(',')
  .map((row) => place(`US-${row.slice(0, 2)}`, row.slice(3)));

const provinces = (
  'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland,NS Nova Scotia,ON Ontario,' +
  'PE Prince Edward Island,QC Quebec,SK Saskatchewan'
)
  .split(',')
  .map((row) => place(`CA-${row.slice(0, 2)}`, row.slice(3)));

const australia = 'NSW New South Wales,VIC Victoria,QLD Queensland'.split(',').map((row) => {
  const [code = '', ...name] = row.split(' ');
  return place(`AU-${code}`, name.join(' '));
});

/** The places whose law contracts choose, parts of a country before the country. */
export const jurisdictions: readonly Jurisdiction[] = [
  ...states,
  place('US-CA', 'California', '加利福尼亚州', '加州'),
  place('US-NY', 'New York', '纽约州', '纽约'),
  place('US-DE', 'Delaware', '特拉华州'),
  ...provinces,
  ...australia,
  place(
    'GB-EAW',
    'England and Wales',
    'England & Wales',
    'English law',
    'England',
    '英格兰和威尔士',
    '英格兰及威尔士',
    '英格兰',
    '英国法',
  ),
  place('GB-SCT', 'Scotland', 'Scottish law', '苏格兰'),
  place('GB-NIR', 'Northern Ireland', '北爱尔兰'),
  place('HK', 'Hong Kong', 'Hong Kong SAR', '香港特别行政区', '香港'),
  place('MO', 'Macau', 'Macao', '澳门特别行政区', '澳门'),
  place('TW', 'Taiwan', 'Republic of China', '台湾', '中华民国'),
  place(
    'CN',
    "People's Republic of China",
    'PRC',
    'P.R.C.',
    'P.R. China',
    'Peoples Republic of China',
    'mainland China',
    'China',
    'Chinese law',
    '中华人民共和国',
    '中国大陆',
    '中国内地',
    '中国',
  ),
  place('SG', 'Singapore', '新加坡'),
  place('GB', 'United Kingdom', 'Great Britain', 'UK', 'U.K.', '英国', '联合王国'),
  place('IE', 'Ireland', 'Republic of Ireland', '爱尔兰'),
  place('DE', 'Germany', 'Federal Republic of Germany', 'German law', '德国'),
  place('FR', 'France', 'French law', '法国'),
  place('NL', 'Netherlands', 'The Netherlands', 'Dutch law', 'Holland', '荷兰'),
  place('BE', 'Belgium', 'Belgian law', '比利时'),
  place('LU', 'Luxembourg', '卢森堡'),
  place('CH', 'Switzerland', 'Swiss law', '瑞士'),
  place('AT', 'Austria', '奥地利'),
  place('IT', 'Italy', 'Italian law', '意大利'),
  place('ES', 'Spain', 'Spanish law', '西班牙'),
  place('PT', 'Portugal', '葡萄牙'),
  place('SE', 'Sweden', 'Swedish law', '瑞典'),
  place('NO', 'Norway', 'Norwegian law', '挪威'),
  place('DK', 'Denmark', 'Danish law', '丹麦'),
  place('FI', 'Finland', '芬兰'),
  place('PL', 'Poland', '波兰'),
  place('GR', 'Greece', '希腊'),
  place('CY', 'Cyprus', '塞浦路斯'),
  place('MT', 'Malta', '马耳他'),
  place('RU', 'Russia', 'Russian Federation', '俄罗斯'),
  place('TR', 'Turkey', 'Republic of Turkey', '土耳其'),
  place('IL', 'Israel', 'State of Israel', '以色列'),
  place('AE', 'United Arab Emirates', 'UAE', 'Dubai', '阿联酋'),
  place('SA', 'Saudi Arabia', '沙特阿拉伯'),
  place('IN', 'India', 'Republic of India', '印度'),
  place('JP', 'Japan', 'Japanese law', '日本'),
  place('KR', 'South Korea', 'Republic of Korea', 'Korea', '韩国'),
  place('TH', 'Thailand', '泰国'),
  place('MY', 'Malaysia', '马来西亚'),
  place('ID', 'Indonesia', '印度尼西亚'),
  place('PH', 'Philippines', 'Republic of the Philippines', '菲律宾'),
  place('VN', 'Vietnam', '越南'),
  place('AU', 'Australia', '澳大利亚'),
  place('NZ', 'New Zealand', '新西兰'),
  place('CA', 'Canada', '加拿大'),
  place('MX', 'Mexico', '墨西哥'),
  place('BR', 'Brazil', 'Federative Republic of Brazil', '巴西'),
  place('AR', 'Argentina', '阿根廷'),
  place('CL', 'Chile', '智利'),
  place('CO', 'Colombia', 'Republic of Colombia', '哥伦比亚'),
  place('PA', 'Panama', '巴拿马'),
  place('BM', 'Bermuda', '百慕大'),
  place('KY', 'Cayman Islands', '开曼群岛'),
  place('VG', 'British Virgin Islands', '英属维尔京群岛'),
  place('JE', 'Jersey', '泽西'),
  place('GG', 'Guernsey', '根西'),
  place('ZA', 'South Africa', '南非'),
  place('NG', 'Nigeria', '尼日利亚'),
  place('US', 'United States', 'United States of America', 'USA', 'U.S.A.', '美国', '美利坚合众国'),
];
