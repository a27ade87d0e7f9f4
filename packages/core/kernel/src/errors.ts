/**
 * Every failure that Groundwork names. Closed: a new code needs its row in the HTTP map (`core/protocol`) and
 * its remedy below before anything compiles.
 */
export const errorRemedies = {
  'request.invalid': 'Correct the fields named in the message and send the request again.',
  'request.too-large': 'Send less: split the file or the list, or shorten the text.',
  'request.not-found': 'Check the address and the method against /openapi.json.',
  'auth.missing': 'Send an API key in the header "Authorization: Bearer <key>".',
  'auth.invalid': 'Check the key; it may be mistyped, expired or revoked. Issue a new one if it is lost.',
  'auth.forbidden': 'Use a key that has the scope named in the message.',
  'rate.limited': 'Wait for the seconds given in the header Retry-After, then send the request again.',
  'idempotency.mismatch': 'Use a new Idempotency-Key for a request with another body.',
  'idempotency.in-progress': 'The first request with this key is still running; send it again in a moment.',
  'tenant.not-found': 'Check the tenant id.',
  'api-key.not-found': 'Check the key id; list the keys with GET /v1/api-keys.',
  'collection.not-found': 'Check the collection id; list what you may see with GET /v1/collections.',
  'collection.exists': 'Choose another name, or use the existing collection.',
  'document.not-found': 'Check the document id; it may have been deleted, or you may not see it.',
  'document.exists': 'Choose another name, or delete the document that has it.',
  'document.empty': 'The file has no content. Check that it was saved, and send it again.',
  'document.no-text':
    'The file holds no text that can be read. If it is a scan, send a version with a text layer.',
  'document.too-large': 'Split the file, or raise the limit named in the message.',
  'document.unsupported':
    'Convert the file to PDF, DOCX, XLSX, PPTX, CSV, HTML, Markdown, text, EML or JSONL.',
  'document.encrypted': 'Remove the password and send the file again.',
  'document.broken': 'The file cannot be read. Open and save it again in the program that made it.',
  'document.unsafe':
    'The file unpacks to more than the limits allow, or hides something; it was not read further.',
  'document.timeout': 'The file took longer than the time limit. Split it, or raise the limit.',
  'source.not-found': 'Check the id of the web source; list those of a collection with its web-sources.',
  'source.blocked':
    'Only addresses of the public internet are read. For a host of your own, name it in WEB_PRIVATE_HOSTS.',
  'source.disallowed': 'The site does not want robots there. Ask its owner, or upload the page as a file.',
  'source.redirects': 'Open the address in a browser, and give the one that it ends at.',
  'source.refused':
    'The server does not give this page to everyone. Check the address; upload pages behind a login as files.',
  'source.gone': 'The page does not exist. Check the address.',
  'source.invalid': 'Give the address of a sitemap: XML as of sitemaps.org, or a list of addresses.',
  'source.unreachable':
    'The server did not answer properly, several times. Check the address, and try again later.',
  'sync.unsafe': 'Check with --dry-run what would be deleted, and give --yes if that is right.',
  'answer.not-found': 'Check the answer id; it may have been erased, or you may not see it.',
  'answer.question-too-long': 'Shorten the question to the length named in the message.',
  'conversation.not-found': 'Check the conversation id; you may not see it.',
  'user.not-found': 'Check the user id.',
  'group.not-found': 'Check the group id.',
  'space.not-ready': 'Wait until the embedding space is built; its progress is shown by "groundwork doctor".',
  'lexicon.not-found': 'Check the name; list the entries with GET /v1/lexicon.',
  'lexicon.full': 'Remove entries that are not needed, or put several terms into one entry.',
  'playbook.not-found': 'Check the name; the playbooks that ship are listed in docs/playbooks.md.',
  'playbook.invalid':
    'Correct the lines named in the message; docs/playbooks.md explains each key and schema.json describes them.',
  'playbook.mismatch':
    'Review it in another batch: with a playbook in its language, or with none for the built-in checks alone.',
  'contract-batch.not-found': 'Check the batch id; list what you may see with GET /v1/contract-batches.',
  'contract.not-found': 'Check the contract id; it may have been deleted, or you may not see it.',
  'contract.not-reviewed': 'Wait until the contract is ready; its status is in GET /v1/contracts/:id.',
  'finding.not-found': 'Check the key of the finding; list them with GET /v1/contracts/:id/review.',
  'config.invalid': 'Correct the settings named in the message; .env.example describes each.',
  'dataset.invalid': 'The directory must hold corpus.jsonl, queries.jsonl and qrels.tsv in the BEIR layout.',
  'model.unavailable':
    'The model did not answer. Check its address, key and quota; the request may be repeated.',
  'model.timeout': 'The model took too long. Repeat the request, or raise the time limit.',
  'model.invalid-output': 'The model did not answer in the form asked for. Repeat, or choose another model.',
  'model.dimension-mismatch':
    'The model returns other dimensions than its embedding space; build a new space.',
  'model.missing': 'Install the package named in the message, or choose another model.',
  'database.unavailable': 'Check that the database is reachable; the request may be repeated.',
  'database.migration': 'Run the newest version of Groundwork against this database, or restore a backup.',
  'queue.unavailable':
    'Check that the queue is reachable; work already stored is picked up again by the sweep.',
  'internal.bug': 'This is a fault of Groundwork. Report it with the request id.',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof errorRemedies;

abstract class CodedError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = options.details ?? {};
  }
  get remedy(): string {
    return errorRemedies[this.code];
  }
}

/** The caller can mend it: jobs do not retry, HTTP answers 4xx, nothing is lost. */
export class UserError extends CodedError {}

/** Something outside failed and may work later: jobs retry, HTTP answers 5xx. */
export class OperationalError extends CodedError {}

export type GroundworkError = UserError | OperationalError;

/** True for both named kinds; anything else that is thrown is a bug. */
export function isGroundworkError(error: unknown): error is GroundworkError {
  return error instanceof UserError || error instanceof OperationalError;
}
