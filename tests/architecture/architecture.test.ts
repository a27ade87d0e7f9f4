import { layerOf } from './layers.ts';
import { packageOf, readModules, readPackages } from './read-modules.ts';

const packages = readPackages();
const modules = packages.flatMap((pkg) => readModules(pkg.folder).map((module) => ({ ...module, pkg })));
const own = '@groundwork/';

test('the check sees the code', () => {
  expect(packages.length).toBeGreaterThan(10);
  expect(modules.length).toBeGreaterThan(30);
});

test('every package has a layer', () => {
  expect(packages.filter((pkg) => !layerOf(pkg.folder)).map((pkg) => pkg.folder)).toEqual([]);
});

test('packages declare only what their layer may import', () => {
  const faults = packages.flatMap((pkg) =>
    pkg.dependencies
      .filter((name) => name.startsWith(own) && !layerOf(pkg.folder)!.may.includes(name.slice(own.length)))
      .map((name) => `${pkg.folder} declares ${name}`),
  );
  expect(faults).toEqual([]);
});

test('modules import only what their package declares', () => {
  const faults = modules.flatMap(({ path, isTest, imports, pkg }) =>
    imports
      .map(packageOf)
      .filter((name) => !name.startsWith('.') && !name.startsWith('node:') && name !== pkg.name)
      .filter((name) => !pkg.dependencies.includes(name))
      .filter((name) => !(isTest && (pkg.devDependencies.includes(name) || name === '@jest/globals')))
      .map((name) => `${path} imports ${name}`),
  );
  expect(faults).toEqual([]);
});

test('no layer reaches for what it must not know', () => {
  const faults = modules
    .filter(({ isTest }) => !isTest)
    .flatMap(({ path, imports, pkg }) =>
      imports
        .map(packageOf)
        .filter((name) => !name.startsWith('.'))
        .filter((name) => layerOf(pkg.folder)!.forbids?.some((pattern) => pattern.test(name)))
        .map((name) => `${path} imports ${name}`),
    );
  expect(faults).toEqual([]);
});

test('relative imports stay inside their package', () => {
  const faults = modules.flatMap(({ path, imports, pkg }) => {
    const depth = path.slice(pkg.folder.length + 1).split('/').length - 1;
    return imports
      .filter((specifier) => (specifier.match(/\.\.\//g)?.length ?? 0) > depth)
      .map((specifier) => `${path} imports ${specifier}`);
  });
  expect(faults).toEqual([]);
});

test("the environment is read in an app's main.ts only", () => {
  const faults = modules
    .filter(({ readsEnvironment, isTest }) => readsEnvironment && !isTest)
    .map(({ path }) => path);
  expect(faults.filter((path) => !/^apps\/[^/]+\/src\/main\.ts$/.test(path))).toEqual([]);
});

test('the testing package reaches tests only', () => {
  const faults = modules
    .filter(({ isTest, pkg }) => !isTest && pkg.name !== `${own}testing`)
    .filter(({ imports }) => imports.some((specifier) => packageOf(specifier) === `${own}testing`))
    .map(({ path }) => path);
  expect(faults).toEqual([]);
});

test('modules do not import each other in a circle', () => {
  const importsOf = new Map(modules.map(({ path, runtimeImports }) => [path, runtimeImports]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    else if (!done.has(path)) for (const next of importsOf.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of modules) visit(path, []);
  expect(circles).toEqual([]);
});
