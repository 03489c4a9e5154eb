import type { LedgerVerification } from '../../../access/index.ts';
import type { Answer, PageRequest } from '../../page.ts';
import { fill, localDigits, showDateTime } from '../../text.ts';
import type { StaffServices } from '../services.ts';
import { actorOf, staffPage, whoMay } from '../staff-page.ts';
import { en } from './en.ts';
import type { Strings } from './en.ts';
import { km } from './km.ts';

type Request = PageRequest<Strings, StaffServices>;

/** For auditors: how the ledger stands, and a check of every chain and seal. */
export const verificationPage = staffPage({
  path: '/staff/ledger/verification',
  section: 'ledger',
  permission: whoMay('ledger.read'),
  audit: { none: 'Each check is recorded by the use case' },
  strings: { km, en },
  template: 'staff/verification',
  limit: 'search',
  show: (request) => standing(request, null),
  submit: async (request) => standing(request, await request.services.verifyLedger(actorOf(request))),
});

async function standing(request: Request, found: LedgerVerification | null): Promise<Answer> {
  const { strings, language, services } = request;
  const number = (n: number) => localDigits(n, language);
  const at = (date: Date) => showDateTime(date, language);
  const { lastSeal: seal, unsealed, verified } = await services.ledgerStanding(actorOf(request));
  const row = (key: string, ...values: string[]) => ({ key, values, action: null });
  const faults = found === null ? [] : faultsOf(found, strings);
  return {
    kind: 'page',
    data: {
      action: request.url('/staff/ledger/verification'),
      entries: request.url('/staff/ledger'),
      checked:
        found === null
          ? null
          : {
              isGood: faults.length === 0,
              text: faults.length === 0 ? strings.good : fill(strings.bad, { n: number(faults.length) }),
              rows: faults,
            },
      rows: [
        row(
          strings.verified,
          verified === null
            ? strings.never
            : fill(verified.faults === 0 ? strings.verifiedGood : strings.verifiedBad, {
                date: at(verified.at),
                n: number(verified.faults),
              }),
        ),
        row(
          strings.seal,
          seal === null
            ? strings.noSeal
            : fill(strings.sealed, {
                number: number(seal.number),
                date: at(seal.sealedAt),
                chains: number(seal.chains),
                entries: number(seal.entries),
              }),
        ),
        ...(seal === null ? [] : [row(strings.hash, seal.hash.replace(/(.{16})(?=.)/g, '$1 '), strings.hashHint)]),
        row(strings.unsealed, number(unsealed)),
      ],
    },
  };
}

function faultsOf({ chains, seals }: LedgerVerification, strings: Strings): string[] {
  return [
    ...chains.map(({ chain, seq, fault }) =>
      fill(strings.chainRow, { chain, seq: String(seq), fault: strings.chainFaults[fault] }),
    ),
    ...seals.map(({ seal, chain, seq, fault }) =>
      chain === null
        ? fill(strings.sealRow, { seal: String(seal ?? ''), fault: strings.sealFaults[fault] })
        : fill(strings.sealChainRow, { chain, seq: String(seq ?? ''), fault: strings.sealFaults[fault] }),
    ),
  ];
}
