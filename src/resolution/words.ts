import type { Language } from '../kernel/language.ts';
import type { MeetingMeans } from './domain/terms.ts';

/**
 * What is written to parties of a dispute. Khmer first; short, because much of it goes by SMS. Nothing of the matter itself:
 * a message may be read by somebody else in the house.
 */
const dayTime: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  km: new Intl.DateTimeFormat('km-u-nu-khmr', { timeZone: 'Asia/Phnom_Penh', dateStyle: 'long', timeStyle: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Phnom_Penh', dateStyle: 'long', timeStyle: 'short' }),
};

const meansWords: Readonly<Record<Language, Readonly<Record<MeetingMeans, string>>>> = {
  km: { in_person: 'ជួបផ្ទាល់', phone: 'តាមទូរស័ព្ទ', video: 'តាមវីដេអូ' },
  en: { in_person: 'in person', phone: 'by telephone', video: 'by video' },
};

export function invitationText(
  language: Language,
  of: {
    readonly reference: string;
    readonly startsAt: Date;
    readonly means: MeetingMeans;
    readonly room: string | null;
    /** Neither case nor place: somebody else may read it. */
    readonly discreet: boolean;
  },
): string {
  const at = dayTime[language].format(of.startsAt);
  if (of.discreet) return language === 'km' ? `អញ្ជើញចូលរួមកិច្ចប្រជុំ៖ ${at}` : `You are invited to a meeting: ${at}`;
  const where = [meansWords[language][of.means], of.room].filter(Boolean).join(', ');
  return language === 'km'
    ? `អញ្ជើញចូលរួមកិច្ចប្រជុំ ${of.reference}៖ ${at} (${where})`
    : `You are invited to a meeting, ${of.reference}: ${at} (${where})`;
}

export function cancellationText(
  language: Language,
  of: { readonly reference: string; readonly startsAt: Date; readonly discreet: boolean },
): string {
  const at = dayTime[language].format(of.startsAt);
  const which = of.discreet ? '' : ` ${of.reference}`;
  return language === 'km' ? `កិច្ចប្រជុំ${which} ត្រូវបានលុប៖ ${at}` : `The meeting${which} is cancelled: ${at}`;
}

/** To whom nothing may be said of what it is about: where to look, and no more. */
function seeYourPage(language: Language): string {
  return language === 'km'
    ? 'មានដំណឹងថ្មីសម្រាប់អ្នក។ សូមបើកមើលដោយលេខយោង និងលេខសម្ងាត់ ឬសួរការិយាល័យ។'
    : 'There is news for you. Look with your number and receipt, or ask the office.';
}

export function requestText(
  language: Language,
  of: { readonly reference: string; readonly replyDueAt: Date; readonly discreet: boolean },
): string {
  if (of.discreet) return seeYourPage(language);
  const at = dayTime[language].format(of.replyDueAt);
  return language === 'km'
    ? `${of.reference}៖ នៅខ្វះព័ត៌មាន។ សូមបំពេញត្រឹម ${at}៖ លើទំព័ររបស់អ្នក ឬនៅការិយាល័យ។`
    : `${of.reference}: something is missing. Please give it by ${at}, on your page or at the office.`;
}

export function completeText(
  language: Language,
  of: { readonly reference: string; readonly limitAt: Date | null; readonly discreet: boolean },
): string {
  if (of.discreet) return seeYourPage(language);
  const until = of.limitAt && dayTime[language].format(of.limitAt);
  return language === 'km'
    ? `${of.reference}៖ បណ្តឹងគ្រប់គ្រាន់ហើយ រយៈពេលតាមច្បាប់ចាប់ផ្តើមរាប់${until ? ` ដល់ ${until}` : ''}។`
    : `${of.reference}: the complaint is complete, and the statutory time runs${until ? ` until ${until}` : ''}.`;
}

export function tooTightText(
  language: Language,
  of: { readonly reference: string; readonly limitAt: Date; readonly discreet: boolean },
): string {
  if (of.discreet) return seeYourPage(language);
  const at = dayTime[language].format(of.limitAt);
  return language === 'km'
    ? `${of.reference}៖ មិនអាចកំណត់កិច្ចប្រជុំថ្មីមុនកាលកំណត់ ${at} បានទៀតទេ។ ការពន្យារមិនអាចហួសថ្ងៃនោះ។`
    : `${of.reference}: no further meeting fits before ${at}, and no extension passes that date.`;
}

export function codeText(
  language: Language,
  of: { readonly reference: string; readonly code: string; readonly discreet: boolean },
): string {
  if (of.discreet) {
    return language === 'km'
      ? `លេខកូដ៖ ${of.code} (១៥ នាទី)។ កុំប្រាប់អ្នកណា បើមិនយល់ព្រម។`
      : `Code: ${of.code} (15 minutes). Tell nobody unless you agree.`;
  }
  return language === 'km'
    ? `លេខកូដចុះហត្ថលេខា ${of.reference}៖ ${of.code} (១៥ នាទី)។ កុំប្រាប់អ្នកណា បើមិនយល់ព្រម។`
    : `Code to sign ${of.reference}: ${of.code} (15 minutes). Tell nobody unless you agree to the terms.`;
}

export function reminderText(
  language: Language,
  of: { readonly reference: string; readonly dueOn: string; readonly discreet: boolean },
): string {
  if (of.discreet) return seeYourPage(language);
  return language === 'km'
    ? `រំលឹក ${of.reference}៖ កាតព្វកិច្ចដែលបានព្រមព្រៀង ត្រូវបំពេញត្រឹមថ្ងៃ ${of.dueOn}`
    : `Reminder, ${of.reference}: what was agreed is due by ${of.dueOn}`;
}

export function outcomeText(
  language: Language,
  of: { readonly reference: string; readonly discreet: boolean },
): string {
  if (of.discreet) return seeYourPage(language);
  return language === 'km'
    ? `លទ្ធផលនៃការដោះស្រាយ ${of.reference} បានចេញហើយ។ សូមទាក់ទងការិយាល័យដើម្បីទទួលច្បាប់ចម្លង។`
    : `The outcome of ${of.reference} is issued. Ask the office for your copy.`;
}
