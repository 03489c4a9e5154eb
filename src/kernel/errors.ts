/**
 * The closed set of things that can go wrong on purpose. Each has a stable `code` (also the key of its message in both
 * languages) and parameters that never hold personal data. The doors (web, api) each own one mapping to HTTP and prose.
 * Anything else that is thrown is a fault of ours: a 500 with a reference.
 */
export type Params = Readonly<Record<string, string | number>>;

export interface FieldFault {
  /** Path of the field as the sender named it, e.g. `complainant.phone`. */
  readonly field: string;
  readonly code: string;
  readonly params?: Params;
}

abstract class Refusal extends Error {
  readonly code: string;
  readonly params: Params;

  constructor(code: string, params: Params = {}) {
    super(code);
    this.code = code;
    this.params = params;
    this.name = new.target.name;
  }
}

/** It does not exist, or the asker may not know that it does. */
export class NotFound extends Refusal {
  constructor(code = 'not_found', params?: Params) {
    super(code, params);
  }
}

/** It exists and the asker knows, but may not do this. */
export class Forbidden extends Refusal {
  constructor(code = 'forbidden', params?: Params) {
    super(code, params);
  }
}

/** What was sent cannot be understood: every bad field at once. */
export class InvalidInput extends Refusal {
  readonly fields: readonly FieldFault[];

  constructor(fields: readonly FieldFault[], code = 'invalid_input') {
    super(code);
    this.fields = fields;
  }
}

/** A rule of the domain forbids it now; `rule` names the rule. The code is `rule.<name>`. */
export class RuleBroken extends Refusal {
  readonly rule: string;

  constructor(rule: string, params?: Params) {
    super(`rule.${rule}`, params);
    this.rule = rule;
  }
}

/** Somebody else changed it meanwhile, or the same key was used for something else. */
export class Conflict extends Refusal {
  constructor(code = 'conflict', params?: Params) {
    super(code, params);
  }
}

/** A thing we need (database, gateway) is away: try again. */
export class Unavailable extends Refusal {
  constructor(code = 'unavailable', params?: Params) {
    super(code, params);
  }
}

export type DomainError = NotFound | Forbidden | InvalidInput | RuleBroken | Conflict | Unavailable;

/** Whether it belongs to the closed set above. */
export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Refusal;
}
