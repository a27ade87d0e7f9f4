import { Meeting } from './meeting.ts';

const never = 3_600_000;

/** What happens in the order it happens. */
function openMeeting(patienceMs: number, members = ['a', 'b', 'c']) {
  const meeting = new Meeting(members, patienceMs);
  const passed: string[] = [];
  const arrive = (member: string) => meeting.arrive(member).then(() => void passed.push(member));
  return { meeting, passed, arrive };
}

test('those who arrive go on when the last has arrived or left', async () => {
  const { meeting, passed, arrive } = openMeeting(never);
  const [a, b] = [arrive('a'), arrive('b')];
  await new Promise(setImmediate);
  expect(passed).toEqual([]);
  meeting.leave('c');
  await Promise.all([a, b]);
  expect(passed).toEqual(['a', 'b']);
});

test('who comes a second time does not wait for the others', async () => {
  const { meeting, passed, arrive } = openMeeting(never);
  const a = arrive('a');
  await arrive('a');
  expect(passed).toEqual(['a']);
  meeting.leave('b');
  meeting.leave('c');
  await a;
  expect(passed).toEqual(['a', 'a']);
});

test('nobody waits for ever', async () => {
  const { passed, arrive } = openMeeting(1);
  await arrive('a');
  expect(passed).toEqual(['a']);
});
