import { Caller, Endpoint, Input } from '@groundwork/http';
import type { Principal } from '@groundwork/kernel';
import {
  importLexicon,
  listLexicon,
  removeLexiconEntry,
  type RouteInput,
  type RouteResponse,
  saveLexiconEntry,
} from '@groundwork/protocol';
import {
  ImportLexicon,
  type LexiconEntry,
  ListLexicon,
  RemoveLexiconEntry,
  SaveLexiconEntry,
} from '@groundwork/retrieval';
import { Controller, Inject } from '@nestjs/common';

@Controller()
export class LexiconController {
  constructor(
    @Inject(ListLexicon) private readonly listLexicon: ListLexicon,
    @Inject(SaveLexiconEntry) private readonly saveEntry: SaveLexiconEntry,
    @Inject(RemoveLexiconEntry) private readonly removeEntry: RemoveLexiconEntry,
    @Inject(ImportLexicon) private readonly importLexicon: ImportLexicon,
  ) {}

  @Endpoint(listLexicon)
  async list(@Caller() principal: Principal): Promise<RouteResponse<typeof listLexicon>> {
    return { entries: (await this.listLexicon.run(principal)).map(toEntry) };
  }

  @Endpoint(saveLexiconEntry)
  async save(
    @Caller() principal: Principal,
    @Input() { params, body }: RouteInput<typeof saveLexiconEntry>,
  ): Promise<RouteResponse<typeof saveLexiconEntry>> {
    return toEntry(await this.saveEntry.run(principal, { ...body, name: params.name }));
  }

  @Endpoint(removeLexiconEntry)
  remove(
    @Caller() principal: Principal,
    @Input() { params }: RouteInput<typeof removeLexiconEntry>,
  ): Promise<void> {
    return this.removeEntry.run(principal, params.name);
  }

  @Endpoint(importLexicon)
  import(
    @Caller() principal: Principal,
    @Input() { body }: RouteInput<typeof importLexicon>,
  ): Promise<RouteResponse<typeof importLexicon>> {
    return this.importLexicon.run(principal, body);
  }
}

const toEntry = ({ name, kind, terms }: LexiconEntry) => ({ name, kind, terms: [...terms] });
