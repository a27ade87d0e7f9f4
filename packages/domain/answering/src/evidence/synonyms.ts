import { stemmer } from 'stemmer';

/** Words that questions and documents of organisations use for one another. General language only: no names, no products. */
const groups: readonly string[] = [
  'cost fee price charge', 'pay salary wage compensation remuneration', 'staff employee worker personnel', 'maximum cap limit', 'buy purchase order',
  'laptop computer notebook', 'device equipment', 'phone telephone hotline extension', 'holiday vacation leave', 'fault defect broken faulty', 'repair fix',
  'refund reimburse reimbursement repay', 'start begin commence', 'finish end terminate expire', 'quit resign resignation', 'dismiss terminate fire', 'sick illness ill',
  'boss manager supervisor', 'company employer', 'client customer', 'allowed permitted permit allow', 'forbidden prohibited banned', 'need require must', 'send ship deliver',
  'delivery shipping shipment', 'guarantee warranty', 'help support assistance', 'report notify inform', 'throw dispose discard', 'clean wash', 'car vehicle', 'hotel accommodation lodging',
  'trip travel journey', 'flight airfare', 'meal food', 'doctor physician medical', 'pregnant pregnancy maternity', 'father paternity', 'baby child newborn', 'overtime extra',
  'bonus incentive', 'training course', 'contract agreement', 'password credential', 'lose lost missing', 'approve approval authorise authorize', 'document paper', 'shop store branch outlet', 'app application',
  '费用 收费 价格 标价 售价 价钱 定价', '员工 职员 雇员 同事', '购买 买 选购', '换货 更换 换', '最多 上限 最高', '坏 故障 损坏', '维修 修理 保修', '保修 保养期 保用', '工资 薪资 薪酬 月薪', '辞职 离职',
  '退款 退钱', '退货 退换', '假期 休假 放假', '病假 生病', '加班 超时工作', '在家 居家 远程', '上班 工作 出勤', '出差 差旅', '住宿 酒店', '津贴 补贴 补助', '奖金 花红', '密码 口令', '电脑 计算机 笔记本', '手机 电话', '热线 电话',
  '送货 配送 派送', '运费 送货费', '客户 顾客 客人', '门店 门市 店铺 分店', '证明 证明书 医生纸', '申请 提出', '审批 批准 核准', '仓库 货仓', '摄像 闭路电视 监控', '丢失 遗失 失去', '清洁 清洗 清理', '会员 会籍', '积分 分数', '处理 处置', '期限 限期 有效期',
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
