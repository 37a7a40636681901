import { describe, expect, it } from 'vitest';
import { aKpi, readText } from './reading-files.js';

const leads = [aKpi('leads'), aKpi('cost')];

describe('a wide file without a map', () => {
  it('has the date first and a KPI in each other column', async () => {
    const read = await readText('day;leads;ctr.numerator;ctr.denominator\n2026-01-01;5;1;10\n2026-01-02;;;\n', [
      aKpi('leads'),
      aKpi('ctr', { rollUp: 'ratio' }),
    ]);

    expect(read).toMatchObject({
      readings: ['leads 2026-01-01 5', 'ctr 2026-01-01 1/10'],
      rejects: [],
      faults: [],
      missing: 2,
    });
  });

  it('leaves out a column nobody knows, and suggests the nearest', async () => {
    const read = await readText('date,leads,csot\n2026-01-01,5,1\n', leads);

    expect(read.readings).toEqual(['leads 2026-01-01 5']);
    expect(read.faults).toEqual(['column "csot": there is no KPI "csot": did you mean cost?']);
  });

  it('is refused when no column is a KPI', async () => {
    const reading = readText('date,foo\n2026-01-01,5\n', leads);

    await expect(reading).rejects.toThrow(/no column that can be imported.*there is no KPI "foo"/s);
  });

  it('takes a ratio by its two parts only', async () => {
    const read = await readText('date,leads,ctr,cvr.numerator\n2026-01-01,1,2,3\n', [
      ...leads,
      aKpi('ctr', { rollUp: 'ratio' }),
      aKpi('cvr', { rollUp: 'ratio' }),
    ]);

    expect(read.faults).toEqual([
      'column "ctr": KPI ctr is a ratio: give its numerator and its denominator',
      'column "cvr.numerator": KPI cvr is a ratio: give its numerator and its denominator',
    ]);
  });

  it('may hold KPIs of several grains, coarse ones blank in between', async () => {
    const read = await readText('date,leads,nps\n2026-01-31,5,\n2026-02-01,6,40\n2026-02-02,7,41\n', [
      aKpi('leads'),
      aKpi('nps', { grain: 'month' }),
    ]);

    expect(read.readings).toEqual([
      'leads 2026-01-31 5',
      'leads 2026-02-01 6',
      'nps 2026-02-01 40',
      'leads 2026-02-02 7',
    ]);
    expect(read.rejects).toEqual(['4: 2026-02-02 is not the first day of a month']);
  });
});

describe('a long file without a map', () => {
  it.each([
    ['English', 'date,kpi,segment,value,numerator,denominator,source'],
    ['French', 'période,indicateur,segment,valeur,numérateur,dénominateur,source'],
  ])('is known by its %s headers', async (_language, header) => {
    const rows = [
      '2026-01-01,leads,,5,,,',
      '2026-01-01,leads,email,2,,,crm',
      '2026-01-01,ctr,,,1,10,',
      '2026-01-01,laeds,,5,,,',
    ];

    const read = await readText([header, ...rows].join('\n'), [...leads, aKpi('ctr', { rollUp: 'ratio' })]);

    expect(read.readings).toEqual(['leads 2026-01-01 5', 'leads[email] 2026-01-01 2', 'ctr 2026-01-01 1/10']);
    expect(read.rejects).toEqual(['5: there is no KPI "laeds": did you mean leads?']);
  });

  it('is refused without a value column', async () => {
    await expect(readText('date,kpi,amount\n2026-01-01,leads,5\n', leads)).rejects.toThrow(
      /has a column "kpi" but none for value \(or numerator and denominator\)/,
    );
  });

  it('rejects segments and sources that the card does not list', async () => {
    const read = await readText(
      'date,kpi,segment,value,source\n2026-01-01,leads,emial,5,\n2026-01-01,leads,email,5,ads\n2026-01-01,leads,email,5,\n',
      [aKpi('leads', { segments: ['email', 'web'] })],
    );

    expect(read.readings).toEqual(['leads[email] 2026-01-01 5']);
    expect(read.rejects).toEqual([
      '2: KPI leads has no segment "emial": did you mean email?',
      `3: KPI leads is not read from the source "ads" but from crm: name it on the KPI's card in copil.yml`,
    ]);
  });
});

describe('the decimal mark of a column', () => {
  it('is decided by the cells that leave no doubt', async () => {
    const read = await readText('date;leads;cost\n2026-01-01;1.234;1,234\n2026-01-02;1.234,5;1,234.5\n', leads);

    expect(read.readings).toEqual([
      'leads 2026-01-01 1234',
      'cost 2026-01-01 1234',
      'leads 2026-01-02 1234.5',
      'cost 2026-01-02 1234.5',
    ]);
  });

  it('is asked for, with both readings, when nothing decides', async () => {
    const reading = readText('date;leads\n2026-01-01;7\n2026-01-02;1,234\n', leads);

    await expect(reading).rejects.toThrow(
      /column "leads": "1,234" \(line 3\) is 1234 \(decimal point\) or 1.234 \(decimal comma\): set decimal to "\." or ","/,
    );
  });

  it('rejects what is marked when the column has both, and keeps what reads the same', async () => {
    const read = await readText(
      'date;leads\n2026-01-01;1.234,5\n2026-01-02;7\n2026-01-03;1,234.5\n2026-01-04;1,234\n',
      leads,
    );

    expect(read.readings).toEqual(['leads 2026-01-02 7']);
    const both =
      'this column has both "1.234,5" (line 2, decimal comma) and "1,234.5" (line 4, decimal point): set decimal in the map';
    expect(read.rejects).toEqual([
      `2: leads: "1.234,5" is 1234.5 (decimal comma); ${both}`,
      `4: leads: "1,234.5" is 1234.5 (decimal point); ${both}`,
      `5: leads: "1,234" is 1234 (decimal point) or 1.234 (decimal comma); ${both}`,
    ]);
  });

  it('is what the map says', async () => {
    const map = `format: wide\ndate: { column: date }\ndecimal: ','\ncolumns: { leads: leads }`;

    const read = await readText('date;leads\n2026-01-01;1.234,5\n2026-01-02;1,234\n2026-01-03;1,234.5\n', leads, map);

    expect(read.readings).toEqual(['leads 2026-01-01 1234.5', 'leads 2026-01-02 1.234']);
    expect(read.rejects).toEqual(['4: leads: "1,234.5" is not a number with a decimal comma, which this column uses']);
  });
});

describe('the dates of a column', () => {
  it.each([
    ['French', '13/02/2026', '2026-03-02'],
    ['American', '02/13/2026', '2026-02-03'],
  ])('are %s when one of them can be nothing else', async (_name, deciding, expected) => {
    const read = await readText(`date,leads\n02/03/2026,1\n${deciding},2\n`, leads);

    expect(read.readings).toEqual([`leads ${expected} 1`, 'leads 2026-02-13 2']);
  });

  it('are asked for, with both readings, when nothing decides', async () => {
    const reading = readText('date,leads\n01/01/2026,1\n02/03/2026,2\n', leads);

    await expect(reading).rejects.toThrow(
      /"02\/03\/2026" \(line 3\) is 2026-03-02 \(french, day first\) or 2026-02-03 \(us, month first\): set date.order to french or us/,
    );
  });

  it('are rejected when the column has both orders', async () => {
    const read = await readText('date,leads\n13/02/2026,1\n02/14/2026,2\n02/03/2026,3\n2026-02-05,4\n', leads);

    expect(read.readings).toEqual(['leads 2026-02-05 4']);
    expect(read.rejects).toEqual([
      '2: the date "13/02/2026" is 2026-02-13 (french); this column also has "02/14/2026" (line 3): set date.order in the map',
      '3: the date "02/14/2026" is 2026-02-14 (us); this column also has "13/02/2026" (line 2): set date.order in the map',
      '4: the date "02/03/2026" is 2026-03-02 (french, day first) or 2026-02-03 (us, month first); this column also has "13/02/2026" (line 2): set date.order in the map',
    ]);
  });

  it('begin a week on the day that the KPI says', async () => {
    const read = await readText('week,leads\n2026-02-01,1\n2026-02-02,2\n2026-W07,3\n2026-02,4\n', [
      aKpi('leads', { grain: 'week', weekStart: 'sunday' }),
    ]);

    expect(read.readings).toEqual(['leads 2026-02-01 1', 'leads 2026-02-08 3']);
    expect(read.rejects).toEqual([
      '3: 2026-02-02 is a monday, and its weeks start on sunday',
      '5: 2026-02 is a month, and the KPI is read by week',
    ]);
  });

  it.each([
    ['week', '2026-02-08', '2026-02-02', '2026-02-02 is a monday, and its weeks end on sunday'],
    ['month', '2026-02-28', '2026-02-01', '2026-02-02 is not the last day of a month'],
    ['quarter', '2026-03-31', '2026-01-01', '2026-02-02 is not the last day of a quarter'],
    ['day', '2026-02-28', '2026-02-28', null],
  ] as const)('mark the end of a %s where the map says so', async (grain, date, start, reason) => {
    const map = `format: wide\ndate: { column: date, marks: end }\ngrain: ${grain}\ncolumns: { leads: leads }`;

    const read = await readText(`date,leads\n${date},1\n2026-02-02,2\n`, [aKpi('leads', { grain })], map);

    expect(read.readings[0]).toBe(`leads ${start} 1`);
    expect(read.rejects).toEqual(reason === null ? [] : [`3: ${reason}`]);
  });

  describe('at the end of weeks, before holidays', () => {
    const fridays = ['05-01', '05-08', '05-15', '05-22', '05-29', '06-05', '06-12', '06-19', '06-26'];
    const map = 'format: wide\ndate: { column: date, marks: end }\ngrain: week\ncolumns: { leads: leads }';
    const weekly = [aKpi('leads', { grain: 'week', weekStart: 'saturday' })];
    const read = (days: readonly string[]) =>
      readText(`date,leads\n${days.map((day, index) => `2026-${day},${index}`).join('\n')}\n`, weekly, map);

    it('are a day early, are taken for the week that they end, and are told', async () => {
      const { readings, rejects, notices } = await read([...fridays, '07-02', '07-10']);

      expect(readings.slice(-3)).toEqual(['leads 2026-06-20 8', 'leads 2026-06-27 9', 'leads 2026-07-04 10']);
      expect(rejects).toEqual([]);
      expect(notices).toEqual([
        'Weeks end on friday, and a day before that, as before a holiday, on 2026-07-02: they count for the week that they end.',
      ]);
    });

    it('are refused two days early, a day late, and where no weekday is the rule', async () => {
      expect((await read([...fridays, '07-01', '07-11'])).rejects).toEqual([
        '11: 2026-07-01 is a wednesday, and its weeks end on friday',
        '12: 2026-07-11 is a saturday, and its weeks end on friday',
      ]);
      expect((await read([...fridays.slice(0, 4), '05-28'])).rejects).toEqual([
        '6: 2026-05-28 is a thursday, and its weeks end on friday',
      ]);
    });
  });
});

describe('rows that do not belong', () => {
  it('are rejected by their number of columns, save for empty ones at the end', async () => {
    const read = await readText('date,leads,cost\n2026-01-01,1\n2026-01-02,1,2,3\n2026-01-03,1,2,,\n', leads);

    expect(read.readings).toEqual(['leads 2026-01-03 1', 'cost 2026-01-03 2']);
    expect(read.rejects).toEqual([
      '2: the row has 2 columns and the header has 3',
      '3: the row has 4 columns and the header has 3',
    ]);
  });

  it('are a repeated header: that row is rejected and the next ones are read', async () => {
    const read = await readText('date,leads\n2026-01-01,1\ndate,leads\n2026-01-02,2\n', leads);

    expect(read.readings).toEqual(['leads 2026-01-01 1', 'leads 2026-01-02 2']);
    expect(read.rejects).toEqual(['3: the row repeats the header: this may be two files in one']);
  });

  it.each(['date,cost', 'date,leads,cost', 'Semaine,cost'])(
    'stop the import when another header (%s) begins a second file',
    async (header) => {
      const reading = readText(`date,leads\n2026-01-01,1\n${header}\n2026-01-02,2,3\n`, leads);

      await expect(reading).rejects.toThrow(
        /Line 3 is a second header \(.*\): this is two files in one. Nothing was imported/,
      );
    },
  );

  it('are footers: each is rejected with its reason', async () => {
    const read = await readText('date,leads\n2026-01-01,1\nTotal,1\n', leads);

    expect(read.rejects[0]).toMatch(/^3: "Total" is not a date/);
  });
});
