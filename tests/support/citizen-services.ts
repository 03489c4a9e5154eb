import { InvalidInput, NotFound, RuleBroken } from '../../src/kernel/errors.ts';
import type { StagedFile } from '../../src/intake/index.ts';
import type { Language } from '../../src/kernel/language.ts';
import type { ReferenceBook } from '../../src/reference/index.ts';
import { ownDisputeUseCases } from '../../src/web/citizen/dispute/use-cases.ts';
import type { CitizenUseCases, ComplaintInput, FiledComplaint, TrackedCase } from '../../src/web/citizen/services.ts';

/** The citizen's use cases in memory, for tests of pages alone. */
export interface FakeCitizenServices {
  readonly useCases: CitizenUseCases;
  readonly filed: { readonly input: ComplaintInput; readonly key: string }[];
  readonly calls: string[];
  /** Bytes of all files that wait for a complaint, in the order in which they came. */
  stagedSizes(): readonly number[];
  /** What the next calls throw. */
  failWith: Error | null;
  /** The case that the known pair opens. */
  tracked: TrackedCase;
}

export const knownReference = 'SA-26-0000123-4';
export const knownReceipt = '4821-9934-1205-7716';

export function fakeCitizenServices(book: ReferenceBook): FakeCitizenServices {
  const answers = new Map<string, FiledComplaint>();
  const staged = new Map<string, readonly StagedFile[]>();
  let made = 0;
  const fake: FakeCitizenServices = {
    filed: [],
    calls: [],
    stagedSizes: () => [...staged.values()].flatMap((files) => files.map(({ bytes }) => bytes)),
    failWith: null,
    tracked: aTrackedCase('km'),
    useCases: undefined as never,
  };
  const guard = () => {
    if (fake.failWith !== null) throw fake.failWith;
  };
  const open = (key: { reference: string; receipt: string }, call: string) => {
    guard();
    if (key.reference !== knownReference || key.receipt !== knownReceipt) throw new NotFound();
    fake.calls.push(call);
  };
  const useCases: CitizenUseCases = {
    // Pages of disputes are tried over the whole program.
    dispute: ownDisputeUseCases({ perform: () => Promise.reject(new NotFound()), publicUrl: 'http://samleng.example' }),
    reference: async () => {
      guard();
      return book;
    },
    async fileComplaint(input, key) {
      guard();
      const before = answers.get(key);
      if (before !== undefined) return before;
      if (input.complainant?.phone === '099999999')
        throw new InvalidInput([{ field: 'complainant.phone', code: 'phone' }]);
      fake.filed.push({ input, key });
      const answer: FiledComplaint = {
        reference: knownReference,
        receipt: knownReceipt,
        track: 'social_assistance',
        heldBy: {
          office: input.place,
          name: input.language === 'km' ? 'សង្កាត់ទន្លេបាសាក់' : 'Sangkat Tonle Basak',
          tier: 'SA1',
        },
        filedAt: new Date('2026-11-21T02:00:00Z'),
        deadlines: deadlines(input.language),
      };
      answers.set(key, answer);
      return answer;
    },
    async stage(token, { name, content }) {
      guard();
      if (content.length < 4) throw new InvalidInput([{ field: 'file', code: 'file_type_refused' }]);
      const bytes = content.length;
      staged.set(token, [
        ...(staged.get(token) ?? []),
        { id: `f${(made += 1)}`, name, mediaType: 'image/jpeg', bytes },
      ]);
    },
    staged: async (token) => staged.get(token) ?? [],
    unstage: async (token, id) =>
      void staged.set(
        token,
        (staged.get(token) ?? []).filter((file) => file.id !== id),
      ),
    attachStaged: async (_key, token) => {
      guard();
      if ((staged.get(token) ?? []).some(({ name }) => name === 'lost.jpg')) throw new Error('the disk is full');
      fake.calls.push(`attached ${(staged.get(token) ?? []).map(({ name }) => name).join(' ')}`);
    },
    attach: async (key, { name, content }) => {
      open(key, `attach ${name}`);
      if (content.length < 4) throw new InvalidInput([{ field: 'file', code: 'file_type_refused' }]);
    },
    attachment: async (key, id) => {
      open(key, `fetch ${id}`);
      return { name: 'photo.jpg', mediaType: 'image/jpeg', content: Buffer.from('picture') };
    },
    lookup: async (key) => {
      open(key, 'lookup');
      return fake.tracked;
    },
    paperOfMark: async (mark) =>
      mark === 'ABCD-EFGH-JKMN'
        ? {
            kind: 'agreement',
            reference: knownReference,
            madeAt: new Date('2026-12-10T09:00:00+07:00'),
            fileHash: 'ab'.repeat(32),
            termsHash: 'cd'.repeat(32),
          }
        : null,
    reply: async (key) => open(key, 'reply'),
    accept: async (key) => {
      open(key, 'accept');
      if (fake.tracked.status === 'closed') throw new RuleBroken('accept_only_decided');
    },
    appeal: async (key) => {
      open(key, 'appeal');
      return { sentBack: false, reference: 'SA-26-0000124-1' };
    },
    withdraw: async (key) => open(key, 'withdraw'),
    rate: async (key, score) => open(key, `rate ${score}`),
    receipt: () => Promise.reject(new NotFound('not_found.pair')),
    receiptPaper: () => Promise.resolve(Buffer.from('%PDF-')),
    letter: async (key, kind, language) => {
      open(key, `letter ${kind} ${language}`);
      return { content: Buffer.from('%PDF-'), mediaType: 'application/pdf', fileName: 'letter.pdf' };
    },
    confirmRemedy: async (key, id, received) => open(key, `confirm ${id} ${received}`),
  };
  return Object.assign(fake, { useCases });
}

function deadlines(language: Language): FiledComplaint['deadlines'] {
  const km = language === 'km';
  return [
    {
      kind: 'acknowledge',
      dueAt: new Date('2026-11-30T10:30:00Z'),
      rule: 'SA.ACK.S3',
      force: 'default',
      why: km
        ? '៣ ថ្ងៃធ្វើការ ចាប់ពីថ្ងៃធ្វើការបន្ទាប់ពីការដាក់ពាក្យ; បុណ្យអុំទូក ២៣-២៥ វិច្ឆិកា មិនរាប់។'
        : '3 working days from the working day after filing; Water Festival, 23 to 25 November, not counted.',
      state: 'running',
    },
    {
      kind: 'decide',
      dueAt: new Date('2026-12-09T10:30:00Z'),
      rule: 'SA1.DECIDE.S3',
      force: 'default',
      why: km ? '១០ ថ្ងៃធ្វើការ ចាប់ពីថ្ងៃធ្វើការបន្ទាប់ពីការដាក់ពាក្យ។' : '10 working days from the working day after filing.',
      state: 'running',
    },
  ];
}

/** A case under way, or one decided and full of everything, in one language. */
export function aTrackedCase(language: Language, change: Partial<TrackedCase> = {}): TrackedCase {
  const km = language === 'km';
  return {
    reference: knownReference,
    track: 'social_assistance',
    status: 'acknowledged',
    filedAt: new Date('2026-11-21T02:00:00Z'),
    isProtected: false,
    programme: km ? 'ឧបត្ថម្ភសាច់ប្រាក់ជូនស្ត្រីមានផ្ទៃពោះ' : 'Cash for pregnant women and children under 2',
    subject: km ? 'មិនបានទទួលប្រាក់' : 'Not paid',
    heldBy: { office: '120101', name: km ? 'សង្កាត់ទន្លេបាសាក់' : 'Sangkat Tonle Basak', tier: 'SA1' },
    ladder: [
      { tier: 'SA1', name: km ? 'ឃុំ/សង្កាត់' : 'Commune / Sangkat', state: 'done', at: new Date('2026-11-21T02:00:00Z') },
      {
        tier: 'SA2',
        name: km ? 'ស្រុក/ក្រុង/ខណ្ឌ' : 'District / Krong / Khan',
        state: 'current',
        at: new Date('2026-12-16T02:00:00Z'),
      },
      { tier: 'SA3', name: km ? 'រាជធានី/ខេត្ត' : 'Capital / Province', state: 'skipped', at: null },
      { tier: 'SA4', name: km ? 'ប្រតិបត្តិករ/ក្រសួង' : 'Operator / ministry', state: 'ahead', at: null },
      { tier: 'SA5', name: km ? 'អគ្គលេខាធិការដ្ឋាន ក.ជ.គ.ស.' : 'GS-NSPC', state: 'ahead', at: null },
    ],
    deadlines: [{ ...deadlines(language)[0]!, state: 'met' }, deadlines(language)[1]!],
    timeline: [
      { at: new Date('2026-11-21T02:00:00Z'), text: km ? 'បានទទួលពាក្យបណ្តឹង' : 'Your complaint was received' },
      { at: new Date('2026-11-26T03:10:00Z'), text: km ? 'មន្ត្រីបានទទួលដោះស្រាយ' : 'An officer took it up' },
    ],
    messages: [
      {
        at: new Date('2026-11-26T03:10:00Z'),
        from: 'office',
        author: km ? 'សង្កាត់ទន្លេបាសាក់' : 'Sangkat Tonle Basak',
        text: km ? 'យើងបានទទួលពាក្យបណ្តឹងរបស់អ្នក។' : 'We have your complaint.',
      },
      {
        at: new Date('2026-11-26T08:00:00Z'),
        from: 'complainant',
        author: '',
        text: km ? 'អរគុណ។\nខ្ញុំរង់ចាំ។' : 'Thank you.\nI am waiting.',
      },
    ],
    question: null,
    decision: null,
    tooEarly: null,
    actions: ['reply', 'withdraw'],
    hasDispute: false,
    appealOf: null,
    appealedBy: null,
    letters: ['acknowledgement'],
    attachments: [],
    ...change,
  };
}

export function aDecision(language: Language): NonNullable<TrackedCase['decision']> {
  const km = language === 'km';
  return {
    at: new Date('2026-12-08T04:00:00Z'),
    outcome: km ? 'បណ្តឹងមានមូលដ្ឋាន' : 'Upheld',
    office: km ? 'សង្កាត់ទន្លេបាសាក់' : 'Sangkat Tonle Basak',
    reasons: km ? 'បញ្ជីបើកប្រាក់បង្ហាញថាអ្នកមិនបានទទួលប្រាក់បីខែ។' : 'The payment list shows that three months were not paid.',
    legalBasis: null,
    remedies: [
      {
        id: 'r1',
        name: km ? 'បើកប្រាក់ដែលនៅជំពាក់' : 'Pay what is owed',
        text: null,
        amountKhr: 240000,
        dueOn: '2026-12-31',
        state: 'fulfilled',
      },
      {
        id: 'r2',
        name: km ? 'កែតម្រូវទិន្នន័យ' : 'Correct the data',
        text: km ? 'កែលេខគណនី' : 'Correct the account number',
        amountKhr: null,
        dueOn: '2026-12-31',
        state: 'ordered',
      },
    ],
    appeal: {
      until: new Date('2027-01-22T10:30:00Z'),
      to: km ? 'ខណ្ឌចំការមន' : 'Khan Chamkar Mon',
      why: km
        ? '៣០ ថ្ងៃធ្វើការ ចាប់ពីថ្ងៃធ្វើការបន្ទាប់ពីសេចក្តីសម្រេច។'
        : '30 working days from the working day after the decision.',
    },
  };
}
