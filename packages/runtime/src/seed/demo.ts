import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListGroups, ListUsers, SaveGroup, SaveUser } from '@groundwork/access';
import { CreateCollection, ListCollections, type NewDocument } from '@groundwork/ingestion';
import type { CollectionId, Grant, GroupId, Principal, UserId } from '@groundwork/kernel';
import { z } from 'zod';
import { addAndWait } from '../add-and-wait.ts';
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
  /** The Principal with the groups that it joined, so that it sees the whole corpus. */
  readonly principal: Principal;
  readonly documents: number;
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
  const documents = async function* (): AsyncIterable<NewDocument> {
    for (const { externalId, title, collection, access } of manifest) {
      yield {
        collectionId: collections.get(collection)!,
        externalId,
        title,
        content: await readFile(join(folder, 'corpus', externalId)),
        access: access.map((name) => grants.get(name)!),
      };
    }
  };
  const failed: { externalId: string; code: string }[] = [];
  let done = 0;
  for await (const { externalId, failure } of addAndWait(runtime, principal, documents())) {
    if (failure) failed.push({ externalId, code: failure.code });
    onProgress(++done, manifest.length);
  }
  return { principal: withGrants(principal, [...grants.values()]), documents: manifest.length, failed };
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

function withGrants(principal: Principal, grants: readonly Grant[]): Principal {
  const groups = grants.filter((grant) => grant.startsWith('group:'));
  return { ...principal, grants: [...new Set([...principal.grants, ...groups])].sort() };
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
