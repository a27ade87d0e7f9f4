export { type AppPart } from './app-part.ts';
export { Caller, ClientGone, Endpoint, Input, Upload, WantsEvents } from './endpoint.ts';
export { sendEvents, toFrame } from './event-stream.ts';
export { baseUrlOf, HttpOptions } from './http-options.ts';
export { logFailure } from './log-failure.ts';
export { serveParts, type ServedRuntime } from './serve-parts.ts';
export { type Failure, toFailure } from './to-failure.ts';
export { type UploadedFile, type UploadedForm } from './uploaded-form.ts';
