import type { Generated } from 'kysely';

import type { ConsentWay, InvitationAnswer, MeetingMeans, ServiceChannel, ServiceState } from '../domain/terms.ts';

/** Sessions, invitations and their service, who came, minutes. */
export interface SessionTables {
  resolution_session: {
    id: string;
    file_id: string;
    case_id: string;
    number: number;
    kind: 'joint' | 'separate';
    party_id: string | null;
    means: MeetingMeans;
    room: string | null;
    sealed_link: Buffer | null;
    during: string;
    state: 'scheduled' | 'held' | 'cancelled';
    adjourned_from: string | null;
    sealed_reason: Buffer | null;
    scheduled_by: string | null;
    scheduled_at: Date;
    held_at: Date | null;
    sequence: Generated<number>;
  };
  resolution_booking: {
    id: string;
    session_id: string;
    case_id: string;
    resource: string;
    during: string;
    released: Generated<boolean>;
  };
  resolution_invitation: {
    id: string;
    session_id: string;
    file_id: string;
    case_id: string;
    party_id: string;
    state: ServiceState;
    sent_at: Date;
    answer: Generated<InvitationAnswer | null>;
    answered_at: Generated<Date | null>;
  };
  resolution_service: {
    id: string;
    invitation_id: string;
    case_id: string;
    state: ServiceState;
    channel: ServiceChannel;
    sealed_proof: Buffer | null;
    recorded_by: string | null;
    at: Date;
    /** In which order steps were written, for those of one instant. */
    position: Generated<string>;
  };
  resolution_attendance: {
    session_id: string;
    case_id: string;
    party_id: string;
    present: boolean;
    representative_id: string | null;
  };
  resolution_minutes: {
    session_id: string;
    case_id: string;
    sealed: Buffer;
    text_hash: Buffer;
    written_by: string | null;
    written_at: Date;
  };
  resolution_minutes_approval: {
    session_id: string;
    case_id: string;
    party_id: string;
    text_hash: Buffer;
    way: ConsentWay;
    recorded_by: string | null;
    at: Date;
  };
}
