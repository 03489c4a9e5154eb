import type { Request } from 'express';
import type { Role, StaffActor } from '../kernel/actor.ts';
import type { Clock } from '../kernel/clock.ts';
import type { FieldFault } from '../kernel/errors.ts';
import type { Language } from '../kernel/language.ts';
import type { Multipart } from '../platform/read-multipart.ts';
import type { Csrf } from './csrf.ts';
import type { Faults } from './faults.ts';
import type { Form } from './form.ts';
import type { Renderer } from './renderer.ts';
import type { SentFields } from './sent-fields.ts';

/** Who may open a page: everybody, staff of the roles listed, or staff for whom the predicate says yes. */
export type Permission = 'public' | readonly Role[] | ((actor: StaffActor) => boolean);

/** The ledger event that opening or sending the page leaves, or why it leaves none. */
export type Audit = string | { readonly none: string };

/** What every page's strings hold; a page adds its own. `faults` are keyed `field.code` or `code`. */
export interface PageStrings {
  readonly title: string;
  readonly faults?: Readonly<Record<string, string>>;
}

/** What a page is given: language, words, what was typed and what was wrong with it, who asks and when. */
export interface PageRequest<S, Services> {
  readonly language: Language;
  readonly strings: S;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly fields: SentFields;
  /** Files that came with the form; only for pages that say they take them. */
  readonly upload: Upload;
  readonly faults: Faults;
  readonly actor: StaffActor | null;
  readonly services: Services;
  readonly now: Date;
  /** For cookies and addresses only: pages read their input from `fields`, `query` and `params`. */
  readonly http: Request;
  /** A path of ours in the language of the page. */
  url(path: string): string;
}

/** Files sent with a form, and whether there were more than are taken at once. */
export type Upload = Pick<Multipart, 'files' | 'tooMany'>;

export const noUpload: Upload = { files: [], tooMany: false };

export interface PageAnswer {
  readonly kind: 'page';
  readonly data: object;
  readonly status?: number;
  /** Instead of `strings.title`. */
  readonly title?: string;
  /** Instead of the page's own template. */
  readonly template?: string;
  /** Never kept by the browser, not even for its back button. Signed-in pages always are. */
  readonly secret?: boolean;
  /** Tell the browser to forget the pages of this site that it kept. */
  readonly forget?: boolean;
  /**
   * Id of the form on the page that the language switch must send, so that nothing typed is lost. With `enter`, the value of
   * `go` that the Enter key means in it: the switch stands before the form's own buttons and would otherwise be pressed.
   * `go` is what the switch sends, where the page shows the same again by something else than `language`.
   */
  readonly languageForm?: string | { readonly id: string; readonly enter: string; readonly go?: string };
  /** Shows the quick exit. */
  readonly quickExit?: boolean;
  readonly cookies?: readonly SetCookie[];
}

export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly maxAgeSeconds: number | null;
}

export type Answer =
  | PageAnswer
  | {
      readonly kind: 'redirect';
      readonly to: string;
      readonly forget?: boolean;
      readonly cookies?: readonly SetCookie[];
    }
  /** Show the page again with these faults; `fields` instead of what was sent, when the page changed it. */
  | { readonly kind: 'again'; readonly faults: readonly FieldFault[]; readonly fields?: SentFields }
  | { readonly kind: 'file'; readonly body: Buffer | string; readonly type: string; readonly fileName: string | null };

/** A page as its folder declares it. `T` is what its form yields; `S` its strings, the same in both languages. */
export interface PageParts<S extends PageStrings, T, Services> {
  /** Without language: `/complaints/track`. Khmer is served there, English under `/en`. */
  readonly path: string;
  readonly permission: Permission;
  readonly audit: Audit;
  readonly strings: Readonly<Record<Language, S>>;
  /** Under templates/web, without extension: `citizen/track`. */
  readonly template: string;
  /** Name of the rate limit that sending this page counts against; a function when only some sendings count. */
  readonly limit?: string | ((fields: SentFields) => string | null);
  readonly form?: Form<T>;
  /** Its form may bring files (multipart). */
  readonly uploads?: boolean;
  /** The page; asked again, with `faults` and `fields`, when what was sent does not pass the form. */
  show(request: PageRequest<S, Services>): Promise<Answer> | Answer;
  submit?(request: PageRequest<S, Services>, value: T): Promise<Answer> | Answer;
}

/** A page ready to be mounted: the types of its strings and form are closed over. */
export interface Page<Services> {
  readonly path: string;
  readonly permission: Permission;
  readonly audit: Audit;
  readonly strings: Readonly<Record<Language, PageStrings>>;
  readonly template: string;
  readonly uploads: boolean;
  limit(fields: SentFields): string | null;
  readonly accepts: readonly ('GET' | 'POST')[];
  answer(method: 'GET' | 'POST', request: PageRequest<unknown, Services>, refused: RefusedWith): Promise<Answer>;
}

/** Makes the same request with faults: how an invalid form is shown again. */
export type RefusedWith = (faults: readonly FieldFault[], fields?: SentFields) => PageRequest<unknown, unknown>;

/** How one side of the site shows what went wrong: under its own header. */
export interface ProblemFrame {
  /** Paths without language that begin so. */
  readonly under: string;
  readonly template: string;
  /** What its layout needs besides what every layout has. Whoever asks is null when nobody is signed in, or nobody can tell. */
  data(asked: { readonly actor: StaffActor | null; readonly language: Language; url(path: string): string }): object;
}

/** What the composition root gives to every page besides the use cases of its side. */
export interface KitServices {
  readonly clock: Clock;
  readonly renderer: Renderer;
  readonly csrf: Csrf;
  /** The person signed in, read anew for each request; null when there is none. */
  currentStaff(request: Request): Promise<StaffActor | null>;
  /** Counts one sending against a named limit; null when it may pass, else seconds to wait. */
  rateLimit(request: Request, limit: string): Promise<number | null>;
  /** Writes the page's audit event. Called only for pages that name one. */
  audit(entry: AuditEntry): Promise<void>;
  /** Puts a denied attempt into the ledger: who, which page as it is declared, with what code. */
  denied(refusal: { readonly actor: StaffActor | null; readonly action: string; readonly code: string }): Promise<void>;
  /** Waited for before "not there" is said: see `platform/even-time.ts`. */
  evenTime(since: number): Promise<void>;
  /** Tells the log of a fault of ours; no personal data in it. */
  reportFault(error: unknown, reference: string): void;
}

export interface AuditEntry {
  readonly event: string;
  readonly actor: StaffActor | null;
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
}

/** `pageOf<CitizenServices>()` gives the function that declares pages of that side, with their types inferred. */
export function pageOf<Services>() {
  return <S extends PageStrings, T = SentFields>(parts: PageParts<S, T, Services>): Page<Services> => ({
    path: parts.path,
    permission: parts.permission,
    audit: parts.audit,
    strings: parts.strings,
    template: parts.template,
    uploads: parts.uploads ?? false,
    limit: (fields) => (typeof parts.limit === 'function' ? parts.limit(fields) : (parts.limit ?? null)),
    accepts: parts.submit === undefined ? ['GET'] : ['GET', 'POST'],
    async answer(method, request, refused) {
      const mine = request as PageRequest<S, Services>;
      const again = (faults: readonly FieldFault[], fields?: SentFields) =>
        parts.show(refused(faults, fields) as PageRequest<S, Services>);
      if (method === 'GET' || parts.submit === undefined) return parts.show(mine);
      const parsed = parts.form?.parse(mine.fields) ?? { ok: true as const, value: mine.fields as T };
      if (!parsed.ok) return again(parsed.faults);
      const answer = await parts.submit(mine, parsed.value);
      return answer.kind === 'again' ? again(answer.faults, answer.fields) : answer;
    },
  });
}
