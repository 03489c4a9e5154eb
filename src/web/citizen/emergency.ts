/**
 * Telephone numbers shown where somebody may be in danger. Published: 117 by the National Police, 1280 by Child Helpline
 * Cambodia (free, all day). An ambulance number for the whole country is not confirmed, so none is shown.
 */
export const emergencyNumbers = { police: '117', childHelpline: '1280' } as const;
