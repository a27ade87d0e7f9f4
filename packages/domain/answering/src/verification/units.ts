/** A unit as compared: `dimension` must agree, values are compared after multiplying by `factor`. */
export interface Unit {
  readonly dimension: string;
  readonly factor: number;
}

const table: readonly [dimension: string, factor: number, names: string][] = [
  ['day', 1, 'days|day|天|日|昼夜'],
  ['working-day', 1, 'business days|business day|working days|working day|workdays|workday|work days|work day|个工作日|工作日|个营业日|营业日|个交易日|交易日'],
  ['calendar-day', 1, 'calendar days|calendar day|consecutive days|个自然日|自然日|个日历日|日历日'],
  ['day', 7, 'weeks|week|wks|wk|个星期|星期|个礼拜|礼拜|周'],
  ['month', 1, 'months|month|mos|个月'],
  ['month', 3, 'quarters|个季度'],
  ['month', 12, 'years|year|yrs|yr|周年|年|周岁|岁'],
  ['minute', 60, 'hours|hour|hrs|hr|个小时|小时|个钟头|钟头'],
  ['working-hour', 1, 'business hours|working hours|个工作小时|工作小时'],
  ['minute', 1, 'minutes|minute|mins|min|分钟'],
  ['second', 1, 'seconds|second|secs|sec|秒钟|秒'],
  ['second', 0.001, 'milliseconds|ms|毫秒'],
  ['century', 1, 'centuries|century|世纪'],
  ['decade', 1, 'decades|decade|年代'],
  ['%', 1, '%|percent|per cent|pct'],
  ['%', 0.1, '‰'],
  ['percentage-point', 1, 'percentage points|percentage point|个百分点|百分点'],
  ['USD', 1, 'usd|us dollars|us dollar|dollars|dollar|美元|美金'],
  ['USD', 0.01, 'cents|cent|美分'],
  ['HKD', 1, 'hkd|hong kong dollars|港元|港币|港纸'],
  ['CNY', 1, 'cny|rmb|yuan|元人民币|人民币|元|块钱|块'],
  ['CNY', 0.1, '角'],
  ['EUR', 1, 'eur|euros|euro|欧元'],
  ['GBP', 1, 'gbp|pounds sterling|英镑'],
  ['JPY', 1, 'jpy|yen|日元|日圆'],
  ['TWD', 1, 'twd|ntd|新台币|台币'],
  ['SGD', 1, 'sgd|新加坡元|新元'],
  ['MOP', 1, 'mop|澳门元'],
  ['KRW', 1, 'krw|won|韩元'],
  ['gram', 1000, 'kilograms|kilogram|kilos|kilo|kgs|kg|公斤|千克'],
  ['gram', 1, 'grams|gram|g|克'],
  ['gram', 0.001, 'milligrams|milligram|mg|毫克'],
  ['gram', 1e6, 'tonnes|tonne|公吨|吨'],
  ['ton', 1, 'tons|ton'],
  ['jin', 1, '斤'],
  ['pound', 1, 'pounds|pound|lbs|lb|磅'],
  ['ounce', 1, 'ounces|ounce|oz|盎司'],
  ['metre', 1000, 'kilometres|kilometers|kilometre|kilometer|kms|km|公里|千米'],
  ['metre', 1, 'metres|meters|metre|meter|m|米'],
  ['metre', 0.01, 'centimetres|centimeters|centimetre|centimeter|cm|厘米|公分'],
  ['metre', 0.001, 'millimetres|millimeters|millimetre|millimeter|mm|毫米'],
  ['inch', 1, 'inches|inch|英寸'],
  ['foot', 1, 'feet|foot|ft|英尺'],
  ['yard', 1, 'yards|yard|码'],
  ['mile', 1, 'miles|mile|mi|英里'],
  ['square-metre', 1, 'square metres|square meters|m2|平方米'],
  ['square-foot', 1, 'square feet|sq ft|平方英尺'],
  ['square-km', 1, 'square kilometres|square kilometers|km2|平方公里'],
  ['square-mile', 1, 'square miles|平方英里'],
  ['mu', 1, '亩'],
  ['hectare', 1, 'hectares|hectare|公顷'],
  ['acre', 1, 'acres|acre|英亩'],
  ['litre', 1, 'litres|liters|litre|liter|l|公升|升'],
  ['litre', 0.001, 'millilitres|milliliters|millilitre|milliliter|ml|毫升'],
  ['gallon', 1, 'gallons|gallon|加仑'],
  ['celsius', 1, '°c|degrees celsius|摄氏度|℃'],
  ['fahrenheit', 1, '°f|degrees fahrenheit|华氏度|℉'],
  ['degree', 1, 'degrees|degree|°|度'],
  ['byte', 1e3, 'kb'],
  ['byte', 1e6, 'mb|megabytes'],
  ['byte', 1e9, 'gb|gigabytes'],
  ['byte', 1e12, 'tb|terabytes'],
  ['bit/s', 1e6, 'mbps'],
  ['bit/s', 1e9, 'gbps'],
  ['watt', 1, 'watts|watt|w|瓦'],
  ['watt', 1000, 'kilowatts|kw|千瓦'],
  ['kwh', 1, 'kwh|千瓦时'],
  ['volt', 1, 'volts|volt|v|伏'],
  ['ampere', 1, 'amps|amp|a|安'],
  ['mah', 1, 'mah|毫安时'],
  ['hertz', 1, 'hz|赫兹'],
  ['hertz', 1e6, 'mhz'],
  ['hertz', 1e9, 'ghz'],
  ['decibel', 1, 'db|分贝'],
  ['times', 1, 'times|次|回'],
  ['fold', 1, 'fold|倍'],
  ['tenth', 1, '折'],
]; // prettier-ignore

const byName = new Map<string, Unit>(
  table.flatMap(([dimension, factor, names]) =>
    names.split('|').map((name) => [name, { dimension, factor }] as const),
  ),
);

const symbols: Readonly<Record<string, string>> = {
  'us$': 'USD', usd: 'USD', $: 'dollar', 'hk$': 'HKD', hkd: 'HKD', 'nt$': 'TWD', twd: 'TWD', 's$': 'SGD', 'a$': 'AUD', 'c$': 'CAD',
  rmb: 'CNY', cny: 'CNY', '¥': 'CNY', '¥ ': 'CNY', 人民币: 'CNY', 港币: 'HKD', 港元: 'HKD', 美元: 'USD', 美金: 'USD', 新台币: 'TWD',
  '€': 'EUR', eur: 'EUR', '£': 'GBP', gbp: 'GBP', jpy: 'JPY', mop: 'MOP', 'mop$': 'MOP', sgd: 'SGD', 澳门元: 'MOP',
}; // prettier-ignore

const escape = (name: string): string => name.replace(/[$.*+?^|()]/g, String.raw`\$&`);
const longestFirst = (names: Iterable<string>): string[] =>
  [...names].sort((a, b) => b.length - a.length).map(escape);

/** Names of units that follow a number, in folded text, longest first; a Latin name ends at a word boundary. */
export const unitPattern = `(?:${longestFirst(byName.keys()).join('|')})(?![a-z])`;
/** Names of currencies that precede a number. */
export const currencyPattern = `(?:${longestFirst(Object.keys(symbols)).join('|')})`;

export function unitNamed(name: string): Unit | undefined {
  return byName.get(name);
}

/** A bare `$` is `dollar`: it agrees with every dollar. */
export function currencyOf(symbol: string): string | undefined {
  return symbols[symbol];
}

const dollars = new Set(['USD', 'HKD', 'SGD', 'AUD', 'CAD', 'TWD', 'dollar']);
const currencies = new Set([
  ...Object.values(symbols),
  ...table.map(([dimension]) => dimension).filter((name) => /^[A-Z]{3}$/.test(name)),
]);

export function isCurrency(dimension: string): boolean {
  return currencies.has(dimension);
}

/**
 * Whether a claim in one dimension may rest on a source in another: the same one, or a bare dollar resting on a named one
 * (never the other way round: "US$5" is more than "$5" says), or plain days resting on calendar days.
 */
export function dimensionAgrees(claimed: string, source: string): boolean {
  if (claimed === source) return true;
  if (claimed === 'dollar') return dollars.has(source);
  if (claimed === 'USD' && source === 'dollar') return false;
  return claimed === 'day' && source === 'calendar-day';
}
