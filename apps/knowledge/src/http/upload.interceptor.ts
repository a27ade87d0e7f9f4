import { mkdtemp, rm } from 'node:fs/promises';
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
import { KnowledgeOptions } from '../knowledge-options.ts';
import { requestOf, replyOf, routeOf } from './endpoint.ts';
import { receiveUpload, tooLarge } from './receive-upload.ts';

/** Room for part headers and text fields beside the files of an upload. */
const formOverheadBytes = 256 * 1024;

/** Takes in the files of a route that accepts uploads, and throws them away when the request is over. */
@Injectable()
export class UploadInterceptor implements NestInterceptor {
  constructor(@Inject(KnowledgeOptions) private readonly options: KnowledgeOptions) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = requestOf(context);
    if (!routeOf(context).upload || !request.isMultipart()) return next.handle();
    const { uploadBytes } = this.options;
    const folder = await mkdtemp(join(tmpdir(), 'groundwork-upload-'));
    const clean = () => rm(folder, { recursive: true, force: true });
    try {
      if (Number(request.headers['content-length'] ?? 0) > uploadBytes + formOverheadBytes)
        throw tooLarge(uploadBytes);
      request.body = await receiveUpload(request, folder, uploadBytes);
    } catch (error) {
      // What is still coming is not read: the connection ends with the reply.
      replyOf(context).header('connection', 'close');
      await clean();
      throw error;
    }
    return next.handle().pipe(finalize(() => void clean()));
  }
}
