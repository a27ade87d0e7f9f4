import { jsonLogger, type Logger } from '@groundwork/kernel';
import type { Config } from '@groundwork/runtime';
import type { FastifyRequest } from 'fastify';

const mebibyte = 1024 * 1024;

/** How the app serves HTTP. Everything has a default; the runtime's configuration gives the limits. */
export class HttpOptions {
  /** Default: JSON lines on standard error, so that no bug goes unseen. */
  readonly logger: Logger;
  /** Requests a minute of one key, and how many may come at once. */
  readonly rateLimit: { readonly perMinute: number; readonly burst: number };
  /** Bytes of all files of one upload. */
  readonly uploadBytes: number;
  /** Bytes of a JSON body. Larger texts come as files, which are spooled to disk. */
  readonly jsonBytes: number;
  /** Silence on an event stream after which a comment is sent, so that proxies keep it open. */
  readonly heartbeatMs: number;
  /** Where outsiders reach this app, for links in citations. Default: the host that was asked. */
  readonly publicUrl: string | undefined;

  constructor(http: Config['http'], given: Partial<HttpOptions> = {}) {
    this.logger = given.logger ?? jsonLogger((line) => process.stderr.write(line));
    this.rateLimit = given.rateLimit ?? {
      perMinute: http.rateLimitPerMinute,
      burst: http.rateLimitPerMinute,
    };
    this.uploadBytes = given.uploadBytes ?? http.maxUploadBytes;
    this.jsonBytes = given.jsonBytes ?? 4 * mebibyte;
    this.heartbeatMs = given.heartbeatMs ?? 15_000;
    this.publicUrl = given.publicUrl;
  }
}

/** Where the client reaches this app, without a slash at the end. */
export function baseUrlOf(options: HttpOptions, request: FastifyRequest): string {
  return (options.publicUrl ?? `${request.protocol}://${request.host}`).replace(/\/$/, '');
}
