import { systemActor, type StaffActor } from '../../src/kernel/actor.ts';
import { Forbidden, InvalidInput } from '../../src/kernel/errors.ts';
import type { Work } from '../../src/platform/work.ts';
import {
  calendarVersion,
  currentBook,
  importFaultText,
  importHolidays,
  importPlaces,
  loadReference,
} from '../../src/reference/index.ts';
import { aWorld, type World } from '../support/world.ts';

const system = systemActor('test');
const header = 'code,level,parent,unit_en,unit_latin,unit_km,name_latin,name_km,iso3166_2';
const two = (n: number): string => String(n).padStart(2, '0');

/** A file as large as the country: 25 provinces, 210 districts, 1,652 communes. */
function wholeCountry(): string[] {
  const lines: string[] = [];
  const districts: string[] = [];
  for (let province = 1; province <= 25; province += 1) {
    lines.push(`${two(province)},province,,Province,Khaet,ខេត្ត,Province ${province},ខេត្តទី${province},KH-${province}`);
    for (let district = 1; district <= (province <= 10 ? 9 : 8); district += 1)
      districts.push(`${two(province)}${two(district)}`);
  }
  for (const code of districts)
    lines.push(`${code},district,${code.slice(0, 2)},District,Srok,ស្រុក,District ${code},ស្រុកទី${code},`);
  for (let commune = 0; commune < 1652; commune += 1) {
    const parent = districts[commune % districts.length] ?? '';
    const code = `${parent}${two(Math.floor(commune / districts.length) + 1)}`;
    lines.push(`${code},commune,${parent},Commune,Khum,ឃុំ,"Commune, ${code}",ឃុំទី${code},`);
  }
  return lines;
}

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const book = () => world.perform(system, currentBook, undefined);
const count = async (table: string): Promise<number> => {
  const rows = await world.perform(
    system,
    (work: Work) => work.em.execute<{ n: number }[]>(`select count(*)::integer as n from ${table}`),
    undefined,
  );
  return rows[0]?.n ?? -1;
};
const places = (csv: string) => world.perform(system, importPlaces, { csv });
const holidays = (csv: string) => world.perform(system, importHolidays, { csv });

async function faultsOf(attempt: Promise<unknown>): Promise<[line: number, field: string, code: string][]> {
  const refused = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(InvalidInput);
  expect(refused).toMatchObject({ code: 'import.refused' });
  return (refused as InvalidInput).fields.map(({ code, params }) => [
    Number(params?.['line']),
    String(params?.['field']),
    code,
  ]);
}

describe('importing places', () => {
  test('takes the whole country in seconds, makes every office, tells how far it is, and changes nothing the second time', async () => {
    const lines = wholeCountry();
    expect(lines).toHaveLength(1887);
    const csv = [header, ...lines].join('\n');
    const steps: string[] = [];
    const runs = await count('import_run');
    const startedAt = performance.now();
    const first = await world.perform(system, importPlaces, {
      csv,
      progress: (done, total, what) => void steps.push(`${what} ${done}/${total}`),
    });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(first.added + first.changed).toBe(1887);
    expect(steps[0]).toBe('places 500/1887');
    expect(steps).toContain('places 1887/1887');
    expect(steps.at(-1)).toMatch(/^offices (\d+)\/\1$/);

    const now = await book();
    for (const line of lines) {
      const code = line.split(',')[0] ?? '';
      expect(now.office(code)?.tier).toBe({ 2: 'SA3', 4: 'SA2', 6: 'SA1' }[code.length]);
    }
    expect(now.place('010101')?.name.en).toBe('Commune, 010101');
    expect(now.office('0101')?.name).toEqual({ km: 'ស្រុកស្រុកទី0101', en: 'Srok District 0101' });
    expect(now.supervisorOffice('010101')?.code).toBe('0101');
    expect(now.officeFor('SA1', { place: '010101', operator: 'NSAF', programme: 'FP-PWC' }, '2026-11-23')?.code).toBe(
      '010101',
    );

    const { version } = now;
    expect(await places(csv)).toEqual({ added: 0, changed: 0, unchanged: 1887, officesAdded: 0, officesChanged: 0 });
    expect((await book()).version).toBe(version);
    expect(await count('import_run')).toBe(runs + 2);
  });

  test('reads BOM, CRLF, Khmer digits, villages, and writes NFC', async () => {
    const decomposed = 'Kêp Thmey'.normalize('NFD');
    const csv = `\uFEFF${header}\r\n២៣០២៩៩,commune,២៣០២,Quarter,Sangkat,សង្កាត់,${decomposed},កែបថ្មី,\r\n\r\n23029901,village,230299,,,,Phum Muoy,ភូមិ១,\r\n`;
    expect(await places(csv)).toMatchObject({ added: 2, officesAdded: 1 });
    const now = await book();
    expect(now.place('230299')?.name.en).toBe('Kêp Thmey'.normalize('NFC'));
    expect(now.place('23029901')).toMatchObject({ level: 'village', unit: { km: 'ភូមិ', en: 'Phum' } });
    expect(now.place('23029999')).toBeNull();
    expect(now.office('230299')?.name).toEqual({ km: 'សង្កាត់កែបថ្មី', en: 'Sangkat Kêp Thmey' });
  });

  test('corrects names, of offices too, and loading what ships does not undo that', async () => {
    expect(await places(`${header}\n2302,district,23,Municipality,Krong,ក្រុង,Kep Town,ក្រុងកែបថ្មី,`)).toMatchObject({
      changed: 1,
      officesChanged: 1,
    });
    await world.perform(system, loadReference, undefined);
    const now = await book();
    expect(now.place('2302')?.name.en).toBe('Kep Town');
    expect(now.office('2302')?.name.en).toBe('Krong Kep Town');
    expect(now.place('230201')).not.toBeNull();
  });

  test('refuses a broken file whole and names every bad line', async () => {
    const before = [await count('place'), await count('office'), await count('import_run')];
    const csv = [
      header,
      '02,province,,Province,Khaet,ខេត្ត,Good,ល្អ,',
      '1,province,,Province,Khaet,ខេត្ត,Lost zero,បាត់សូន្យ,',
      '0299,district,02,District,Srok,ស្រុក,Good,ល្អ,',
      '0299,district,02,District,Srok,ស្រុក,Twice,ពីរដង,',
      '029901,district,0299,Commune,Khum,ឃុំ,Wrong level,ខុសថ្នាក់,',
      '989901,commune,9899,Commune,Khum,ឃុំ,Orphan,កំព្រា,',
      '029902,commune,0298,Commune,Khum,ឃុំ,Wrong parent,ខុសមេ,',
      '02X903,commune,0299,Commune,Khum,ឃុំ,Letters,អក្សរ,',
      '029904,commune,0299,Commune,Khum,ឃុំ,No Khmer,,',
      '029905,commune,0299,Commune,Khum,ឃុំ,Damaged,\uFFFD\uFFFD,',
      '029906,commune,0299,Commune',
      ',hamlet,,,,,Nothing,គ្មាន,',
    ].join('\n');
    expect(await faultsOf(places(csv))).toEqual([
      [3, 'code', 'import.code_length'],
      [5, 'code', 'import.duplicate_code'],
      [6, 'level', 'import.level_mismatch'],
      [7, 'parent', 'import.missing_parent'],
      [8, 'parent', 'import.parent_mismatch'],
      [9, 'code', 'import.code_digits'],
      [10, 'name_km', 'import.missing_value'],
      [11, 'name_km', 'import.bad_character'],
      [12, 'line', 'import.column_count'],
      [13, 'code', 'import.missing_value'],
      [13, 'level', 'import.unknown_level'],
    ]);
    expect([await count('place'), await count('office'), await count('import_run')]).toEqual(before);
  });

  test.each([
    ['nothing', '', 'import.empty'],
    ['a header alone', header, 'import.empty'],
    ['another table', 'a,b\n1,2', 'import.missing_column'],
    ['a quote that never closes', `${header}\n02,province,,P,K,ខ,"open,ល្អ,`, 'import.unreadable'],
  ])('refuses %s', async (_what, csv, code) => {
    expect((await faultsOf(places(csv)))[0]?.[2]).toBe(code);
  });

  test('says what is wrong in both languages', async () => {
    const refused = await places(`${header}\n1,province,,P,K,ខ,A,ក,`).catch((error: unknown) => error as InvalidInput);
    const [fault] = (refused as InvalidInput).fields;
    expect(fault && importFaultText(fault)).toEqual({
      km: 'បន្ទាត់ 2, code៖ លេខកូដ «1» ត្រូវមាន ២ ៤ ៦ ឬ ៨ ខ្ទង់ (ប្រហែលបាត់លេខ ០ ខាងមុខ)',
      en: 'Line 2, code: Code "1" must have 2, 4, 6 or 8 digits (a leading zero may be lost)',
    });
  });

  test('is for administrators and the program', async () => {
    const officer: StaffActor = {
      kind: 'staff',
      personId: '01900000-0000-7000-8000-000000000001',
      role: 'commune_officer',
      office: '120101',
      tier: 'SA1',
      track: null,
      operator: null,
      sessionId: 's',
    };
    await expect(world.perform(officer, importPlaces, { csv: header })).rejects.toThrow(Forbidden);
    await expect(world.perform(officer, importHolidays, { csv: header })).rejects.toThrow(Forbidden);
  });
});

describe('importing holidays', () => {
  const list = (year: number, days: readonly string[]): string =>
    ['date,name_en,name_km', ...days.map((day) => `${year}-${day},Holiday ${day},បុណ្យ ${day}`)].join('\n');
  const decree = Array.from({ length: 20 }, (_, index) => `02-${two(index + 1)}`);

  test('adds a late announcement to the year', async () => {
    const { version } = (await book()).calendar();
    expect(await holidays(list(2026, ['12-10']))).toMatchObject({
      version: version + 1,
      previousVersion: version,
      isChanged: true,
      added: ['2026-12-10'],
      removed: [],
      years: [{ year: 2026, mode: 'late_announcement' }],
    });
    const calendar = (await book()).calendar();
    expect(calendar.version).toBe(version + 1);
    expect(calendar.holidays.filter(({ on }) => on.startsWith('2026'))).toHaveLength(22);
    expect(await holidays(list(2026, ['12-10']))).toMatchObject({ version: version + 1, isChanged: false, added: [] });
  });

  test('replaces a provisional year by its decree and tells what changed', async () => {
    const changed = await holidays(list(2027, decree));
    expect(changed).toMatchObject({
      isChanged: true,
      years: [{ year: 2027, mode: 'whole_year' }],
      provisionalYears: [],
    });
    expect(changed.added).toHaveLength(20);
    expect(changed.removed).toHaveLength(11);
    const calendar = (await book()).calendar();
    expect(calendar.provisionalYears).toEqual([]);
    expect(calendar.holidays.some(({ isProvisional }) => isProvisional)).toBe(false);
    const announced = await world.perform(
      system,
      (work: Work) =>
        work.em.execute<unknown[]>(
          `select data ->> 'version' as version from outbox where event = 'reference.calendar_changed'`,
        ),
      undefined,
    );
    expect(announced).toContainEqual({ version: String(changed.version) });
  });

  test('keeps a year provisional of which only some days are announced', async () => {
    await holidays(list(2028, ['01-01']));
    expect((await book()).calendar()).toMatchObject({
      provisionalYears: [2028],
      coveredYears: [2026, 2027, 2028],
    });
  });

  test('keeps earlier versions of the calendar for ever', async () => {
    const update = (work: Work) => work.em.execute(`update holiday set name_en = 'x' where calendar_version = 1`);
    await expect(world.perform(system, update, undefined)).rejects.toThrow(/permission denied/);
    const first = await world.perform(system, (work: Work) => calendarVersion(work, 1), undefined);
    expect(first?.holidays.some(({ on }) => on === '2026-12-10')).toBe(false);
  });

  test('takes Khmer digits and refuses a broken list whole', async () => {
    expect(await holidays('date,name_en,name_km\n២០២៦-១២-១១,Day,ថ្ងៃ')).toMatchObject({ added: ['2026-12-11'] });
    const versions = await count('calendar_version');
    const csv = [
      'date,name_en,name_km',
      '2026-12-15,Good,ល្អ',
      '2026-02-30,No such day,គ្មាន',
      '15/12/2026,Other order,ខុសលំដាប់',
      '2026-12-15,Twice,ពីរដង',
      '1999-01-01,Long ago,យូរ',
      '2026-12-16,,គ្មានឈ្មោះ',
      ',No date,គ្មានថ្ងៃ',
    ].join('\r\n');
    expect(await faultsOf(holidays(csv))).toEqual([
      [3, 'date', 'import.bad_date'],
      [4, 'date', 'import.bad_date'],
      [5, 'date', 'import.duplicate_date'],
      [6, 'date', 'import.year_out_of_range'],
      [7, 'name_en', 'import.missing_value'],
      [8, 'date', 'import.missing_value'],
    ]);
    expect(await count('calendar_version')).toBe(versions);
  });
});
