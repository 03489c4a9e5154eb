import type { ZodError } from 'zod';

import type { FieldFault, Params } from '../kernel/errors.ts';

type Issue = ZodError['issues'][number];

/** The code, and its parameters, that a schema gives to a fault of its own: `refused(context, 'phone_invalid')`. */
export function refused(
  context: { addIssue(issue: { code: 'custom'; params: object }): void },
  code: string,
  params: Params = {},
): void {
  context.addIssue({ code: 'custom', params: { fault: code, ...params } });
}

const kinds: Readonly<Record<string, string>> = {
  string: 'must_be_text',
  number: 'must_be_number',
  int: 'must_be_whole_number',
  boolean: 'must_be_boolean',
  object: 'must_be_object',
  record: 'must_be_object',
  array: 'must_be_list',
};

const formats: Readonly<Record<string, string>> = {
  email: 'email_invalid',
  date: 'date_invalid',
  datetime: 'instant_invalid',
  uuid: 'id_invalid',
};

/**
 * What zod found, in the words of the house: every bad field once, named by its path as sent (`complainant.phone`,
 * `about.0.office`), with a code that has a message in both languages. Never carries what was sent.
 * @param input what was parsed: tells an absent field from a wrong one
 */
export function faultsOf(error: ZodError, input: unknown): FieldFault[] {
  const faults = error.issues.flatMap((issue) => faultOf(issue, input));
  const seen = new Set<string>();
  return faults.filter(({ field, code }) => {
    const key = `${field}\n${code}`;
    return !seen.has(key) && seen.add(key);
  });
}

function faultOf(issue: Issue, input: unknown): FieldFault[] {
  const field = issue.path.map(String).join('.');
  const one = (code: string, params?: Params): FieldFault[] => [params ? { field, code, params } : { field, code }];
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(input, issue.path) === undefined ? one('required') : one(kinds[issue.expected] ?? 'invalid');
    case 'invalid_value':
      return valueAt(input, issue.path) === undefined
        ? one('required')
        : one('not_one_of', { allowed: issue.values.map(String).join(', ') });
    case 'invalid_format':
      return one(formats[issue.format] ?? 'format_invalid');
    case 'too_small': {
      const least = Number(issue.minimum);
      if (issue.origin === 'string') return least === 1 ? one('required') : one('too_short', { least });
      return issue.origin === 'array' ? one('too_few', { least }) : one('too_small', { least });
    }
    case 'too_big': {
      const most = Number(issue.maximum);
      if (issue.origin === 'string') return one('too_long', { most });
      return issue.origin === 'array' ? one('too_many', { most }) : one('too_big', { most });
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        field: [...issue.path.map(String), shownKey(key)].join('.'),
        code: 'unknown_field',
      }));
    case 'custom': {
      const { fault, ...params } = (issue.params ?? {}) as { fault?: string } & Record<string, string | number>;
      return one(fault ?? 'invalid', Object.keys(params).length > 0 ? params : undefined);
    }
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
      return one('invalid');
  }
}

/** A key that nobody asked for may hold anything: shown short and plain. */
function shownKey(key: string): string {
  return key.replace(/[^\p{L}\p{N}_.-]/gu, '?').slice(0, 60);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at = input;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}
