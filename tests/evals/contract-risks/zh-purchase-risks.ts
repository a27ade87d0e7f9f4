import type { SeededRisk } from './seeded-risk.ts';

const buyer = '甲方';
const supplier = '乙方';
const prepaid = '4.1 合同生效后10日内，甲方向乙方支付合同总价款的20%，即人民币160000元，作为预付款。';
const onAcceptance = '4.2 设备全部验收合格后30日内，甲方向乙方支付合同总价款的75%，即人民币600000元。';
const invoiced = '4.4 乙方应当在甲方每次付款前7日内开具等额的增值税专用发票。';
const atRisk = '5.3 设备毁损、灭失的风险自设备在交付地点交付甲方并由甲方签收时转移。';
const owned = '5.4 设备的所有权自交付甲方时转移。';
const inspected =
  '6.1 甲方应当在收到设备后15日内对数量、型号和外观进行检验，并在安装调试完成后30日内进行性能验收。';
const performance =
  '6.2 性能验收按照附件一《技术规格书》进行，双方共同签署验收单。对验收结论有争议的，由双方共同委托有资质的第三方检测机构检验，费用由责任方承担。';
const hidden = '签收和验收不免除乙方对隐蔽瑕疵的责任。';
const warranted = '7.1 质量保证期为24个月，自性能验收合格之日起计算。';
const lateDelivery = '10.1 乙方逾期交付的，每逾期一日，按照逾期交付部分价款的0.05%向甲方支付违约金。';
const latePayment = '10.2 甲方逾期付款的，每逾期一日，按照逾期付款金额的0.05%向乙方支付违约金。';
const capped =
  '10.5 任何一方在本合同项下的赔偿责任累计不超过合同总价款的100%，但造成对方人身损害，或者因故意、重大过失造成对方财产损失的，不受此限。';
const ended = '11.1 有下列情形之一的，守约方可以书面通知对方解除合同：';
const disputed =
  '15.2 因本合同引起的争议，双方应当协商解决；协商不成的，向被告住所地有管辖权的人民法院提起诉讼。';
const amended = '16.2 本合同的变更和补充应当由双方签订书面补充协议。';
const assigned = '13.1 未经对方书面同意，任何一方不得转让本合同项下的权利和义务。';

const swap = (
  id: string,
  stance: string,
  rule: string,
  from: string,
  to: string,
  silentFor?: string,
): SeededRisk => ({ id, stance, rule, from, to, ...(silentFor === undefined ? {} : { silentFor }) });
const gone = (
  id: string,
  stance: string,
  rule: string,
  without: string,
  ...also: readonly string[]
): SeededRisk => ({ id, stance, rule, without, also: ['numbering', ...also] });

const instalments = ['installments-not-100-percent'];
const consequences: Readonly<Record<string, readonly string[]>> = {
  'prepay-all': instalments,
  'cash-before-goods': instalments,
  'prepay-60': instalments,
  'prepay-half': instalments,
  'deposit-30': instalments,
  'deposit-half': instalments,
  'deposit-words': instalments,
  'sue-or-arbitrate': ['arbitration-without-institution'],
};

/** Each an edit of `zh-purchase-balanced.md`. Written for this project. */
const risks: readonly SeededRisk[] = [
  // Price and payment
  swap(
    'prepay-all',
    buyer,
    'payment-buyer',
    prepaid,
    '4.1 合同签订后5日内，甲方一次性支付全部合同价款。',
    supplier,
  ),
  swap('cash-before-goods', buyer, 'payment-buyer', prepaid, '4.1 本合同采用款到发货的方式结算。', supplier),
  swap(
    'paid-before-dispatch',
    buyer,
    'payment-buyer',
    onAcceptance,
    '4.2 乙方发货前3日内，甲方付清全部剩余货款。',
    supplier,
  ),
  swap(
    'prepay-60',
    buyer,
    'payment-buyer',
    prepaid,
    '4.1 合同生效后10日内，甲方向乙方支付合同总价款的60%作为预付款。',
    supplier,
  ),
  swap(
    'prepay-half',
    buyer,
    'payment-buyer',
    prepaid,
    '4.1 甲方应当在本合同签订后三日内预付合同总价款的50%。',
    supplier,
  ),
  swap('invoice-after', buyer, 'invoice', invoiced, '4.4 乙方在收到甲方全部款项后开具增值税专用发票。'),
  swap('no-invoice', buyer, 'invoice', invoiced, '4.4 双方按月对账。'),
  swap(
    'pay-when-paid',
    supplier,
    'payment-supplier',
    onAcceptance,
    '4.2 甲方在收到最终用户付款后30日内，向乙方支付合同总价款的75%。',
    buyer,
  ),
  swap(
    'back-to-back',
    supplier,
    'payment-supplier',
    onAcceptance,
    '4.2 双方同意采用背靠背方式结算，业主支付相应款项后甲方再向乙方付款。',
    buyer,
  ),
  swap(
    'pay-in-180-days',
    supplier,
    'payment-supplier',
    onAcceptance,
    '4.2 设备全部验收合格后180日内，甲方向乙方支付合同总价款的75%。',
    buyer,
  ),
  swap('tax-unsaid', buyer, 'price-tax', '，为含税价，增值税税率为13%。', '。增值税由双方另行协商。'),
  swap(
    'price-raised',
    buyer,
    'price-change',
    '除双方另行书面约定外，合同价款在合同期限内不作调整。',
    '原材料价格上涨的，乙方有权相应调整价格，甲方应当接受。',
    supplier,
  ),
  swap(
    'price-raised-2',
    buyer,
    'price-change',
    amended,
    '16.2 乙方可以根据市场行情单方调整单价，自通知到达甲方之日起执行。',
    supplier,
  ),

  // Deposit
  swap(
    'deposit-30',
    buyer,
    'deposit-cap',
    prepaid,
    '4.1 合同生效后10日内，甲方向乙方支付合同总价款的30%作为定金。',
  ),
  swap(
    'deposit-half',
    buyer,
    'deposit-cap',
    prepaid,
    '4.1 甲方应当向乙方支付定金，定金数额为合同总价款的50%。',
  ),
  swap(
    'deposit-words',
    supplier,
    'deposit-cap',
    prepaid,
    '4.1 合同生效后10日内，甲方向乙方支付相当于合同总价百分之三十的定金。',
  ),
  swap(
    'deposit-plus-damages',
    supplier,
    'deposit-and-damages',
    '10.4 ',
    '10.4 甲方违约的，乙方有权没收定金并要求甲方支付违约金。',
  ),
  swap('deposit-and-damages', buyer, 'deposit-and-damages', '10.4 ', '10.4 乙方可以同时主张定金和违约金。'),

  // Goods, delivery, risk, title
  swap(
    'goods-vague',
    buyer,
    'subject-matter',
    '1.1 甲方向乙方采购下列设备，名称、规格型号、数量和价格如下：\n\n| 名称 | 规格型号 | 数量（台） | 含税单价（元） | 含税金额（元） |\n| --- | --- | --- | --- | --- |\n| 铝合金压铸机 | JZ-280 | 4 | 150000 | 600000 |\n| 取件机械手 | QJ-12 | 4 | 50000 | 200000 |\n| 合计 |  |  |  | 800000 |\n\n1.2 附件一《技术规格书》是本合同的组成部分。',
    '1.1 甲方向乙方采购压铸设备一批，具体以甲方通知为准。',
  ),
  swap(
    'own-standard',
    buyer,
    'quality-standard',
    '2.1 设备应当符合国家标准、行业标准和附件一《技术规格书》的要求；标准不一致的，以要求较高者为准。',
    '2.1 设备的质量标准以乙方企业标准为准。',
  ),
  swap(
    'carrier-risk',
    buyer,
    'risk-transfer-buyer',
    atRisk,
    '5.3 设备交付第一承运人后，毁损、灭失的风险由甲方承担。',
    supplier,
  ),
  swap(
    'factory-risk',
    buyer,
    'risk-transfer-buyer',
    atRisk,
    '5.3 设备自出厂之日起，毁损、灭失的风险转移给甲方。',
    supplier,
  ),
  swap('transit-risk', buyer, 'risk-transfer-buyer', atRisk, '5.3 设备运输途中的风险由甲方承担。', supplier),
  swap(
    'late-risk',
    supplier,
    'risk-transfer-supplier',
    atRisk,
    '5.3 设备毁损、灭失的风险在最终验收合格之前由乙方承担，最终验收合格时转移。',
    buyer,
  ),
  swap(
    'risk-until-paid',
    supplier,
    'risk-transfer-supplier',
    atRisk,
    '5.3 甲方付清全部价款之前，设备毁损、灭失的风险不转移；付清全部价款后风险转移给甲方。',
    buyer,
  ),
  swap(
    'title-kept',
    buyer,
    'title-retention',
    owned,
    '5.4 甲方付清全部价款之前，设备的所有权属于乙方。',
    supplier,
  ),
  swap(
    'title-kept-2',
    buyer,
    'title-retention',
    owned,
    '5.4 乙方保留所有权直至甲方履行完毕全部付款义务。',
    supplier,
  ),
  swap(
    'no-place',
    buyer,
    'delivery',
    '5.1 乙方应当在合同生效后60日内将设备运至交付地点。交付地点：深圳市宝安区海堤路18号甲方一号厂房。',
    '5.1 乙方应当尽快安排发货。',
  ),

  // Acceptance and warranty
  swap(
    'deemed-accepted',
    buyer,
    'acceptance-buyer',
    hidden,
    '甲方逾期未提出异议的，视为验收合格。',
    supplier,
  ),
  swap(
    'deemed-approved',
    buyer,
    'acceptance-buyer',
    hidden,
    '甲方未在上述期限内书面答复的，视为认可设备质量。',
    supplier,
  ),
  swap(
    'used-is-accepted',
    buyer,
    'acceptance-buyer',
    hidden,
    '甲方开始使用设备的，视为设备符合约定。',
    supplier,
  ),
  swap(
    'inspect-in-2-days',
    buyer,
    'acceptance-buyer',
    inspected,
    '6.1 甲方应当在收到设备后2日内完成检验并提出异议。',
    supplier,
  ),
  swap(
    'inspect-in-24-hours',
    buyer,
    'acceptance-buyer',
    inspected,
    '6.1 甲方应当在到货后24小时内提出质量异议。',
    supplier,
  ),
  swap(
    'no-claims-after-signing',
    buyer,
    'acceptance-buyer',
    hidden,
    '设备一经签收后不再接受任何质量异议。',
    supplier,
  ),
  swap(
    'buyer-decides',
    supplier,
    'acceptance-supplier',
    performance,
    '6.2 设备是否合格由甲方单方认定。',
    buyer,
  ),
  swap(
    'buyer-result-final',
    supplier,
    'acceptance-supplier',
    performance,
    '6.2 性能验收以甲方出具的验收结论为准。',
    buyer,
  ),
  swap(
    'warranty-3-months',
    buyer,
    'warranty-buyer',
    warranted,
    '7.1 质量保证期为3个月，自性能验收合格之日起计算。',
    supplier,
  ),
  swap('warranty-30-days', buyer, 'warranty-buyer', warranted, '7.1 设备的质保期为90日。', supplier),
  swap(
    'no-warranty',
    buyer,
    'warranty-buyer',
    warranted,
    '7.1 设备交付后，乙方不承担质量保证责任。',
    supplier,
  ),
  swap(
    'warranty-10-years',
    supplier,
    'warranty-supplier',
    warranted,
    '7.1 质量保证期为10年，自性能验收合格之日起计算。',
    buyer,
  ),
  swap(
    'warranty-for-ever',
    supplier,
    'warranty-supplier',
    warranted,
    '7.1 乙方对设备提供终身免费保修，质量保证期自验收合格之日起计算。',
    buyer,
  ),

  // Intellectual property, confidentiality
  swap(
    'ip-own-risk',
    buyer,
    'ip-warranty',
    '8.1 乙方保证设备及其使用不侵犯第三人的知识产权。第三人就此提出主张的，由乙方负责处理并赔偿甲方因此受到的损失。',
    '8.1 因使用设备引起的知识产权纠纷由甲方自行承担。',
    supplier,
  ),
  swap(
    'free-disclosure',
    buyer,
    'confidentiality',
    '9.2 保密义务在合同终止后3年内继续有效。',
    '9.2 乙方可以自行使用甲方提供的技术资料，无需承担保密义务。',
  ),

  // Breach
  swap(
    'late-delivery-free',
    buyer,
    'late-delivery',
    lateDelivery,
    '10.1 乙方逾期交货的，不视为违约。',
    supplier,
  ),
  swap(
    'late-delivery-unsaid',
    buyer,
    'late-delivery',
    lateDelivery,
    '10.1 双方应当按照约定履行义务。',
    supplier,
  ),
  swap(
    'late-payment-unsaid',
    supplier,
    'late-payment',
    latePayment,
    '10.2 双方应当按照约定履行义务。',
    buyer,
  ),
  swap(
    'late-payment-free',
    supplier,
    'late-payment',
    latePayment,
    '10.2 甲方逾期付款的，不承担违约责任。',
    buyer,
  ),
  swap(
    'penalty-1-percent-a-day',
    supplier,
    'penalty-rate',
    lateDelivery,
    '10.1 乙方逾期交付的，每日按照合同总价款的1%向甲方支付违约金。',
  ),
  swap(
    'penalty-half',
    supplier,
    'penalty-rate',
    lateDelivery,
    '10.1 乙方逾期交付的，应当向甲方支付合同总价款50%的违约金。',
  ),
  swap('injury-excluded', buyer, 'breach', '10.4 ', '10.4 设备造成的人身损害，乙方概不负责。'),
  swap('wilful-excluded', supplier, 'breach', '10.4 ', '10.4 甲方不承担因故意或者重大过失给乙方造成的损失。'),
  swap(
    'cap-10-percent',
    buyer,
    'liability-cap-buyer',
    capped,
    '10.5 乙方在本合同项下的赔偿责任累计不超过合同总价款的10%。',
    supplier,
  ),
  swap(
    'repair-only',
    buyer,
    'liability-cap-buyer',
    capped,
    '10.5 乙方的全部责任仅限于修理或者更换有缺陷的设备。',
    supplier,
  ),
  swap(
    'unlimited',
    supplier,
    'liability-cap-supplier',
    capped,
    '10.5 乙方应当赔偿甲方因此遭受的一切损失。',
    buyer,
  ),
  swap(
    'consequential',
    supplier,
    'liability-cap-supplier',
    capped,
    '10.5 乙方应当赔偿甲方的停产损失、间接损失和商誉损失。',
    buyer,
  ),
  swap('cap-unsaid', supplier, 'liability-cap-supplier', capped, '10.5 双方应当友好处理违约事宜。', buyer),

  // Termination, force majeure
  swap(
    'supplier-walks',
    buyer,
    'termination-buyer',
    ended,
    '11.1 乙方可以随时解除合同，无需承担责任。有下列情形之一的，守约方可以书面通知对方解除合同：',
    supplier,
  ),
  swap(
    'buyer-walks',
    supplier,
    'termination-supplier',
    ended,
    '11.1 甲方有权随时解除合同。有下列情形之一的，守约方可以书面通知对方解除合同：',
    buyer,
  ),
  swap(
    'buyer-bound',
    buyer,
    'termination-buyer',
    ended,
    '11.1 合同生效后，甲方不得以任何理由解除合同。有下列情形之一的，守约方可以书面通知对方解除合同：',
    supplier,
  ),
  swap(
    'price-is-force-majeure',
    buyer,
    'force-majeure',
    '因地震、洪水、战争等不能预见',
    '因地震、洪水、停电、原材料价格上涨等不可抗力，或者其他不能预见',
  ),

  // Assignment, changes, disputes, law
  swap('supplier-assigns', buyer, 'assignment', assigned, '13.1 乙方有权将本合同项下的义务转让给第三人。'),
  swap(
    'free-subcontract',
    buyer,
    'assignment',
    assigned,
    '13.1 乙方可以自行将部分工作分包，分包无需甲方同意。',
  ),
  swap(
    'buyer-changes-quantity',
    supplier,
    'order-change',
    amended,
    '16.2 甲方有权根据生产需要单方调整采购数量。',
    buyer,
  ),
  swap('interpretation', buyer, 'interpretation', amended, '16.2 本合同的最终解释权归乙方所有。'),
  swap(
    'court-of-supplier',
    buyer,
    'dispute-forum-buyer',
    disputed,
    '15.2 因本合同引起的争议，向乙方所在地人民法院提起诉讼。',
    supplier,
  ),
  swap(
    'court-of-buyer',
    supplier,
    'dispute-forum-supplier',
    disputed,
    '15.2 因本合同引起的争议，由甲方住所地人民法院管辖。',
    buyer,
  ),
  swap(
    'arbitrate-or-sue',
    buyer,
    'arbitrate-or-litigate',
    disputed,
    '15.2 因本合同引起的争议，可以提交江州仲裁委员会仲裁，也可以向人民法院起诉。',
  ),
  swap(
    'sue-or-arbitrate',
    supplier,
    'arbitrate-or-litigate',
    disputed,
    '15.2 因本合同引起的争议，任何一方可以向人民法院提起诉讼或者申请仲裁。',
  ),
  swap(
    'foreign-law',
    buyer,
    'governing-law',
    '15.1 本合同适用中华人民共和国法律。',
    '15.1 本合同适用新加坡法律。',
  ),
  swap('auto-renewal', buyer, 'renewal', amended, '16.2 本合同期限届满后自动续期一年，双方均不得提出异议。'),

  // Whole Clauses taken out
  gone('without-delivery', buyer, 'delivery', '第五条', 'risk-transfer-buyer'),
  gone('without-acceptance', buyer, 'acceptance-buyer', '第六条'),
  gone('without-warranty', buyer, 'warranty-buyer', '第七条'),
  gone('without-ip', buyer, 'ip-warranty', '第八条'),
  gone('without-confidentiality', buyer, 'confidentiality', '第九条'),
  gone('without-breach', buyer, 'breach', '第十条', 'late-delivery'),
  gone('without-termination', supplier, 'termination-supplier', '第十一条'),
  gone('without-force-majeure', buyer, 'force-majeure', '第十二条'),
  gone('without-assignment', buyer, 'assignment', '第十三条'),
  gone('without-notices', supplier, 'notices', '第十四条'),
  gone('without-disputes', buyer, 'dispute-forum-buyer', '第十五条', 'governing-law'),
];

/** Risks of Chinese purchase contracts, with what follows from the same edit besides. */
export const zhPurchaseRisks: readonly SeededRisk[] = risks.map((risk) => ({
  ...risk,
  also: [...(risk.also ?? []), ...(consequences[risk.id] ?? [])],
}));
