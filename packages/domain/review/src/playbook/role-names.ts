import { fold } from '@groundwork/answering';
import type { ContractText } from '../contract/contract-text.ts';
import type { Field } from '../fields/field.ts';
import type { RoleNames } from './compile-phrase.ts';
import type { Playbook } from './playbook.ts';

/** Say only who comes first, not who sells: any side may be called so. */
const positional = new Set(['甲方', '乙方', '丙方', 'party a', 'party b', 'first party', 'second party']);

/** Folded characters at the start of a contract in which parties are named. */
const preamble = 2_000;

/**
 * What this contract calls each role: the Playbook's names, the names of the parties that hold the role, and 甲方 or 乙方
 * given to the side whose telling name stands beside it ("甲方（卖方）" is the supplier, whatever the Playbook expects).
 */
export function roleNames(
  playbook: Pick<Playbook, 'roles'>,
  contract: Pick<ContractText, 'text'>,
  fields: readonly Field[],
): RoleNames {
  const start = fold(contract.text.slice(0, preamble));
  const names = Object.entries(playbook.roles).map(([role, { names }]) => ({ role, names: [...names] }));
  const moves = names.flatMap(({ role, names: own }) =>
    own
      .filter((name) => !positional.has(fold(name)))
      .flatMap((telling) =>
        [...positional]
          .filter((label) => standBeside(start, label, fold(telling)))
          .map((label) => ({ label, role })),
      ),
  );
  for (const { label, role } of moves) {
    for (const entry of names) {
      entry.names = entry.names.filter((name) => fold(name) !== label);
      if (entry.role === role) entry.names.push(label);
    }
  }
  return Object.fromEntries(
    names.map(({ role, names: own }) => [role, [...new Set([...own, ...partiesOf(own, fields)])]]),
  );
}

function standBeside(text: string, label: string, telling: string): boolean {
  return [
    `${label}(${telling}`,
    `${telling}(${label}`,
    `${label}(以下简称"${telling}`,
    `${telling}(以下简称"${label}`,
    `${telling}(以下简称${label}`,
  ].some((pattern) => text.includes(pattern));
}

function partiesOf(names: readonly string[], fields: readonly Field[]): string[] {
  const folded = names.map(fold);
  return fields.flatMap((field) => {
    if (field.status !== 'present' || field.value.kind !== 'party' || field.value.role === undefined)
      return [];
    return folded.includes(fold(field.value.role)) && field.value.name.length > 1 ? [field.value.name] : [];
  });
}
