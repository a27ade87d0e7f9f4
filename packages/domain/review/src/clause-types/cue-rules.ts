import type { ClauseTypeId } from './clause-types.ts';

/** How a ClauseType shows in a language: in a heading, which speaks for its whole Clause, and in a sentence. */
export interface CueRule {
  readonly type: ClauseTypeId;
  readonly heading?: RegExp;
  readonly sentence?: RegExp;
}

const rule = (type: ClauseTypeId, heading?: RegExp, sentence?: RegExp): CueRule => ({
  type,
  ...(heading && { heading }),
  ...(sentence && { sentence }),
});

/** Chinese rules read simplified, narrow text (`foldCharacters`). */
export const chineseCueRules: readonly CueRule[] = [
  rule(
    'parties',
    /主体|当事人|(?:合同|协议)(?:各|双)方/,
    /^\s*(?:甲|乙|丙|丁|买|卖|供|需|委托|受托|出租|承租|发包|承包|许可|被许可|转让|受让|披露|接收|采购|供应|服务|用人|劳动者?)(?:方|人|单位)?\s*(?:\([^)]{1,20}\))?\s*:/m,
  ),
  rule(
    'agreement-date',
    undefined,
    /(?:签订|签署|订立)(?:日期|时间|日)\s*:|于\s*[\d_一二三四五六七八九十〇零年月日 ]{4,24}(?:在.{1,20})?(?:签订|签署|订立)|签字日期\s*:/,
  ),
  rule('effective-date', /生效/, /(?:合同|协议)(?:自|于|经|由).{0,40}(?:起)?生效|生效日期?\s*(?:为|:|是指)/),
  rule(
    'expiration-date',
    /期限|有效期/,
    /(?:合同|协议|租赁|服务|合作|许可|保密)(?:的)?(?:有效)?期限?(?:为|自|至|共)|有效期(?:为|自|至|限)|自.{2,30}(?:起)?至.{2,30}(?:日)?止/,
  ),
  rule('renewal-term', /续(?:约|期|签|展|租)|展期/, /自动(?:续|顺延|延长|展期)|续(?:约|签|期|租|订)|顺延/),
  rule(
    'renewal-notice',
    undefined,
    /(?:届满|期满|到期)(?:之日)?(?:前|以前)\s*[\d一二三四五六七八九十]+.{0,6}(?:日|天|个?月).{0,40}(?:通知|书面|提出|不再?续)/,
  ),
  rule(
    'governing-law',
    /(?:适用)?法律(?:适用)|适用(?:的)?法律|准据法/,
    /适用.{0,20}(?:法律|法规|法)(?:管辖|解释|。|,|;|并)|(?:受|依据|根据|按照).{0,24}法律.{0,10}(?:管辖|解释)|以.{0,20}法律为准/,
  ),
  rule(
    'most-favored-nation',
    /最惠|最优惠/,
    /最惠|不(?:得)?(?:低|劣|高)于.{0,16}(?:任何)?(?:第三方|其他客户|其他方)/,
  ),
  rule(
    'non-compete',
    /竞业|竞争限制|不竞争/,
    /竞业限制|竞业禁止|不得.{0,30}(?:竞争(?:性|关系)?的?(?:业务|产品|活动|企业)|同类业务)/,
  ),
  rule('exclusivity', /独家|排他|专营/, /独家(?!出具)|排他性|唯一.{0,6}(?:供应商|代理|经销|合作方|服务商)/),
  rule('no-solicit-customers', /(?:不|禁止)招揽客户/, /不得.{0,30}(?:招揽|引诱|挖取|争夺).{0,20}客户/),
  rule(
    'no-solicit-employees',
    /(?:不|禁止)(?:招揽|招聘|雇佣)/,
    /不得.{0,40}(?:招揽|引诱|招聘|聘用|雇佣|挖).{0,30}(?:员工|雇员|人员|职员)/,
  ),
  rule('non-disparagement', /不贬损|商誉/, /不得.{0,20}(?:贬损|诋毁|损害.{0,6}(?:商誉|名誉|声誉))/),
  rule(
    'termination-for-convenience',
    /(?:任意|随时|提前)解除/,
    /(?:随时|任意|无需(?:任何)?理由|无须(?:任何)?理由).{0,20}(?:解除|终止)|(?:有权|可以?)提前\s*[\d一二三四五六七八九十]+.{0,6}(?:日|天|个?月).{0,16}通知.{0,24}(?:解除|终止)/,
  ),
  rule(
    'right-of-first-refusal',
    /优先(?:购买|权|承租|认购|谈判)/,
    /优先(?:购买|承租|认购|受让|谈判|合作|续租)权?/,
  ),
  rule('change-of-control', /控制权/, /控制权(?:发生)?(?:变更|变化|转移)|实际控制人.{0,10}变(?:更|化)/),
  rule(
    'assignment',
    /转让|让与|权利义务(?:的)?(?:转移|转让)|转包|分包/,
    /(?:不得|有权|可以?|同意).{0,40}(?:转让|让与|转移|转包|分包).{0,30}(?:权利|义务|合同|协议|第三(?:方|人)|给)|未经.{0,30}(?:同意|许可).{0,30}(?:转让|转包|分包)/,
  ),
  rule(
    'revenue-sharing',
    /分成|收益分配|利润分配/,
    /(?:收入|收益|利润|销售额|流水).{0,10}(?:分成|分配)|按.{0,20}比例(?:分成|分配)/,
  ),
  rule(
    'price-restrictions',
    /价格(?:调整|限制)|调价/,
    /不得.{0,12}(?:涨价|提价|调高|上调|提高.{0,6}价格)|价格.{0,10}(?:不予?调整|固定不变)/,
  ),
  rule(
    'minimum-commitment',
    /最低(?:采购|订购|消费|销售)/,
    /(?:最低|不(?:得)?少于|保底).{0,12}(?:采购|订购|订货|消费|销售|承诺)(?:量|额|金额)?/,
  ),
  rule('volume-restriction', /数量(?:上限|限制)/, /(?:数量|用量|次数|用户数).{0,10}(?:不(?:得)?超过|上限)/),
  rule(
    'ip-assignment',
    /知识产权|著作权|专利|成果归属|权利归属|工作成果/,
    /(?:知识产权|著作权|版权|专利(?:申请)?权|工作成果|所有权).{0,24}(?:归|属于|归属|转让|由).{0,20}(?:所有|享有|甲方|乙方|双方)/,
  ),
  rule(
    'joint-ip-ownership',
    undefined,
    /(?:知识产权|著作权|专利权?|成果).{0,24}(?:共有|共同(?:所有|享有|拥有))/,
  ),
  rule('license-grant', /许可(?:使用)?|授权/, /(?:许可|授权|授予).{0,16}(?:使用|许可|权利).{0,20}/),
  rule(
    'non-transferable-license',
    undefined,
    /不可转让(?:的|、|,).{0,30}(?:许可|授权|使用权)|(?:许可|授权).{0,20}不(?:可|得)转(?:让|授权|许可)/,
  ),
  rule('irrevocable-license', undefined, /(?:不可撤销|永久).{0,24}(?:许可|授权|使用)/),
  rule('unlimited-license', undefined, /(?:不限(?:数量|用户)|无限制).{0,20}(?:许可|授权|使用)/),
  rule('affiliate-license-licensor', undefined, /许可方(?:的|及其|或其)关联.{0,30}(?:许可|授权)/),
  rule('affiliate-license-licensee', undefined, /被许可方(?:的|及其|或其)关联.{0,30}(?:使用|许可|授权)/),
  rule('source-code-escrow', /源代码托管/, /源代码.{0,16}(?:托管|第三方保管)/),
  rule(
    'post-termination-services',
    /终止后|解除后|后合同义务/,
    /(?:终止|解除|届满)后.{0,30}(?:继续|应当?|仍|返还|移交|交接|协助|过渡)/,
  ),
  rule(
    'audit-rights',
    /审计|检查权|监督检查/,
    /有权.{0,24}(?:审计|查阅|核查|检查.{0,10}(?:账簿|账目|记录|资料))/,
  ),
  rule(
    'uncapped-liability',
    undefined,
    /(?:无限|不受.{0,12}(?:上限|限制)).{0,8}(?:责任)?|承担(?:由此|因此)?.{0,16}(?:全部|一切|所有).{0,6}(?:损失|责任|后果)/,
  ),
  rule(
    'liability-cap',
    /责任(?:限制|上限)|赔偿(?:限额|上限)/,
    /(?:责任|赔偿|违约金)(?:总额|金额|累计|上限|限额|总和|责任)?.{0,24}(?:不(?:得)?超过|以.{0,24}为限|上限)|(?:不承担|不对).{0,24}(?:间接|可得利益|预期利益).{0,10}损失/,
  ),
  rule('liquidated-damages', /违约金|滞纳金/, /违约金|滞纳金|罚息/),
  rule(
    'warranty',
    /质量(?:保证|保修|标准|要求)|质保|保修|售后/,
    /(?:质量保证|质保|保修|免费维护)期?.{0,6}(?:为|自|期|:)|(?:保证|承诺).{0,20}(?:全新|质量|符合.{0,10}标准)/,
  ),
  rule('insurance', /保险/, /(?:投保|购买|办理|缴纳).{0,16}保险|保险(?:费|金额|责任)?由/),
  rule('covenant-not-to-sue', undefined, /不(?:得|会)?.{0,6}(?:提起诉讼|起诉|提出异议|主张无效)/),
  rule('third-party-beneficiary', /第三(?:人|方)利益/, /第三(?:人|方).{0,16}(?:受益|直接请求|利益)/),
  rule(
    'competitive-restriction-exception',
    undefined,
    /(?:竞业|独家|排他|竞争).{0,40}(?:除外|例外|不受.{0,6}限)/,
  ),
  rule(
    'subject-matter',
    /标的|(?:服务|工作|采购|租赁|合作|项目|货物|产品)(?:内容|范围|概况|清单|名称|物)|(?:产品|货物|商品)(?:的)?(?:名称|规格|型号|品种)|规格(?:型号)?|供货范围|项目概况/,
    /(?:名称|规格|型号|数量|单价).{0,12}(?:规格|型号|数量|单价|金额)|(?:甲方|买方|委托方|采购方).{0,12}(?:委托|采购|购买|聘请|租赁).{0,40}(?:服务|货物|产品|设备|系统|房屋)/,
  ),
  rule(
    'price-and-payment',
    /价款|价格|付款|支付|结算|费用|报酬|租金|金额|发票|对价|货款/,
    /(?:合同|服务|协议)?(?:总价|总金额|总额|价款|费用|货款|租金|报酬)(?:共计|合计|总计|为|:)|(?:支付|付清|付至|预付).{0,30}(?:%|元|款|费)|(?:收到|开具).{0,16}发票/,
  ),
  rule(
    'delivery',
    /交货|交付|运输|装运|发货|风险(?:转移|承担)|供货/,
    /(?:交货|交付|发货|送货)(?:时间|地点|期限|方式|日期)|(?:日|天|前)内?.{0,16}(?:交付|交货|送达.{0,6}地点|发货)|(?:毁损|灭失).{0,8}风险/,
  ),
  rule(
    'acceptance',
    /验收|检验|测试/,
    /验收(?:合格|标准|不合格|期|单|报告|通过)|(?:日|天)内.{0,16}(?:验收|检验|提出.{0,6}异议)/,
  ),
  rule('breach', /违约/, /(?:构成|视为).{0,6}违约|违约方|承担.{0,10}违约责任/),
  rule('deposit', /定金|订金|保证金|押金|履约担保/, /定金|订金|(?:履约|质量|质保|投标)?保证金|押金/),
  rule(
    'termination-for-cause',
    /解除|终止/,
    /(?:有权|可以?|可|双方|一方).{0,30}(?:解除|终止)(?:本)?(?:合同|协议)|(?:合同|协议)(?:自动)?(?:解除|终止)/,
  ),
  rule(
    'confidentiality',
    /保密|商业秘密|机密/,
    /(?:保密|商业秘密|机密)(?:信息|义务|责任|资料)?.{0,30}(?:不得|应当?|予以|承担|负有|期限)|不得.{0,20}(?:泄露|泄漏|披露)/,
  ),
  rule('force-majeure', /不可抗力/, /不可抗力/),
  rule(
    'dispute-resolution',
    /争议|纠纷|仲裁|管辖|诉讼/,
    /(?:争议|纠纷).{0,60}(?:协商|仲裁|诉讼|法院|起诉)|提交.{0,30}仲裁|向.{0,40}法院(?:提起)?(?:诉讼|起诉)/,
  ),
  rule(
    'notices',
    /通知|送达|联系(?:方式|人)/,
    /(?:通知|送达).{0,30}(?:书面|地址|邮件|传真|视为)|视为.{0,6}送达/,
  ),
  rule('personal-data', /个人信息|数据(?:保护|安全|合规)|隐私/, /个人信息|个人数据|数据安全|隐私/),
  rule(
    'indemnification',
    /赔偿|补偿|免责/,
    /(?:赔偿|补偿).{0,24}(?:损失|损害|费用)|使.{0,10}免(?:受|于).{0,10}(?:损害|损失|索赔)/,
  ),
  rule('amendment', /变更|修改|补充/, /(?:变更|修改|补充).{0,30}(?:书面|签订|协商一致|补充协议)|补充协议/),
  rule(
    'entire-agreement',
    /完整(?:协议|合同)|全部协议/,
    /(?:构成|代表).{0,16}(?:完整|全部).{0,8}(?:协议|合意|约定)|取代.{0,16}(?:此前|以前|之前|先前)/,
  ),
  rule(
    'severability',
    /可分割|独立性|部分无效/,
    /(?:部分|某一|任何)?(?:条款|规定|内容).{0,16}(?:无效|不可执行).{0,30}(?:不影响|继续有效)/,
  ),
  rule(
    'signatures',
    /签(?:章|署|字)(?:页|栏)?$/,
    /(?:签字|盖章|签章|签名)\s*\)?\s*:|\((?:签字|盖章|签章|公章|签字或盖章|盖章或签字)\)/,
  ),
];

/** English rules for what CUAD does not name. Headings may be in capitals. */
export const englishCueRules: readonly CueRule[] = [
  rule(
    'subject-matter',
    /^(?:scope|services|the services|purchase and sale|products?|goods|subject matter|engagement|appointment|statement of work|provision of services|description of (?:the )?(?:services|goods|products))\b/i,
    /\bagrees? to (?:provide|perform|supply|sell|purchase|deliver)\b.{0,80}\b(?:services|products?|goods|software|equipment|work)\b/i,
  ),
  rule(
    'price-and-payment',
    /\b(?:payments?|fees?|prices?|pricing|compensation|charges|invoic\w+|consideration|taxes)\b/i,
    /\b(?:shall|will|agrees? to) pay\b|\binvoices?\b.{0,80}\b(?:days|due|payable)\b|\b(?:due and )?payable within\b/i,
  ),
  rule(
    'delivery',
    /\b(?:delivery|shipment|shipping|title and risk|risk of loss)\b/i,
    /\b(?:shall|will) (?:deliver|ship)\b.{0,60}\b(?:products?|goods|equipment|within|to)\b|\brisk of loss\b|\bF\.?O\.?B\b/i,
  ),
  rule(
    'acceptance',
    /\b(?:acceptance|inspection)\b/i,
    /\bacceptance (?:test|criteria|period|procedure)\w*|\b(?:accept or reject|inspect)\b.{0,60}\b(?:products?|goods|deliverables?|shipment)\b/i,
  ),
  rule(
    'breach',
    /\b(?:breach|defaults?|events? of default|remedies)\b/i,
    /\b(?:material(?:ly)? breach|event of default|breach(?:es)? (?:of )?(?:any|this|its))\b/i,
  ),
  rule(
    'deposit',
    /\b(?:deposit|retainer|security|escrow deposit)\b/i,
    /\b(?:security|refundable|non-?refundable|earnest money) (?:deposit|retainer)\b|\bdeposit of \$/i,
  ),
  rule(
    'termination-for-cause',
    /\bterminat\w+/i,
    /\bterminat\w+\b.{0,120}\b(?:breach|default|bankrupt\w*|insolven\w*|fails? to)\b|\b(?:breach|default|insolven\w*)\b.{0,120}\bterminat\w+/i,
  ),
  rule(
    'confidentiality',
    /\b(?:confidential\w*|non-?disclosure|proprietary information|trade secrets)\b/i,
    /\bconfidential information\b.{0,120}\b(?:shall|will|agrees?|not|means)\b|\b(?:hold|keep|maintain)\b.{0,40}\b(?:in confidence|confidential)\b/i,
  ),
  rule(
    'force-majeure',
    /\b(?:force majeure|acts? of god|excusable delays?)\b/i,
    /\b(?:force majeure|acts? of god)\b/i,
  ),
  rule(
    'dispute-resolution',
    /\b(?:disputes?|arbitration|jurisdiction|venue|mediation)\b/i,
    /\b(?:binding )?arbitrat\w+\b|\b(?:exclusive )?jurisdiction of\b.{0,60}\bcourts?\b|\bcourts? (?:located|sitting) in\b|\bsubmits? to\b.{0,30}\bjurisdiction\b/i,
  ),
  rule(
    'notices',
    /\bnotices?\b/i,
    /\b(?:notices?|communications?)\b.{0,80}\b(?:shall be|must be|will be) (?:in writing|given|sent|deemed|delivered|addressed)\b/i,
  ),
  rule(
    'personal-data',
    /\b(?:personal (?:data|information)|data protection|privacy|data processing|data security)\b/i,
    /\b(?:personal data|personal information|personally identifiable|GDPR|data protection (?:law|legislation|act))/i,
  ),
  rule(
    'indemnification',
    /\bindemni\w+|\bhold harmless\b/i,
    /\b(?:shall|will|agrees? to)\b.{0,60}\bindemnify\b|\bhold\b.{0,30}\bharmless\b/i,
  ),
  rule(
    'amendment',
    /\b(?:amendments?|modifications?|changes to (?:this )?agreement|waiver)\b/i,
    /\b(?:amend(?:ed|ment)?|modif(?:y|ied|ication))\b.{0,80}\b(?:in writing|written (?:instrument|agreement|consent)|signed)\b/i,
  ),
  rule(
    'entire-agreement',
    /\b(?:entire (?:agreement|understanding)|integration|merger clause)\b/i,
    /\b(?:constitutes?|contains?|sets? forth|represents?|is) the (?:full and )?(?:entire|complete) (?:and \w+ )?(?:agreement|understanding)\b|\bsupersedes? all\b/i,
  ),
  rule(
    'severability',
    /\b(?:severability|severance|partial invalidity)\b/i,
    /\b(?:invalid|unenforceable|void)\b.{0,160}\b(?:remain(?:ing|der)|shall not affect|not be affected|severed|continue in (?:full )?force)\b/i,
  ),
  rule('signatures', /^signatures?(?: page)?$/i, /\bin witness whereof\b/i),
];
