/** Kinds of answers that can be told by their form: a question for one of them is answered by a text that holds one. */
export type AnswerKind =
  | 'money'
  | 'share'
  | 'duration'
  | 'clock'
  | 'size'
  | 'temperature'
  | 'measure'
  | 'phone'
  | 'date'
  | 'ruling'
  | 'number';

/** Not a part of a name such as EK-17. */
const digits = String.raw`(?<![a-z\d._/-])\d[\d,]*(?:\.\d+)?(?![a-z]*-?\d)`;
const words = String.raw`\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million|half|once|twice)\b`;
const amount = String.raw`(?:${digits}|${words}|[一二三四五六七八九十百千万两半]+)`;
const currency = String.raw`(?:hk\$|us\$|\$|€|£|¥|\b(?:hkd|usd|rmb|cny|eur|gbp)\b|港币|人民币)`;
const after = (units: string): string => String.raw`${amount}\s?(?:[a-z-]{1,12} )?(?:${units})`;

const time = String.raw`(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|mins?|hrs?)\b|(?:个|整|工作)?(?:天|日|周|星期|月|年|小时|分钟|秒|工作日|季度)`;
const months = String.raw`\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\bmay \d|\d may\b`;

/** How the kind is asked for, and how it looks; both of folded text (lower case, simplified characters). */
const kinds: readonly (readonly [AnswerKind, RegExp, string])[] = [
  ['phone', /\b(?:what|which)\b.*\b(?:extension|hotline|phone|telephone) ?(?:number)?|\bwhat number (?:do|can|should) i (?:call|ring|dial)|(?:电话|热线|内线)(?:号码)?(?:是)?(?:多少|几号|什么)/u,
    String.raw`\bext(?:ension)?\.? ?\d+|内线\s?\d+|(?<!\d)\d{4}[ -]?\d{4}(?!\d)|\+\d[\d -]{6,}|\d{3}[ -]\d{3,4}[ -]?\d*`],
  ['clock', /\bwhat time\b|\b(?:opening|business|office|service) hours\b|几点|营业时间|办公时间|服务时间/u,
    String.raw`(?<!\d)\d{1,2}[:.]\d{2}(?!\d)|${after(String.raw`a\.?m\b|p\.?m\b|o'clock`)}|\b(?:noon|midnight|24 hours)\b|${amount}[点时]|中午|午夜`],
  ['temperature', /\btemperature\b|\bhow (?:hot|cold|warm)\b|温度|多少度|几度|水温/u, after(String.raw`°|℃|c\b|度|degrees?`)],
  ['size', /\bsize\b|\bdimensions?\b|\bhow (?:wide|tall|deep|thick|far(?! (?:in advance|ahead|ahead of))|big|high)\b|\b(?:width|height|depth|length|distance|clearance)\b|尺寸|多[高宽深厚远长大](?!时间)|几高|(?:高|宽|深|厚|长)度|距离/u,
    String.raw`${after(String.raw`mm\b|cm\b|m\b|km\b|metres?|meters?|inch(?:es)?|feet|miles?|m²|毫米|厘米|公分|米|公里|寸|平方`)}|\d ?[×x*] ?\d`],
  ['share', /\bwhat (?:percentage|percent|share|discount|proportion)\b|\bper ?cent(?:age)?\b|\brate\b|百分之几|百分比|比例|折扣|几折|几倍|利率|税率/u,
    String.raw`\d ?%|${after(String.raw`per ?cent|times|倍|折|成`)}|百分之`],
  ['duration', /\bhow (?:long|soon|quickly|fast|often|late|early|frequently|far (?:in advance|ahead))\b|\bhow many (?:[a-z]+ )?(?:days|weeks|months|years|hours|minutes)\b|\b(?:what|which) .{0,20}\bperiod\b|多久|多长时间|(?:多少|几|几多|几多个)(?:个|工作)*(?:天|日|周|星期|月|年|小时|分钟|钟)|期限|有效期|几耐|几长时间|保存期/u,
    String.raw`${amount}(?:[ -][a-z]+){0,2}[ -]?(?:${time})|\b(?:daily|weekly|monthly|annually|yearly|immediately|at once|indefinitely|permanently|within the hour|every day)\b|每[天日周月年]|立即|即时|永久|长期|当[天日]`],
  ['money', /\b(?:cost|price|fee|charge|salary|wage|bonus|allowance|fine|deposit|surcharge)s?\b|\bhow much (?:is|are|does|do|will|would|can|money|must)\b|\bwhat amount\b|\bhow much .*\b(?:pay|paid|cost|spend|earn|get)\b|\bwhat (?:do|does|must|will) .*\b(?:pay|cost|earn)\b|多少(?:钱|元|块)|几(?:多)?钱|金额|[标售单定房]价|价[格钱]|费用|收费|[运邮]费|手续费|津贴|补贴|补助|工资|奖金|押金|要几多钱|几多费/u,
    String.raw`${currency}\s?\d|${after(String.raw`港币|港元|人民币|元|块|dollars?\b|yuan\b|hkd\b|usd\b|rmb\b|euros?\b|pounds?\b`)}|\bfree\b|免费|免收|免[运邮]费?|\d ?%|${after('times|倍')}`],
  ['measure', /\bhow (?:heavy|large)\b|\bweigh[ts]?\b|\bcapacity\b|\bhow many (?:litres|liters|kilos?|kilograms|grams|watts)\b|\b(?:wattage|power|voltage|noise)\b|容量|重量|多重|(?:多少|几多?)(?:升|公斤|千克|克|毫升|瓦|斤)|功率|电压/u,
    after(String.raw`kg\b|g\b|l\b|ml\b|litres?|liters?|gb\b|tb\b|mb\b|w\b|kw\b|v\b|db|公斤|千克|克|升|毫升|吨|斤|瓦|伏|千瓦|分贝|people|persons?|人`)],
  ['date', /(?:^|[,;.?] |\b(?:and|by|until|till|since|from|after) )when\b(?!.*\b(?:what|which|who|how|where)\b)|\b(?:what|which|by what) (?:date|day|weekday|year|month)\b|\bdeadline\b|何时|什么时候|几时|几[号月]|哪[一]?[年天月日]|什么时间|日期|截止/u,
    String.raw`\b(?:1\d|20)\d{2}\b|${months}|\b\d{1,2}(?:st|nd|rd|th)\b|\d ?[年月日号]|[一二三四五六七八九十]+[年月日号]|\b(?:before|after|until|once|upon|every|annually|monthly|century)\b|星期|周[一二三四五六日]|每[年月周]|之[前后]|以前|当[天日]|世纪`],
  ['ruling', /^(?:is|are|am|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had)\b|[.?!,;] (?:is|are|do|does|did|can|could|may|must|should|will) (?:i|we|it|they|you|he|she|the|my)\b|是否|能否|可否|吗[?？]?$|是不是|能不能|可不可以|有没有|需不需要|会不会|使唔使|系咪/u,
    String.raw`\b(?:may|can|cannot|must|not|no|never|only|need|needs|allowed|permitted|prohibited|forbidden|required|eligible|entitled|yes)\b|可|不|无|没|须|禁|勿|能|应当|有权|必|只|均|都|免`],
  ['number', /\bhow (?:many|much)\b|\bwhat (?:number|is the (?:maximum|minimum|limit|highest|lowest|value))\b|\bmaximum\b|\bminimum\b|多少|几(?:多|个|次|名|位|项|种|家|人|台|件|片|条|张|份)|上限|下限|最[高低多少长短]/u,
    String.raw`${amount}|\b(?:no|none)\b|不限|无限`],
]; // prettier-ignore

const patterns = new Map(kinds.map(([kind, , form]) => [kind, new RegExp(form, 'u')]));
const anyAmount = new RegExp(digits, 'u');

/** The kind of answer that a folded question asks for; none where its form says nothing ("what", "how", "why"). */
export function answerKindOf(folded: string): AnswerKind | undefined {
  return kinds.find(([, asks]) => asks.test(folded))?.[0];
}

/** Whether a folded text holds an answer of the kind. In a table the unit stands in the head: there any number will do. */
export function holdsKind(kind: AnswerKind, folded: string, inTable = false): boolean {
  return (
    patterns.get(kind)?.test(folded) === true ||
    (inTable && kind !== 'ruling' && kind !== 'date' && kind !== 'clock' && anyAmount.test(folded))
  );
}
