/** Words of the calendar of hearings. */
export const en = {
  title: 'Calendar of hearings',
  back: 'Disputes',
  week: 'Week of {from} to {to}',
  previous: 'Week before',
  next: 'Week after',
  weeks: 'Weeks',
  neutrals: 'Neutrals',
  rooms: 'Rooms',
  you: '{name} (you)',
  elsewhere: 'Taken by another dispute',
  free: 'Free',
  allFree: 'Free all week',
  noNeutrals: 'Nobody of your office is on the roster.',
  noRooms: 'No room is taken this week by a dispute that you see.',
  lead: 'Nobody and no room can be taken twice: a session that overlaps is refused.',
  closed: 'No working day',
};

export type Strings = typeof en;
