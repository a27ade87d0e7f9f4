import type { ErrorCode } from '@groundwork/kernel';
import { z } from 'zod';
import { httpStatus } from './http-status.ts';

/** The one shape of every failure over HTTP. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.enum(Object.keys(httpStatus) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    remedy: z.string().describe('What to do about it.'),
    requestId: z.string().describe('Also in the header X-Request-Id; quote it in reports.'),
    details: z.record(z.string(), z.unknown()).exactOptional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
