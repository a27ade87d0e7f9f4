import { UserError } from '@groundwork/kernel';
import type { ParsedDocument } from '@groundwork/ingestion';
import type { Original, ParseContext } from '../parse-original.ts';
export function readDocx(_original: Original, _context: ParseContext): Promise<ParsedDocument> {
  return Promise.reject(new UserError('document.unsupported', 'Not read yet.'));
}
