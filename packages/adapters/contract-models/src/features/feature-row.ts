import { combine, toFeature } from './feature-hash.ts';

/** What is known of one candidate: features and their values. */
export interface FeatureRow {
  readonly features: Uint32Array;
  readonly values: Float32Array;
}

/** Collects a row group by group; within a group each feature counts once. */
export class FeatureRowBuilder {
  private readonly features: number[] = [];
  private readonly values: number[] = [];

  /** A group whose features share a Euclidean length of `weight`, so that long units do not outweigh short ones. */
  addShared(weight: number, kindsAndHashes: Iterable<number>): void {
    this.push(new Set(kindsAndHashes), (size) => weight / Math.sqrt(size));
  }

  /** A group whose features have the same value each. */
  addEach(value: number, kindsAndHashes: Iterable<number>): void {
    this.push(new Set(kindsAndHashes), () => value);
  }

  private push(group: ReadonlySet<number>, valueOf: (size: number) => number): void {
    const value = valueOf(group.size);
    for (const hash of group) {
      this.features.push(toFeature(hash));
      this.values.push(value);
    }
  }

  build(): FeatureRow {
    return { features: Uint32Array.from(this.features), values: Float32Array.from(this.values) };
  }
}

/** The hashes as features of one kind. */
export function ofKind(kind: number, hashes: Iterable<number>): number[] {
  return Array.from(hashes, (hash) => combine(kind, hash));
}
