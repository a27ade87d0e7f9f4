import type { Statement } from './read-statement.ts';

const surnames = new Set(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅卞齐康伍余元顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计成戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房缪解应宗丁宣邓郁单杭洪包左石崔吉钮龚程嵇邢裴陆荣翁荀甄曲封储段富巫焦巴牧谷车侯班仰仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎白蒲从索赖卓蔺屠蒙池乔阴胥苍闻党翟谭贡姬申冉桑桂牛寿通边尚温庄晏柴瞿阎连习艾鱼容向古易廖庾步耿满匡国文寇广东欧曾关红游盖'.split(
    '',
  ),
);
const nameEnds =
  /^(?:公司|集团|银行|大学|学院|医院|法院|委员会|协会|研究院|研究所|事务所|工厂|基金|部门|分公司|有限|股份|省|市|县|区|镇|乡|村|州|国|路|街|大道|先生|女士|经理|总监|主任|董事|教授|博士|医生|律师|法官)/u;
const nameEndsInside =
  /(?:公司|集团|银行|大学|学院|医院|法院|委员会|协会|省|市|县|区|镇|州|国|路|岛|山|河|湖)$/u;
const beforeNames =
  /(?:先生|女士|经理|总监|主任|董事长|总裁|教授|博士|律师|法官|称|名叫|姓名|由|叫做|名为|[甲乙丙丁]方)$/u;
/** Parties to contracts and places that stand for many: short names no pattern would catch. */
const knownNames =
  /[甲乙丙丁]方|[买卖供需借贷发承转受]方|买受人|出卖人|[出承]租[人方]|[贷借]款人|债[权务]人|保证人|委托人|受托人|[发承]包[人方]|雇主|雇员|用人单位|劳动者|北京|上海|天津|重庆|香港|澳门|台湾|广东|广州|深圳|江苏|浙江|杭州|南京|成都|武汉|西安|四川|湖北|湖南|山东|山西|河南|河北|福建|海南|云南|贵州|甘肃|青海|辽宁|吉林|黑龙江|陕西|安徽|江西|广西|西藏|宁夏|新疆|内蒙古|中国|美国|英国|法国|德国|日本|韩国|俄罗斯|印度|加拿大|澳大利亚|意大利|西班牙|巴西|新加坡|泰国|越南|马来西亚|欧洲|亚洲|非洲|欧盟|伦敦|纽约|巴黎|东京|柏林|罗马/u;

/** Begin like a surname and are none. */
const commonWords =
  /^(?:通过|成功|方面|方便|方法|方式|高度|高效|安排|安全|应用|应对|管理|施行|连续|关于|关键|何时|水平|明确|明显|全部|全面|全年|时间|时候|和|与|于|左右|平均|马上|白天|金额|卓越|充分|满足|满意|广泛|文件|文档|章节|向|鼓励|支持|支付|包含|包括|万一|单位|容易|项目|经营|经过|解决|解释|常见|常规|计划|计算|成为|成立|成果|强化|强调|燃料|查看|查询|温度|习惯|空间|空调|封闭|华丽|严格|严重|尤其|康复|伍|后期)/u;

/** Whether claim tokens `from`…`to`, Chinese characters not in the source, look like the name of somebody or something. */
export function looksLikeHanName(claim: Statement, from: number, to: number): boolean {
  const run = claim.tokens.slice(from, to + 1);
  if (!run.every((token) => token.kind === 'han')) return false;
  const text = run.map((token) => token.text).join('');
  const { text: whole } = claim.folded;
  const start = run[0]?.start ?? 0;
  const end = run.at(-1)?.end ?? 0;
  if (
    text.length >= 2 &&
    knownNames.test(whole.slice(Math.max(0, start - 1), end + 1)) &&
    knownNames.test(text)
  )
    return true;
  if (text.length === 1) return /^[甲乙丙丁]$/.test(text) && whole[end] === '方';
  if (nameEnds.test(whole.slice(end, end + 4)) || nameEndsInside.test(text)) return true;
  if (whole[start - 1] === '·' || whole[end] === '·') return true;
  if (beforeNames.test(whole.slice(Math.max(0, start - 4), start)) && text.length <= 4) return true;
  if (commonWords.test(text)) return false;
  return (
    surnames.has(text[0] ?? '') &&
    text.length <= 3 &&
    (start === 0 || /[^\p{Script=Han}]/u.test(whole[start - 1] ?? ''))
  );
}
