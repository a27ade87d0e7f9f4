import type { PartyMention } from '../fields/read-parties.ts';
import type { Stance } from '../playbook/stance.ts';

/** Names that contracts give to one side or the other; 甲方 and 乙方 say only who comes first and count last. */
const sides: readonly (readonly string[])[] = [
  ['buyer', 'customer', 'client', 'purchaser', 'licensee', 'lessee', 'tenant', 'recipient', 'subscriber', '买方', '买受人', '需方', '采购方', '采购人', '委托方', '委托人', '发包方', '发包人', '承租方', '承租人', '客户', '定作方', '定作人', '被许可方', '接收方', '甲方'],
  ['seller', 'supplier', 'vendor', 'provider', 'licensor', 'lessor', 'landlord', 'contractor', 'consultant', '卖方', '出卖人', '供方', '供应方', '供应商', '供货方', '受托方', '受托人', '承包方', '承包人', '出租方', '出租人', '服务方', '服务商', '承揽方', '承揽人', '许可方', '披露方', '乙方'],
]; // prettier-ignore
const positional = /^(?:甲方|乙方|丙方)$/u;

/** Every name under which a contract knows the side that a review takes, in lower case. */
export function namesOfSide(stance: Stance, parties: readonly PartyMention[]): ReadonlySet<string> {
  const wanted = stance.trim().toLowerCase();
  const aliasesOf = (test: (alias: string) => boolean): string[] =>
    parties.flatMap(({ aliases }) => (aliases.some((alias) => test(alias.toLowerCase())) ? aliases : []));
  const exact = aliasesOf((alias) => alias === wanted);
  if (exact.length > 0) return fold([wanted, ...exact]);
  const group = sides.find((names) => names.includes(wanted)) ?? [];
  const telling = aliasesOf((alias) => group.includes(alias) && !positional.test(alias));
  if (telling.length > 0) return fold([wanted, ...telling]);
  // No party bears a telling name: the words of the group stand for the side, whoever comes first.
  return fold([wanted, ...group, ...aliasesOf((alias) => group.includes(alias))]);
}

/** Whether what favours certain names is a finding for a side: it is for everybody but them. */
export function isAgainst(
  favours: readonly string[] | undefined,
  stance: Stance,
  side: ReadonlySet<string>,
): boolean {
  if (favours === undefined || stance === 'neutral') return true;
  return !favours.some((name) => side.has(name.toLowerCase()));
}

function fold(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}
