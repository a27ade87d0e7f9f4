import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { ContractAnalysis } from '@groundwork/review';

/** An analysis as compressed JSON. */
export async function toAnalysisData(analysis: ContractAnalysis): Promise<Buffer> {
  const { labels, ...rest } = analysis;
  const json = { ...rest, labels: { ...labels, presence: [...labels.presence] } };
  return promisify(gzip)(JSON.stringify(json), { level: 1 });
}

/** Written by `toAnalysisData` of this release: whoever changes the shape changes the analysis version. */
export async function fromAnalysisData(data: Buffer): Promise<ContractAnalysis> {
  const json = JSON.parse((await promisify(gunzip)(data)).toString('utf8')) as ContractAnalysis & {
    readonly labels: { readonly presence: never };
  };
  return { ...json, labels: { ...json.labels, presence: new Map(json.labels.presence) } };
}
