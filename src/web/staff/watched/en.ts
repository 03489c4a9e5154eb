export const en = {
  title: 'Watched cases',
  lead: 'Cases that would stand still by themselves: nobody holds them, nobody supervises them, or they are at the top. Somebody here decides how they go on.',
  zero: 'Overdue and not escalated',
  zeroGood: 'Every missed deadline was followed by a move, a notice or a place on this list.',
  zeroBad: 'These deadlines were missed and nothing followed. Tell the administrator at once.',
  listTitle: 'On the list',
  none: 'No case is on the list.',
  filed: 'Received {date}',
};

export type Strings = typeof en;
