import type { SeededRisk } from './seeded-risk.ts';
import { buyer, replacedLine as line, supplier } from './zh-purchase-sides.ts';

/**
 * Risks in words that the playbook was never changed for: recall here is what wording unlike ours can expect. Whoever changes
 * the playbook because of a line moves it to `zh-purchase-rephrased.ts` and writes another.
 */
export const zhPurchaseUnseen: readonly SeededRisk[] = [
  line('v-prepay-1', buyer, 'payment-buyer', '4.1', '4.1 乙方收讫全款后方予排产。'),
  line(
    'v-prepay-2',
    buyer,
    'payment-buyer',
    '4.1',
    '4.1 本合同成立后两日内甲方应支付货款总额的90%，其余在装船前付清。',
  ),
  line('v-invoice', buyer, 'invoice', '4.4', '4.4 甲方支付完毕后，乙方在次月开具发票。'),
  line(
    'v-ptp',
    supplier,
    'payment-supplier',
    '4.2',
    '4.2 甲方取得项目业主拨付的对应工程款后，再行向乙方支付75%的价款。',
  ),
  line('v-price', buyer, 'price-change', '3.2', '3.2 乙方保留根据成本变动单方修订合同价格的权利。'),
  line('v-deposit', buyer, 'deposit-cap', '4.1', '4.1 甲方支付合同价款的35%，该款项性质为定金。'),
  line(
    'v-risk',
    buyer,
    'risk-transfer-buyer',
    '5.3',
    '5.3 自乙方将设备装上运输车辆之时起，设备毁损、灭失的风险由甲方负担。',
  ),
  line('v-title', buyer, 'title-retention', '5.4', '5.4 设备所有权在甲方足额付款之前不发生转移。'),
  line('v-acc-1', buyer, 'acceptance-buyer', '6.3', '6.3 甲方投入使用即表明设备已经通过验收。'),
  line('v-acc-2', buyer, 'acceptance-buyer', '6.1', '6.1 外观和质量异议均须在到货后3天内书面提出。'),
  line(
    'v-acc-3',
    supplier,
    'acceptance-supplier',
    '6.2',
    '6.2 甲方对设备质量的判断具有终局效力，乙方不得提出异议。',
  ),
  line('v-war-1', buyer, 'warranty-buyer', '7.1', '7.1 乙方提供两个月的免费保修。'),
  line('v-war-2', supplier, 'warranty-supplier', '7.1', '7.1 质量保证期为八年，自验收合格之日起计算。'),
  line('v-ip', buyer, 'ip-warranty', '8.1', '8.1 第三方就设备主张专利权的，由甲方自行应诉并承担全部赔偿。'),
  line('v-late-1', buyer, 'late-delivery', '10.1', '10.1 乙方交货迟延不超过三个月的，甲方不得追究责任。'),
  line('v-late-2', supplier, 'late-payment', '10.2', '10.2 甲方晚付货款的，双方另行协商。'),
  line(
    'v-penalty',
    supplier,
    'penalty-rate',
    '10.1',
    '10.1 乙方迟延一日，应支付合同总价3%的违约金，依此累加。',
  ),
  line(
    'v-cap-1',
    buyer,
    'liability-cap-buyer',
    '10.5',
    '10.5 乙方对本合同承担的赔偿金额，最高不超过合同价款的5%。',
  ),
  line(
    'v-cap-2',
    supplier,
    'liability-cap-supplier',
    '10.5',
    '10.5 乙方应足额赔偿甲方的所有损失，包括预期利润和商誉损失。',
  ),
  line('v-injury', buyer, 'breach', '10.4', '10.4 无论是否存在重大过失，乙方均免除赔偿责任。'),
  line(
    'v-term-1',
    buyer,
    'termination-buyer',
    '11.1',
    '11.1 乙方认为必要时可单方解除本合同，且不负赔偿责任。',
  ),
  line('v-term-2', supplier, 'termination-supplier', '11.1', '11.1 甲方享有任意解除权，乙方不享有解除权。'),
  line('v-fm', buyer, 'force-majeure', '12.1', '12.1 供应商停产、设备故障、劳动力短缺均属于不可抗力。'),
  line('v-assign', buyer, 'assignment', '13.1', '13.1 乙方可不经甲方同意转包。'),
  line('v-order', supplier, 'order-change', '16.2', '16.2 甲方有权单方面变更合同内容，通知乙方即生效。'),
  line('v-interpret', buyer, 'interpretation', '16.2', '16.2 本合同条款的解释权归乙方。'),
  line('v-forum', buyer, 'dispute-forum-buyer', '15.2', '15.2 双方同意由供货方所在地法院专属管辖。'),
  line(
    'v-arb',
    supplier,
    'arbitrate-or-litigate',
    '15.2',
    '15.2 争议提交上海仲裁委员会仲裁；对裁决不服的，可向人民法院提起诉讼。',
  ),
  line('v-law', buyer, 'governing-law', '15.1', '15.1 本合同适用德国法律。'),
  line('v-quality', buyer, 'quality-standard', '2.1', '2.1 设备质量按照乙方出厂标准执行。'),
];
