import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { finalize, type Observable } from 'rxjs';
import { HttpOptions } from './http-options.ts';
import { requestOf, routeOf } from './request-context.ts';
import { receiveUpload, tooLarge } from './receive-upload.ts';

/** Room for part headers and text fields beside the files of an upload. */
const formOverheadBytes = 256 * 1024;

/** How long the sender of a refused upload may go on sending, in milliseconds. */
const lingerMs = 5_000;

/** Takes in the files of a route that accepts uploads, and throws them away when the request is over. */
@Injectable()
export class UploadInterceptor implements NestInterceptor {
  constructor(@Inject(HttpOptions) private readonly options: HttpOptions) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = requestOf(context);
    const { upload: fields } = routeOf(context);
    if (!fields || !request.isMultipart()) return next.handle();
    const { uploadBytes } = this.options;
    const folder = await mkdtemp(join(tmpdir(), 'groundwork-upload-'));
    const clean = () => rm(folder, { recursive: true, force: true });
    try {
      if (Number(request.headers['content-length'] ?? 0) > uploadBytes + formOverheadBytes)
        throw tooLarge(uploadBytes);
      request.body = await receiveUpload(request, { fields, folder, limitBytes: uploadBytes });
    } catch (error) {
      discardRest(request.raw);
      await clean();
      throw error;
    }
    return next.handle().pipe(finalize(() => void clean()));
  }
}

/** Reads on without keeping anything: a sender whose connection breaks off would not come to read why. */
function discardRest(request: IncomingMessage): void {
  if (request.complete) return;
  request.unpipe();
  request.resume();
  const timer = setTimeout(() => request.destroy(), lingerMs).unref();
  request.once('close', () => clearTimeout(timer));
}
