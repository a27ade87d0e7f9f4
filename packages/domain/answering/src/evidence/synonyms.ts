import { stemmer } from 'stemmer';

/**
 * Words that questions and documents of organisations use for one another, one group a concept. General language only:
 * no names, no products.
 */
const groups: readonly string[] = [
  'cost fee price charge pay', 'pay salary wage compensation remuneration', 'staff employee worker personnel colleague', 'maximum cap limit most exceed ceiling', 'minimum least', 'buy purchase order bought',
  'laptop computer notebook device', 'device equipment', 'phone telephone hotline extension call', 'holiday vacation leave', 'fault defect broken faulty break', 'repair fix service',
  'refund reimburse reimbursement repay', 'start begin commence', 'finish end terminate expire lowered cancelled', 'quit resign resignation leave', 'dismiss terminate fire', 'sick illness ill',
  'boss manager supervisor', 'company employer', 'client customer', 'allowed permitted permit allow may', 'forbidden prohibited banned', 'need require must necessary', 'send ship deliver',
  'delivery shipping shipment', 'guarantee warranty', 'help support assistance', 'report notify inform', 'throw dispose discard destroy shred', 'clean wash', 'car vehicle', 'hotel accommodation lodging',
  'trip travel journey', 'flight airfare', 'meal food', 'doctor physician medical', 'pregnant pregnancy maternity', 'father paternity', 'baby child newborn', 'overtime extra',
  'bonus incentive', 'training course', 'contract agreement', 'password credential', 'lose lost missing', 'approve approval authorise authorize discretion decide', 'document paper', 'shop store branch outlet', 'app application',
  'fast quick soon promptly immediate', 'duration period term length', 'valid validity expire', 'size dimension measurement', 'keep retain store retention', 'return back', 'collect pickup collection', 'gift present',
  'accept receive', 'change switch replace exchange', 'remote home telework', 'rest break', 'share portion percentage', 'join hire onboard new', 'fit compatible suit', 'use usage', 'worth value', 'night nightly overnight', 'reset restore', 'heavy weight weigh', 'loud noise noisy', 'hot temperature', 'canteen cafeteria', 'firm company employer', 'bill claim invoice', 'fine penalty', 'guest visitor', 'reject refuse unsuccessful', 'ill sick illness', 'renew expire', 'gym sports', 'kid child',
  '费用 收费 价格 标价 售价 价钱 定价', '员工 职员 雇员 同事 人员', '购买 买 选购', '换货 更换 换', '最多 上限 最高 不超过 不得超过 不多于 至多', '最少 下限 最低 不少于 至少', '坏 故障 损坏', '维修 修理 保修', '保修 保养期 保用 保养', '工资 薪资 薪酬 月薪', '辞职 离职',
  '退款 退钱', '退货 退换 退回', '假期 休假 放假', '病假 生病', '加班 超时工作', '在家 居家 远程', '上班 工作 出勤', '出差 差旅', '住宿 酒店', '津贴 补贴 补助', '奖金 花红', '密码 口令', '电脑 计算机 笔记本', '手机 电话', '热线 电话', '每个月 每月 月度', '每星期 每周', '每天 每日',
  '每晚 晚', '每年 年度', '可以 可 允许 准许 不得 禁止 严禁', '养 饲养', '送货 配送 派送', '运费 送货费 邮费 包邮 免邮', '客户 顾客 客人', '门店 门市 店铺 分店', '证明 证明书 医生纸', '申请 提出', '审批 批准 核准', '仓库 货仓', '摄像 闭路电视 监控', '丢失 遗失 失去', '清洁 清洗 清理', '会员 会籍',
  '积分 分数', '处理 处置', '期限 限期 有效期', '东西 产品 商品 货品 物品', '多久 期限 有效期', '标准 限额', '结转 顺延', '试用期 试用', '招聘 录用', '培训 课程', '报销 报账', '生效 有效', '取消 撤销', '迟到 晚到', '功能 用途', '支付 付款 发放', '更换 换', '保存 保留', '多重 重量 净重', '锁门 关闭', '过夜 留宿', '朋友 访客', '几岁 年龄', '小朋友 儿童', '打电话 致电 拨打', '丢 遗失 丢失', '赔 赔偿',
]; // prettier-ignore

const han = /\p{Script=Han}/u;

/** Keys (stems; Chinese words) that may stand for the given one. */
const byKey = new Map<string, readonly string[]>();
for (const group of groups) {
  const keys = group.split(' ').map((word) => (han.test(word) ? word : stemmer(word)));
  for (const key of keys)
    byKey.set(key, [...(byKey.get(key) ?? []), ...keys.filter((other) => other !== key)]);
}

export function synonymsOf(key: string): readonly string[] {
  return byKey.get(key) ?? [];
}
