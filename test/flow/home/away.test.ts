import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { homeWords } from './home-words.js';

/** Wednesday 18 November 2026, noon in Paris. */
describe('being away', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let home: ReturnType<typeof homeWords>;
  const ask = (name: 'ana' | 'ben' | 'dora', line: string) => office.slack.person(name).slash(line);
  const absences = async (key: string) => {
    const rows = await office.database.client.absence.findMany({
      where: { personKey: key },
      orderBy: { fromOn: 'asc' },
    });
    return rows.map(({ fromOn, toOn }) => `${fromOn} ${toOn}`);
  };

  beforeAll(async () => {
    office = await Office.open({ databases, at: '2026-11-18T12:00', committees: { 'growth-ops': {} } });
    home = homeWords(office);
  });
  afterEach(async () => {
    office.expectNothingUnexpected();
    await office.database.client.absence.deleteMany();
  });
  afterAll(() => office.close());

  it('is noted by command, with the weekdays, and taken back by a button', async () => {
    const { text, seen } = await ask('ben', '/copil away 2026-12-01 2026-12-05');
    expect(text).toMatch(
      /You will be away from Tuesday 1 December to Saturday 5 December\. Copil sends you no reminders/,
    );
    await expect.poll(() => absences('ben')).toEqual(['2026-12-01 2026-12-05']);

    const [answer] = seen;
    if (!answer) throw new Error('no answer came');
    const channel = office.slack.state.channels.get(answer.channel);
    if (!channel) throw new Error('no channel');
    await office.slack.person('ben').as.act({ kind: 'ephemeral', message: answer, channel }, { actionId: 'home:back' });

    await expect.poll(() => absences('ben')).toEqual([]);
  });

  it('is read in words and in French', async () => {
    expect((await ask('ben', '/copil away until Friday')).text).toMatch(
      /You are away from Wednesday 18 November to Friday 20 November/,
    );
    expect((await ask('ana', '/copil absent du 24 au 27 novembre')).text).toMatch(
      /Absence prévue\s: du mardi 24 novembre au vendredi 27 novembre/,
    );
    await expect.poll(() => absences('ana')).toEqual(['2026-11-24 2026-11-27']);
  });

  it('ends with back, and what is still to come stays', async () => {
    await ask('ben', '/copil away 2026-11-17 2026-11-20');
    await ask('ben', '/copil away 2026-12-01 2026-12-05');

    expect((await ask('ben', '/copil back')).text).toMatch(
      /Welcome back.*You will be away from Tuesday 1 December to Saturday 5 December/s,
    );
    await expect.poll(() => absences('ben')).toEqual(['2026-11-17 2026-11-17', '2026-12-01 2026-12-05']);
    expect((await ask('ana', '/copil retour')).text).toMatch(/Aucune absence n’est notée/);
  });

  it.each([
    ['/copil away 2026-12-05 2026-12-01', /the last day comes before the first.*Nothing was noted/],
    ['/copil away 2026-11-02 2026-11-06', /these days are over.*Nothing was noted/],
    ['/copil away 2099-01-01 2099-01-05', /more than two years away/],
    ['/copil away 2026-12-01 2028-06-01', /longer than 400 days/],
  ])('%s is refused with words, and nothing is noted', async (line, words) => {
    expect((await ask('ben', line)).text).toMatch(words);
    await expect.poll(() => absences('ben')).toEqual([]);
  });

  it('is asked for in a form where no days can be read', async () => {
    await ask('ben', '/copil away soon-ish <!channel>');
    expect(JSON.stringify((await home.form('ben', 'home:away')).view)).toMatch(/No days could be read in “soon-ish/);

    const { fieldErrors } = await home.send('ben', 'home:away', { from: '2026-12-05', to: '2026-12-01' });
    expect(fieldErrors).toEqual({ to: expect.stringMatching(/the last day comes before the first/) });
    await home.send('ben', 'home:away', { from: '2026-12-01', to: '2026-12-05' });

    await expect.poll(() => absences('ben')).toEqual(['2026-12-01 2026-12-05']);
    await office.slack.dm('ben').expectMessage(/You will be away from Tuesday 1 December/);
  });

  it('is noted and ended on the Home tab, which shows it each time', async () => {
    await home.open('ben');
    await home.press('ben', 'home:away');
    await home.send('ben', 'home:away', { from: '2026-11-18', to: '2026-11-20' });
    await home.expectShown('ben', /You are away from Wednesday 18 November to Friday 20 November\.\nI am back/);

    await home.press('ben', 'home:back');

    await expect.poll(() => absences('ben')).toEqual([]);
    await home.expectGone('ben', /You are away from/);
  });

  it('changes nothing when a button is pressed twice, or by somebody else’s hand', async () => {
    await ask('ana', '/copil absent 2026-12-01 2026-12-05');
    await home.open('ben');
    await home.press('ben', 'home:away');
    await home.send('ben', 'home:away', { from: '2026-12-07', to: '2026-12-08' });
    await home.expectShown('ben', /Take it back/);

    await Promise.all([home.press('ben', 'home:back'), home.press('ben', 'home:back')]);

    await expect.poll(() => absences('ben')).toEqual([]);
    await expect.poll(() => absences('ana')).toEqual(['2026-12-01 2026-12-05']);
  });

  it('tells a stranger who can let them in', async () => {
    expect((await ask('dora', '/copil away until Friday')).text).toMatch(/does not know you yet/);
  });
});
