import { stemmer } from 'stemmer';

/**
 * Words of everyday language that a question may use freely without asking about them: verbs, adjectives and general nouns
 * that come with any subject. That a source lacks one says little; that it lacks "intern" or "paternity" says much.
 */
const english = `
  able accept ache actual add afford age ago agree ahead allow almost alone already alright alternative always amount annoy answer apart appear apply around arrange arrive ask
  available avoid away back bad basic become before begin behave believe belong best better big bit both bother bring busy call cannot care carry case catch cause certain chance
  change check choose clear close come complete concern condition consider contact contain continue correct cost count cover current date day deal decide define depend describe detail
  determine different difference difficult do done drop due during early easy either else employ end enough ensure entire especially even ever exact example except exist expect
  explain extra fact fail fall far fast feel few fill final find finish fit fix follow forget form free full further general get give go good great group guess handle happen hard have
  head hear help here hold hope hour idea immediate important include increase indicate inform instead intend involve issue item job just keep kind know large last late later learn least leave left less let level
  like likely limit list little live long look lose lot low lower main make manage mark matter mean meet mention might mind minute miss moment month more most move much must name near
  necessary need never new next nice normal note notice now number obtain occur offer often old once open order original other ought own part particular pass past pay people per perform perhaps
  period person pick piece place plan play please point possible present prevent previous probable problem process produce proper provide purpose put quick quite raise rather reach read ready
  real reason receive recent recommend reduce refer regard regular relate remain remember remove reply require respect respond rest result return right role rule run safe same save say see seem select send separate serve set
  several show side similar simple simply single situation size small soon sort special specific spend stand start state stay step still stop straight subject such suddenly suggest suit suppose sure take
  talk tell term test thing think threw throw time today together tomorrow too total touch toward treat true try turn type understand unit unless until up upon use useful usual value various version very view visit
  wait walk want watch way week well whether while whole wish without wonder word work worry worth wrong year yes yesterday yet
  display appear mean light happen actual weekday amount extension person colour color kind sort lie lain
  brand house home line million thousand hundred role main famous popular big-time refer call stand located known name man woman world country city state song movie show episode season character actor`;
const chinese = `
  想 要 能 会 得 用 做 去 来 给 让 叫 找 看 说 问 买 拿 放 收 发 开 关 到 过 完 好 坏 多 少 大 小 新 旧 长 短 高 低 快 慢 早 晚 每 各 另 再 还 就 才 只 都 也 很 太 更 最 应 须
  目前 现在 今天 明天 昨天 以前 之后 之前 期间 时间 时候 情况 问题 方面 方式 方法 内容 部分 整个 全部 所有 一般 通常 正常 特别 具体 主要 重要 相关 有关 规定 要求 标准 条件 范围 程度
  收到 得到 获得 取得 拿到 使用 进行 开始 结束 完成 提供 需要 要求 包括 属于 成为 发生 出现 存在 决定 选择 确定 确认 考虑 认为 知道 了解 发现 导致 造成 影响 处理 解决 安排 准备 负责 参加 参与 支持 帮助
  显示 出现 变成 变为 表示 意思 时需 收取 位于 就是 属于 里面 上面 那天 这天 哪天
  计算 规则 多久 一次 几次 当天 当日 每天 每月 每年 每周 每次 每晚 之内 以内 以上 以下 超过 达到 大概 左右 至少 最多 最少 最长 最短 最高 最低 如果 或者 还是 是不是 东西 地方 人员 单位 部门 个人 自己 大家 别人 公司 企业 员工 客户`;

const common = new Set([
  ...english
    .trim()
    .split(/\s+/)
    .map((word) => stemmer(word)),
  ...chinese.trim().split(/\s+/),
]);

export function isCommon(key: string): boolean {
  return common.has(key);
}
