import type { Bilingual } from '../../kernel/language.ts';
import type { CountedPause, PauseCount } from './pauses.ts';
import { epochDayOf } from './phnom-penh-time.ts';
import { provisionalYearsIn, type Schedule } from './schedule.ts';
import { pauseLimitWorkingDays, type SlaRule } from './sla-rule.ts';
import {
  clockKindWords,
  counted,
  dateInWords,
  dayInWords,
  forceWords,
  khmerDigits,
  startWords,
  timeInWords,
} from './words.ts';
import { isWeekday, workingDayNumbered, workingDaysUpTo, type WorkingCalendar } from './working-calendar.ts';

/**
 * Why this date, in words, for people: the rule and its version, who fixed it and by which instrument, the trigger, every
 * holiday by name and the weekend days that were not counted, the pauses, the due date, the calendar and whether it is
 * provisional. Codes (rule id, calendar version) stay as they are; every other number is in the digits of the language.
 */
export function explainDeadline(
  rule: SlaRule,
  triggerAt: Date,
  calendar: WorkingCalendar,
  count: PauseCount,
  schedule: Schedule,
): Bilingual {
  const parts = [ruleSentence(rule), instrumentSentence(rule)];
  if (rule.period.unit === 'working_days') {
    parts.push(startSentence(rule, triggerAt, calendar), ...notCounted(triggerAt, schedule.dueAt, calendar));
  } else {
    parts.push(clockStartSentence(rule, triggerAt));
  }
  parts.push(...pauseSentences(count), dueSentence(schedule.dueAt));
  if (rule.period.unit === 'working_days') {
    parts.push({ km: `ប្រតិទិន ${calendar.version}។`, en: `Calendar ${calendar.version}.` });
    parts.push(...provisionalSentence(provisionalYearsIn(calendar, triggerAt, schedule.dueAt)));
  }
  return { km: parts.map((part) => part.km).join(' '), en: parts.map((part) => part.en).join(' ') };
}

function ruleSentence(rule: SlaRule): Bilingual {
  const kind = clockKindWords[rule.clock];
  const force = forceWords[rule.force];
  const period =
    rule.period.unit === 'working_days'
      ? counted(rule.period.amount, 'ថ្ងៃធ្វើការ', 'working day', 'working days')
      : counted(rule.period.amount, 'ម៉ោង', 'hour', 'hours');
  return {
    km: `វិធាន ${rule.id} កំណែទី${khmerDigits(rule.version)}៖ ${kind.km} ក្នុងរយៈពេល ${period.km} (${force.km})។`,
    en: `Rule ${rule.id}, version ${rule.version}: ${kind.en} within ${period.en} (${force.en}).`,
  };
}

function instrumentSentence(rule: SlaRule): Bilingual {
  return { km: `យោងតាម៖ ${rule.instrument.km}។`, en: `Source: ${rule.instrument.en}.` };
}

function startSentence(rule: SlaRule, triggerAt: Date, calendar: WorkingCalendar): Bilingual {
  const start = startWords[rule.startsFrom];
  const trigger = dateInWords(triggerAt);
  const firstDay = workingDayNumbered(calendar, workingDaysUpTo(calendar, epochDayOf(triggerAt)) + 1);
  const first = dayInWords(firstDay);
  return {
    km: `គិតចាប់ពី${start.km} នៅ ${trigger.km}; ថ្ងៃទី${khmerDigits(1)} គឺ ${first.km}។`,
    en: `Counted from ${start.en} on ${trigger.en}; day 1 is ${first.en}.`,
  };
}

function clockStartSentence(rule: SlaRule, triggerAt: Date): Bilingual {
  const start = startWords[rule.startsFrom];
  const date = dateInWords(triggerAt);
  const time = timeInWords(triggerAt);
  return {
    km: `គិតចាប់ពី${start.km} នៅ ${date.km} ម៉ោង ${time.km}; យប់ ថ្ងៃចុងសប្តាហ៍ និងថ្ងៃឈប់សម្រាក រាប់ទាំងអស់។`,
    en: `Counted from ${start.en} on ${date.en} at ${time.en}; nights, weekends and holidays count.`,
  };
}

/** A public holiday on one day or on several days in a row. */
interface HolidayRun {
  readonly name: Bilingual;
  readonly from: number;
  readonly to: number;
}

/** Weekend days and holidays after the trigger's day and up to the due day; a holiday on a weekend takes no further day. */
function notCounted(triggerAt: Date, dueAt: Date, calendar: WorkingCalendar): Bilingual[] {
  const runs: HolidayRun[] = [];
  let weekendDays = 0;
  const last = epochDayOf(dueAt);
  for (let day = epochDayOf(triggerAt) + 1; day <= last; day += 1) {
    if (!isWeekday(day)) {
      weekendDays += 1;
      continue;
    }
    const holidays = calendar.holidaysByDay.get(day);
    if (holidays === undefined) continue;
    const name = {
      km: holidays.map((holiday) => holiday.nameKm).join(' / '),
      en: holidays.map((holiday) => holiday.nameEn).join(' / '),
    };
    const run = runs.at(-1);
    if (run !== undefined && run.name.en === name.en && run.name.km === name.km && run.to === day - 1) {
      runs[runs.length - 1] = { ...run, to: day };
    } else {
      runs.push({ name, from: day, to: day });
    }
  }
  const parts: Bilingual[] = [];
  if (weekendDays > 0) parts.push(counted(weekendDays, 'ថ្ងៃចុងសប្តាហ៍', 'weekend day', 'weekend days'));
  if (runs.length > 0) {
    const named = runs.map(runInWords);
    parts.push({
      km: `ថ្ងៃឈប់សម្រាកសាធារណៈ ${named.map((run) => run.km).join(', ')}`,
      en: `public holidays ${named.map((run) => run.en).join(', ')}`,
    });
  }
  if (parts.length === 0) return [];
  return [
    {
      km: `មិនរាប់៖ ${parts.map((part) => part.km).join('; ')}។`,
      en: `Not counted: ${parts.map((part) => part.en).join('; ')}.`,
    },
  ];
}

function runInWords(run: HolidayRun): Bilingual {
  const from = dayInWords(run.from);
  if (run.from === run.to) return { km: `${run.name.km} (${from.km})`, en: `${run.name.en} (${from.en})` };
  const to = dayInWords(run.to);
  return { km: `${run.name.km} (${from.km} ដល់ ${to.km})`, en: `${run.name.en} (${from.en} to ${to.en})` };
}

function pauseSentences(count: PauseCount): Bilingual[] {
  if (count.pauses.length === 0) return [];
  const each = count.pauses.map(pauseInWords);
  const total = counted(count.workingDays, 'ថ្ងៃធ្វើការ', 'working day', 'working days');
  return [
    {
      km: `ផ្អាកពេលរង់ចាំអ្នកប្តឹង៖ ${each.map((pause) => pause.km).join('; ')}។ សរុបបន្ថែម ${total.km} ក្នុងចំណោមអតិបរមា ${khmerDigits(pauseLimitWorkingDays)}។`,
      en: `Paused while waiting for the complainant: ${each.map((pause) => pause.en).join('; ')}. This adds ${total.en} of at most ${pauseLimitWorkingDays}.`,
    },
  ];
}

function pauseInWords(pause: CountedPause): Bilingual {
  const from = dateInWords(pause.from);
  const to = dateInWords(pause.to);
  if (pause.lasting) {
    return { km: `ពី ${from.km} យូរបំផុតដល់ ${to.km}`, en: `since ${from.en}, until ${to.en} at the latest` };
  }
  return { km: `ពី ${from.km} ដល់ ${to.km}`, en: `${from.en} to ${to.en}` };
}

function dueSentence(dueAt: Date): Bilingual {
  const date = dateInWords(dueAt);
  const time = timeInWords(dueAt);
  return {
    km: `ផុតកំណត់នៅ ${date.km} ម៉ោង ${time.km} (ម៉ោងភ្នំពេញ)។`,
    en: `Due on ${date.en} at ${time.en} (Phnom Penh time).`,
  };
}

function provisionalSentence(years: readonly number[]): Bilingual[] {
  if (years.length === 0) return [];
  return [
    {
      km: `បណ្តោះអាសន្ន៖ ថ្ងៃឈប់សម្រាកសាធារណៈឆ្នាំ ${years.map(khmerDigits).join(', ')} មិនទាន់ប្រកាសនៅឡើយ ដូច្នេះកាលបរិច្ឆេទនេះអាចប្រែប្រួល។`,
      en: `Provisional: the public holidays of ${years.join(', ')} are not yet published, so this date may move.`,
    },
  ];
}
