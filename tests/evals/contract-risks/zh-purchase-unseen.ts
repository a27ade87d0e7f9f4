import type { SeededRisk } from './seeded-risk.ts';

const buyer = '甲方';
const supplier = '乙方';
/** Sections of `zh-purchase-balanced.md` by the start of their line. */
const line = (id: string, stance: string, rule: string, starts: string, to: string): SeededRisk => ({
  id,
  stance,
  rule,
  starts,
  to,
});

/**
 * The same risks in words that the playbook was not written against: phrased after it, never used to change it. Recall here
 * is what wording unlike ours can expect. One who changes the playbook because of a line moves that line to
 * `zh-purchase-risks.ts`.
 */
export const zhPurchaseUnseen: readonly SeededRisk[] = [
  line('u-prepay-1', buyer, 'payment-buyer', '4.1', '4.1 甲方须于合同签署当日将全部货款汇入乙方指定账户。'),
  line(
    'u-prepay-2',
    buyer,
    'payment-buyer',
    '4.1',
    '4.1 签约后一周内，甲方支付合同总额的70%，余款货到前结清。',
  ),
  line('u-prepay-3', buyer, 'payment-buyer', '4.1', '4.1 甲方应先行支付百分之八十的货款，乙方方才安排生产。'),
  line('u-invoice', buyer, 'invoice', '4.4', '4.4 乙方于全部货款结清后一次性向甲方开票。'),
  line(
    'u-ptp-1',
    supplier,
    'payment-supplier',
    '4.2',
    '4.2 甲方从其下游客户处收回相应款项后十个工作日内，按同等比例向乙方支付。',
  ),
  line('u-ptp-2', supplier, 'payment-supplier', '4.2', '4.2 验收合格满半年后，甲方支付合同总价款的75%。'),
  line(
    'u-price',
    buyer,
    'price-change',
    '3.2',
    '3.2 如遇市场波动，乙方可自行上浮单价，以乙方最新报价单为准。',
  ),
  line('u-deposit', buyer, 'deposit-cap', '4.1', '4.1 甲方于签约时交付合同总价四成的定金。'),
  line(
    'u-deposit-2',
    buyer,
    'deposit-cap',
    '4.1',
    '4.1 双方约定定金人民币400000元，甲方应于合同生效后三日内支付。',
  ),
  line('u-risk-1', buyer, 'risk-transfer-buyer', '5.3', '5.3 货物一经乙方交运，其损毁灭失的风险即归甲方。'),
  line('u-risk-2', buyer, 'risk-transfer-buyer', '5.3', '5.3 在途货物发生毁损、灭失的，损失由甲方自担。'),
  line('u-title', buyer, 'title-retention', '5.4', '5.4 在甲方结清所有款项以前，乙方仍为设备的所有权人。'),
  line(
    'u-acc-1',
    buyer,
    'acceptance-buyer',
    '6.3',
    '6.3 收货满五日未见甲方书面意见的，设备质量即告确认合格。',
  ),
  line('u-acc-2', buyer, 'acceptance-buyer', '6.3', '6.3 甲方超过检验期限没有回复，等同于验收通过。'),
  line(
    'u-acc-3',
    buyer,
    'acceptance-buyer',
    '6.1',
    '6.1 甲方须在卸货完成后两小时内清点并提出全部质量异议，过期不予受理。',
  ),
  line('u-acc-4', supplier, 'acceptance-supplier', '6.2', '6.2 验收标准及验收结果的最终认定权在甲方。'),
  line('u-war-1', buyer, 'warranty-buyer', '7.1', '7.1 设备保修四十五天，自签收次日起算。'),
  line('u-war-2', buyer, 'warranty-buyer', '7.1', '7.1 设备售出后乙方概不负责维修。'),
  line('u-war-3', supplier, 'warranty-supplier', '7.1', '7.1 乙方负责设备整个使用寿命期间的免费维修。'),
  line('u-ip', buyer, 'ip-warranty', '8.1', '8.1 设备如涉及他人专利，一切后果由甲方承担，乙方不作任何担保。'),
  line('u-late-1', buyer, 'late-delivery', '10.1', '10.1 交期仅为预估，乙方晚交的无需赔付。'),
  line('u-late-2', supplier, 'late-payment', '10.2', '10.2 甲方付款有延误的，乙方予以谅解。'),
  line(
    'u-penalty-1',
    supplier,
    'penalty-rate',
    '10.1',
    '10.1 乙方每晚交一天，按合同总价的百分之二支付违约金。',
  ),
  line(
    'u-penalty-2',
    supplier,
    'penalty-rate',
    '10.1',
    '10.1 乙方违约的，应向甲方支付等同于合同总价的违约金。',
  ),
  line(
    'u-cap-1',
    buyer,
    'liability-cap-buyer',
    '10.5',
    '10.5 不论何种原因，乙方的赔偿总额以已收货款的两成为限。',
  ),
  line('u-cap-2', buyer, 'liability-cap-buyer', '10.5', '10.5 乙方对缺陷设备的唯一责任是免费换货。'),
  line(
    'u-cap-3',
    supplier,
    'liability-cap-supplier',
    '10.5',
    '10.5 乙方须就甲方直接及间接的一切损害承担完全赔偿责任，没有金额限制。',
  ),
  line(
    'u-injury',
    buyer,
    'breach',
    '10.4',
    '10.4 设备使用中发生人身伤亡的，与乙方无涉，乙方不承担任何责任。',
  ),
  line('u-term-1', buyer, 'termination-buyer', '11.1', '11.1 乙方有权于任何时候终止本合同而无须说明理由。'),
  line(
    'u-term-2',
    supplier,
    'termination-supplier',
    '11.1',
    '11.1 甲方提前三天通知即可不附理由地取消本合同。',
  ),
  line(
    'u-fm',
    buyer,
    'force-majeure',
    '12.1',
    '12.1 不可抗力包括自然灾害、战争、缺料、物流紧张以及汇率变动；发生时应通知对方并提供证明。',
  ),
  line(
    'u-assign',
    buyer,
    'assignment',
    '13.1',
    '13.1 乙方得将合同义务部分或全部交由第三方履行，事后告知甲方即可。',
  ),
  line('u-order', supplier, 'order-change', '16.2', '16.2 甲方可以随时增减订货量，乙方应予配合。'),
  line(
    'u-interpret',
    buyer,
    'interpretation',
    '16.2',
    '16.2 对本合同的任何疑义，由乙方负责解释并以其解释为准。',
  ),
  line(
    'u-forum-1',
    buyer,
    'dispute-forum-buyer',
    '15.2',
    '15.2 发生争议时，任何一方均应向江州市人民法院起诉，该法院为卖方注册地法院。',
  ),
  line('u-forum-2', supplier, 'dispute-forum-supplier', '15.2', '15.2 争议由需方所在地有管辖权的法院受理。'),
  line(
    'u-arb',
    buyer,
    'arbitrate-or-litigate',
    '15.2',
    '15.2 争议可选择向深圳国际仲裁院申请仲裁或直接向有管辖权的法院起诉。',
  ),
  line('u-law', buyer, 'governing-law', '15.1', '15.1 本合同的解释和履行受英格兰法律管辖。'),
];
