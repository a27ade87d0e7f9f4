import { parseRobots } from './robots-rules.ts';

const allows = (robots: string, path: string) => parseRobots(robots, 'GroundworkBot').allows(path);

test('the group of the crawler counts, in any case and any version; without one, that for all', () => {
  const robots = 'User-agent: *\nDisallow: /\n\nuser-agent: groundworkbot/2.0\nDisallow: /private\n';
  expect(allows(robots, '/open')).toBe(true);
  expect(allows(robots, '/private/x')).toBe(false);
  expect(parseRobots(robots, 'OtherBot').allows('/open')).toBe(false);
});

test('groups of one crawler are one; several names share the rules that follow', () => {
  const robots =
    'User-agent: a\nUser-agent: GroundworkBot\nDisallow: /one\n\nUser-agent: GroundworkBot\nDisallow: /two\n';
  expect(['/one', '/two', '/three'].map((path) => allows(robots, path))).toEqual([false, false, true]);
  expect(parseRobots(robots, 'a').allows('/two')).toBe(true);
});

test('the longest match decides, and among equals what allows', () => {
  const robots = 'User-agent: *\nDisallow: /shop\nAllow: /shop/help\nDisallow: /x\nAllow: /x\n';
  expect(['/shop/cart', '/shop/help/a', '/x', '/'].map((path) => allows(robots, path))).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

test.each([
  ['/fish', '/fish.html', false],
  ['/fish', '/Fish', true],
  ['/fish/', '/fish', true],
  ['/*.php', '/a/b.php?x=1', false],
  ['/*.php$', '/a/b.php', false],
  ['/*.php$', '/a/b.php?x=1', true],
  ['/a*/c', '/abc/d/c', false],
  ['*/tmp', '/x/tmp/y', false],
  ['/$', '/', false],
  ['/$', '/a', true],
  ['/caf%C3%A9', '/caf%c3%a9', false],
  ['/café', '/caf%C3%A9', false],
  ['/%7Ejoe', '/~joe/x', false],
  ['', '/anything', true],
])('Disallow: %s meets %s: allowed %s', (rule, path, expected) => {
  expect(allows(`User-agent: *\nDisallow: ${rule}`, path)).toBe(expected);
});

test('robots.txt itself may always be read; what is no rule is passed over', () => {
  const robots =
    '\uFEFFSitemap: /s.xml\nnonsense\nUser-agent: * # all\r\nCrawl-delay: 2.5\rDisallow: / # everything';
  expect(allows(robots, '/robots.txt')).toBe(true);
  expect(allows(robots, '/a')).toBe(false);
  expect(parseRobots(robots, 'GroundworkBot').delayMs).toBe(2_500);
});

test('a pattern made to be slow is as fast as any other', () => {
  const robots = `User-agent: *\nDisallow: /${'*a'.repeat(2_000)}b$`;
  expect(allows(robots, `/${'a'.repeat(100_000)}`)).toBe(true);
});
