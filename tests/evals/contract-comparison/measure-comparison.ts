import { compareContracts, type Change, type ContractText } from '@groundwork/review';
import { seeded } from '../../seeded.ts';
import { editKinds } from './contract-edits.ts';
import { piecesOf, toContract } from './plain-contract.ts';
import { reflowContract } from './reflow-contract.ts';

export interface KindScore {
  edits: number;
  seen: number;
  /** Changes reported beside the one that was made. */
  others: number;
}

export interface ComparisonScores {
  readonly kinds: Readonly<Record<string, KindScore>>;
  /** Pairs that say the same: with themselves, and set anew. */
  readonly unchanged: { pairs: number; changes: number };
  /** What was missed or made up, for people. */
  readonly misses: string[];
}

/** Makes edits of every kind in every contract and compares; sets every contract anew and compares. */
export function measureComparison(
  contracts: readonly { readonly name: string; readonly contract: ContractText }[],
  times: number,
): ComparisonScores {
  const kinds: Record<string, KindScore> = {};
  const unchanged = { pairs: 0, changes: 0 };
  const misses: string[] = [];
  for (const [index, { name, contract }] of contracts.entries()) {
    const pieces = piecesOf(contract);
    const random = seeded(index + 1);
    for (const [kind, edit] of Object.entries(editKinds)) {
      const score = (kinds[kind] ??= { edits: 0, seen: 0, others: 0 });
      for (let time = 0; time < times; time++) {
        const made = edit(pieces, random);
        if (!made) continue;
        const { changes } = compareContracts(toContract(made.before), toContract(made.after));
        const isSeen = changes.some(made.isSeen);
        score.edits++;
        if (isSeen) score.seen++;
        score.others += changes.length - (isSeen ? 1 : 0);
        if (!isSeen || changes.length > 1)
          misses.push(`${name}, ${kind}: ${changes.map(describe).join(' | ')}`);
      }
    }
    for (const after of [toContract(pieces), toContract(reflowContract(pieces, random), false)]) {
      const { changes } = compareContracts(toContract(pieces, false), after);
      unchanged.pairs++;
      unchanged.changes += changes.length;
      for (const change of changes) misses.push(`${name}, unchanged: ${describe(change)}`);
    }
  }
  return { kinds, unchanged, misses };
}

function describe({ kind, flags, segments }: Change): string {
  const edits = segments.filter((each) => each.kind !== 'equal');
  const words = edits.map(
    (each) => `${each.kind === 'deleted' ? '-' : '+'}${JSON.stringify(each.text.slice(0, 60))}`,
  );
  return `${kind} [${flags.join(' ')}] ${words.join(' ')}`;
}
