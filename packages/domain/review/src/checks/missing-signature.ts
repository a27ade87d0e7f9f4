import type { Check, CheckHit } from './check.ts';
import type { CheckSource } from './check-source.ts';

/** No place to sign; a party without one; or one signed and the other not. A date alone proves no signature. */
export const missingSignature: Check = {
  id: 'missing-signature',
  title: { en: 'Signature or seal missing', zh: '签字或盖章缺失' },
  severity: 'medium',
  clauseType: 'signatures',
  legalBasis: { zh: '《中华人民共和国民法典》第四百九十条' },
  find(source) {
    const { signatures } = source.structure;
    if (signatures.length === 0) return noPlace(source);
    const open = signatures.filter(
      ({ signed, sealed, span }) =>
        signed === 'blank' &&
        sealed !== 'sealed' &&
        !/\/s\//iu.test(source.text.slice(span.start, span.end + 80)),
    );
    const done = signatures.filter(({ signed, sealed }) => signed === 'signed' || sealed === 'sealed');
    if (open.length === 0) return [];
    const named = open.map(({ party }) => party).filter((party) => party !== undefined);
    const who = named.length > 0 ? named.join('、') : '';
    if (done.length === 0) {
      return [
        {
          spans: open.map(({ span }) => span),
          severity: 'info',
          title: { en: 'Not signed yet', zh: '合同尚未签署' },
          rationale: {
            en: 'None of the places to sign is filled in: a draft, or a copy of one.',
            zh: '各签署处均为空白，合同尚未签字或盖章。',
          },
          confidence: 0.8,
        },
      ];
    }
    return [
      {
        spans: open.map(({ span }) => span),
        severity: 'high',
        rationale: {
          en: `One party has signed, ${who || 'another'} has not.`,
          zh: `一方已签署，${who || '另一方'}的签署处为空白。`,
        },
        confidence: 0.8,
      },
    ];
  },
};

/** Words of signing anywhere behind the opening: then whatever read the places to sign has missed them. */
const signs =
  /\/s\/|\bBy:|\bsignature\s+page|\bIN\s+WITNESS|\bduly\s+executed|\bsignature:|签[字章名署]|盖章|公章/iu;

function noPlace(source: CheckSource): CheckHit[] {
  if (source.text.length < 1500 || signs.test(source.text.slice(600))) return [];
  return [
    {
      spans: [],
      title: { en: 'No place to sign', zh: '缺少签署页' },
      rationale: {
        en: 'The contract has no place for the parties to sign.',
        zh: '合同中未见签字、盖章处。',
      },
      searched: source.chinese
        ? '签字、盖章、签署；合同全文'
        : 'signature, By:, in witness whereof; the whole contract',
      confidence: 0.7,
    },
  ];
}
