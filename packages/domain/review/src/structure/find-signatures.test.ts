import { structureContract } from './structure-contract.ts';

const signaturesIn = (page: string) =>
  structureContract({
    text: `1. Term. One year.\n2. Law. None.\n3. Rest. None.\n\n${page}`,
    blocks: [],
  }).signatures.map(({ party, signed, sealed }) => [party, signed, ...(sealed ? [sealed] : [])].join(' '));

test.each([
  [
    'IN WITNESS WHEREOF, signed.\n\nACME INC.\n\nBy: /s/ First Signer\nName: First Signer\nDate: May 1, 2024',
    ['ACME INC. signed'],
  ],
  [
    'IN WITNESS WHEREOF, signed.\n\nACME INC.\n\nBy: ____________\nName: First Signer\nDate: May 1, 2024',
    ['ACME INC. blank'],
  ],
  ['IN WITNESS WHEREOF, signed.\n\nACME INC.\n\nBy: First Signer\nTitle: CEO', ['ACME INC. unknown']],
  [
    'IN WITNESS WHEREOF, signed.\n\nACME INC.          BETA LLC\n\nBy: /s/ First Signer     By: ___________\nName: First Signer       Name:',
    ['ACME INC. signed', 'BETA LLC blank'],
  ],
  ['（以下无正文）\n甲方（盖章）：\n法定代表人（签字）：\n日期：2024年5月1日', ['甲方 blank blank']],
  [
    '甲方（盖章）：____    乙方（盖章）：甲公司合同专用章\n代表（签字）：____    代表（签字）：/s/ 李明',
    ['甲方 blank blank', '乙方 signed sealed'],
  ],
  [
    'Signatures\n\nBy signing this agreement, each party accepts it.\n\nACME INC.\n\nBy: ______',
    ['ACME INC. blank'],
  ],
  ['甲方（公章）：\n授权代表（签字）：李明', ['甲方 unknown blank']],
  ['甲方（蓋章）：＿＿＿＿\n代表人：＿＿＿＿', ['甲方 blank blank']],
])('%s', (page, expected) => expect(signaturesIn(page)).toEqual(expected));
