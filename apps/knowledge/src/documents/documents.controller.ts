import { Caller, Endpoint, Input, Upload } from '@groundwork/http';
import {
  AddDocuments,
  AddWebSource,
  GetDocument,
  ListDocuments,
  ReadDocument,
  RemoveDocument,
  RenameDocument,
  RetryDocument,
  SetDocumentAccess,
} from '@groundwork/ingestion';
import type { Principal } from '@groundwork/kernel';
import {
  addDocuments,
  getDocument,
  listDocuments,
  readDocument,
  removeDocument,
  renameDocument,
  retryDocument,
  type RouteInput,
  type RouteResponse,
  setDocumentAccess,
} from '@groundwork/protocol';
import { Controller, Inject } from '@nestjs/common';
import { addEach } from './add-documents.ts';
import { toDocument, toDocumentText } from './to-document.ts';
import { type DocumentForm, toNewDocuments } from './to-new-documents.ts';

@Controller()
export class DocumentsController {
  constructor(
    @Inject(AddDocuments) private readonly addDocuments: AddDocuments,
    @Inject(AddWebSource) private readonly addWebSource: AddWebSource,
    @Inject(ListDocuments) private readonly listDocuments: ListDocuments,
    @Inject(GetDocument) private readonly getDocument: GetDocument,
    @Inject(ReadDocument) private readonly readDocument: ReadDocument,
    @Inject(RemoveDocument) private readonly removeDocument: RemoveDocument,
    @Inject(SetDocumentAccess) private readonly setDocumentAccess: SetDocumentAccess,
    @Inject(RenameDocument) private readonly renameDocument: RenameDocument,
    @Inject(RetryDocument) private readonly retryDocument: RetryDocument,
  ) {}

  @Endpoint(addDocuments)
  add(
    @Caller() principal: Principal,
    @Input() input: RouteInput<typeof addDocuments>,
    @Upload() form: DocumentForm | undefined,
  ): Promise<RouteResponse<typeof addDocuments>> {
    return addEach(
      { addDocuments: this.addDocuments, addWebSource: this.addWebSource },
      principal,
      toNewDocuments(input, form),
    );
  }

  @Endpoint(listDocuments)
  async list(
    @Caller() principal: Principal,
    @Input() { params, query }: RouteInput<typeof listDocuments>,
  ): Promise<RouteResponse<typeof listDocuments>> {
    const page = await this.listDocuments.run(principal, { collectionId: params.id, ...query });
    return { ...page, documents: page.documents.map(toDocument) };
  }

  @Endpoint(getDocument)
  async get(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof getDocument>,
  ): Promise<RouteResponse<typeof getDocument>> {
    return toDocument(await this.getDocument.run(principal, params.id));
  }

  @Endpoint(readDocument)
  async read(
    @Caller() principal: Principal,
    @Input() { params, query }: RouteInput<typeof readDocument>,
  ): Promise<RouteResponse<typeof readDocument>> {
    return toDocumentText(await this.readDocument.run(principal, params.id, query));
  }

  @Endpoint(removeDocument)
  remove(
    @Caller() principal: Principal,
    @Input() { params, query }: RouteInput<typeof removeDocument>,
  ): Promise<void> {
    return this.removeDocument.run(principal, params.id, query.erase === 'true' ? 'erase' : 'delete');
  }

  @Endpoint(setDocumentAccess)
  setAccess(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof setDocumentAccess>,
  ): Promise<void> {
    return this.setDocumentAccess.run(principal, params.id, body.access);
  }

  @Endpoint(retryDocument)
  async retry(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof retryDocument>,
  ): Promise<RouteResponse<typeof retryDocument>> {
    return toDocument(await this.retryDocument.run(principal, params.id));
  }

  @Endpoint(renameDocument)
  async rename(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof renameDocument>,
  ): Promise<RouteResponse<typeof renameDocument>> {
    return toDocument(await this.renameDocument.run(principal, params.id, body.externalId));
  }
}
