/** Words about files that people send with a complaint: shared by filing and following. */
export const en = {
  label: 'Choose photos, documents or a voice note',
  hint: 'Up to {most} files of 10 MB each: JPEG, PNG, WebP, PDF or a sound recording. Photos lose the place where they were taken.',
  listTitle: 'Files you have added',
  remove: 'Remove',
  add: 'Add these files',
  kinds: { photo: 'Photo', document: 'Document', sound: 'Voice note' },
  record: 'Record a voice note',
  stop: 'Stop recording',
  recording: 'Recording: {time}',
  recorded: 'Your voice note is ready. You can listen to it before you send it.',
  noMicrophone: 'Your browser did not let us use the microphone. You can choose a recording you made before.',
  voiceName: 'voice-note',
  faults: {
    'file.refused': 'Not added: {list}',
    'file.file_needed': 'Choose a file first',
    file_empty: '“{name}” is empty. Choose it again.',
    file_too_large: '“{name}” is larger than 10 MB. Choose a smaller one.',
    file_type_refused: '“{name}” is of a kind we cannot take. Send a photo, a PDF or a sound recording.',
    file_infected: '“{name}” holds a virus and was not taken.',
    file_damaged: '“{name}” is damaged and cannot be opened. Take the photo again.',
    files_together: '“{name}” did not fit in: send fewer files at once.',
    too_many: 'No more than {most} files can be added. “{name}” was not added.',
  },
};

export type FileWords = typeof en;
