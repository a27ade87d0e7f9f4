import { indexFaults, RandomOperations, seededRandom } from './random-operations.ts';
import { openWorld, type World } from './world.ts';

const steps = 1_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(() => world.reset());
afterAll(() => world?.close());

test(`${steps} random operations, a search after each, leave no ghost and lose nothing`, async () => {
  const [north, south] = [await world.addOrg('North'), await world.addOrg('South')];
  const random = seededRandom(20_261_124);
  const orgs = [
    { org: north, operations: new RandomOperations(world, north, random, 'north') },
    { org: south, operations: new RandomOperations(world, south, random, 'south') },
  ];
  const faults: string[] = [];
  for (let step = 0; step < steps; step++) {
    const { org, operations } = orgs[step % 2]!;
    await operations.step();
    const readers = [org.ada, org.ben, orgs[(step + 1) % 2]!.org.ada];
    const reader = readers[Math.floor(random() * 3)]!;
    if (reader.tenantId === org.tenantId) faults.push(...(await operations.faults(reader)));
    else faults.push(...(await orgs[(step + 1) % 2]!.operations.faults(reader)));
  }
  expect(faults).toEqual([]);
  for (const { org, operations } of orgs) {
    expect(await operations.faults(org.ada)).toEqual([]);
    expect(await operations.faults(org.ben)).toEqual([]);
    expect(await indexFaults(world, org)).toEqual([]);
  }
}, 600_000);

test('with many writers at once on one Tenant, every writer finds its own state after each commit', async () => {
  const org = await world.addOrg('Busy');
  const concurrent = world.database.kind === 'native' ? 8 : 3;
  const perWriter = world.database.kind === 'native' ? 60 : 20;
  const faults: string[] = [];
  await Promise.all(
    Array.from({ length: concurrent }, async (_, writer) => {
      const random = seededRandom(writer + 1);
      const operations = new RandomOperations(world, org, random, `writer${writer}x`, 4);
      for (let step = 0; step < perWriter; step++) {
        await operations.step();
        faults.push(...(await operations.faults(random() < 0.5 ? org.ada : org.ben)));
      }
    }),
  );
  expect(faults).toEqual([]);
  expect(await indexFaults(world, org)).toEqual([]);
}, 600_000);
