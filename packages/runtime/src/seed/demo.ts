import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListGroups, ListUsers, SaveGroup, SaveUser } from '@groundwork/access';
import { AddDocument, CreateCollection, GetDocument, ListCollections } from '@groundwork/ingestion';
import type { CollectionId, DocumentId, Grant, GroupId, Principal, UserId } from '@groundwork/kernel';
import { z } from 'zod';
import type { Runtime } from '../runtime.ts';

/** `manifest.json` of the demo corpus. Access names groups and users by their role, not by id. */
const Manifest = z.array(
  z.object({
    externalId: z.string(),
    title: z.string(),
    collection: z.string(),
    access: z.array(z.string().regex(/^(everyone|(group|user):.+)$/)),
  }),
);
type Manifest = z.infer<typeof Manifest>;

export interface SeedReport {
  readonly documents: number;
  readonly created: number;
  readonly failed: readonly { readonly externalId: string; readonly code: string }[];
}

/**
 * Puts the demo corpus into the Principal's Tenant and waits until each Document is ready or failed. Run again it
 * changes nothing that is already there.
 *
 * @param folder of the corpus: `manifest.json` and `corpus/`.
 */
export async function seedDemo(
  runtime: Runtime,
  principal: Principal,
  folder: string,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<SeedReport> {
  const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  const grants = await ensureGrants(runtime, principal, manifest);
  const collections = await ensureCollections(runtime, principal, manifest);
  const added = [];
  for (const entry of manifest) {
    const content = await readFile(join(folder, 'corpus', entry.externalId));
    const access = entry.access.map((name) => grants.get(name)!);
    added.push(
      await runtime.get(AddDocument).run(principal, {
        collectionId: collections.get(entry.collection)!,
        externalId: entry.externalId,
        title: entry.title,
        content,
        access,
      }),
    );
  }
  const failed: { externalId: string; code: string }[] = [];
  for (const [index, { document }] of added.entries()) {
    const settled = await waitFor(runtime, principal, document.id);
    if (settled.failure) failed.push({ externalId: settled.externalId, code: settled.failure.code });
    onProgress(index + 1, added.length);
  }
  const created = added.filter(({ outcome }) => outcome === 'created').length;
  return { documents: added.length, created, failed };
}

async function waitFor(runtime: Runtime, principal: Principal, id: DocumentId) {
  for (;;) {
    const document = await runtime.get(GetDocument).run(principal, id);
    if (document.status === 'ready' || document.status === 'failed') return document;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Creates the groups and users that the manifest names; the Principal's user joins every group, so that it sees all. */
async function ensureGrants(
  runtime: Runtime,
  principal: Principal,
  manifest: Manifest,
): Promise<Map<string, Grant>> {
  const names = [...new Set(manifest.flatMap(({ access }) => access))];
  const grants = new Map<string, Grant>([['everyone', 'everyone']]);
  const groups = new Map((await runtime.get(ListGroups).run(principal)).map(({ name, id }) => [name, id]));
  const users = await runtime.get(ListUsers).run(principal);
  for (const name of names.filter((grant) => grant.startsWith('group:'))) {
    const id =
      groups.get(name.slice(6)) ?? (await runtime.get(SaveGroup).run(principal, { name: name.slice(6) })).id;
    groups.set(name.slice(6), id);
    grants.set(name, `group:${id}`);
  }
  for (const name of names.filter((grant) => grant.startsWith('user:'))) {
    const email = `${name.slice(5)}@harbourline.example`;
    const known = users.find((user) => user.email === email);
    const user =
      known ?? (await runtime.get(SaveUser).run(principal, { email, name: name.slice(5), groups: [] }));
    grants.set(name, `user:${user.id}`);
  }
  await joinGroups(runtime, principal, users, [...groups.values()]);
  return grants;
}

async function joinGroups(
  runtime: Runtime,
  principal: Principal,
  users: readonly { id: UserId; email: string; name: string; groups: readonly GroupId[] }[],
  groups: readonly GroupId[],
): Promise<void> {
  const owner = users.find(({ id }) => id === principal.id);
  if (owner && groups.some((group) => !owner.groups.includes(group))) {
    await runtime
      .get(SaveUser)
      .run(principal, { ...owner, groups: [...new Set([...owner.groups, ...groups])] });
  }
}

async function ensureCollections(
  runtime: Runtime,
  principal: Principal,
  manifest: Manifest,
): Promise<Map<string, CollectionId>> {
  const known = new Map(
    (await runtime.get(ListCollections).run(principal)).map(({ name, id }) => [name, id]),
  );
  for (const name of new Set(manifest.map(({ collection }) => collection))) {
    if (!known.has(name)) known.set(name, (await runtime.get(CreateCollection).run(principal, { name })).id);
  }
  return known;
}
