import type { ParsedDocument, ParseLimits } from '@groundwork/ingestion';
import type { ErrorCode } from '@groundwork/kernel';
import type { Original } from './parse-original.ts';

/** What the parent asks of a child: one original at a time. */
export interface ParseRequest {
  readonly original: Original;
  readonly limits: ParseLimits;
  readonly skipPages: readonly number[];
}

/** What a child says. `fault` is a bug of ours, with its stack. */
export type ChildMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'page'; readonly page: number; readonly pages: number }
  /** The page it is at is an image and is now read by optical character recognition. */
  | { readonly kind: 'recognizing' }
  | { readonly kind: 'recognized' }
  | { readonly kind: 'parsed'; readonly document: ParsedDocument }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'fault'; readonly message: string };
