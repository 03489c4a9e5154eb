/** Words of the list of disputes. */
export const en = {
  title: 'Disputes',
  views: { office: 'Of my office', mine: 'In which I sit', archive: 'Archive' },
  hearings: 'Calendar of hearings',
  neutrals: 'Roster of neutrals',
  none: {
    office: 'No dispute is under way at your office',
    mine: 'You sit in no dispute now',
    archive: 'No dispute of your office is sealed',
  },
  noneText: 'A dispute file is opened from the page of a case.',
  noneArchived: 'What is over is sealed from its own page, and then stands here.',
  listLabel: 'Disputes, the most urgent first',
  archiveLabel: 'Sealed disputes, the newest first',
  youSit: 'You sit',
  next: 'Next session',
  noSession: 'No session set',
  opened: 'Opened',
  latest: 'Not later than',
};

export type Strings = typeof en;
