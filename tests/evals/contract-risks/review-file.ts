import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildProcessDocumentParser } from '@groundwork/document-parsing';
import { defaultParseLimits, detectLanguage } from '@groundwork/ingestion';
import type { ContractText } from '@groundwork/review';

const contracts = join(dirname(fileURLToPath(import.meta.url)), '../../../infra/demo/contracts');

/** A sample contract as the parser reads the rendered file. */
export async function readSampleFile(
  parser: ChildProcessDocumentParser,
  file: string,
): Promise<ContractText> {
  const path = join(contracts, file);
  const limits = { ...defaultParseLimits, recognitionMs: 200_000 };
  const { text, blocks, pages, flags } = await parser.parse(
    { content: readFileSync(path), fileName: basename(path) },
    { limits },
  );
  return { text, blocks, pages, flags, language: detectLanguage(text) };
}
