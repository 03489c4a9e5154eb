/** Import rules of the house: see ARCHITECTURE.md "Who may import whom". There is no exceptions list. */
const areas = [
  'reference',
  'access',
  'cases',
  'routing',
  'sla',
  'intake',
  'escalation',
  'resolution',
  'review',
  'oversight',
  'notifications',
  'reporting',
];
/** What each area may use through a front door: only what stands before it. */
const allowed = {
  reference: [],
  access: ['reference'],
  cases: ['reference', 'access'],
  routing: ['reference', 'access', 'cases'],
  sla: ['reference', 'access', 'cases'],
  intake: ['reference', 'access', 'cases', 'routing', 'sla'],
  escalation: ['reference', 'access', 'cases', 'routing', 'sla'],
  resolution: ['reference', 'access', 'cases', 'routing', 'sla'],
  review: ['reference', 'access', 'cases', 'routing', 'resolution'],
  oversight: ['reference', 'access', 'cases', 'routing', 'sla', 'escalation'],
  notifications: ['reference', 'access', 'cases', 'routing', 'sla', 'intake', 'escalation', 'resolution', 'review'],
  reporting: ['reference', 'access', 'cases', 'routing', 'sla', 'intake', 'escalation', 'resolution', 'notifications'],
};

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'kernel-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^(src|workers)/', pathNot: '^src/kernel/' },
    },
    {
      name: 'platform-imports-only-kernel',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^(src|workers)/', pathNot: '^src/(kernel|platform)/' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^src/([^/]+)/domain/' },
      to: { path: '^(src|workers|node_modules)/', pathNot: '^src/(kernel/|$1/domain/)' },
    },
    {
      name: 'domain-uses-no-node-modules-of-the-world',
      severity: 'error',
      from: { path: '^src/[^/]+/domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'] },
    },
    ...areas.map((area) => ({
      name: `${area}-uses-front-doors-before-it`,
      severity: 'error',
      from: { path: `^src/${area}/` },
      to: {
        path: '^(src|workers)/',
        pathNot: [
          '^src/kernel/',
          '^src/platform/',
          `^src/${area}/`,
          ...allowed[area].map((other) => `^src/${other}/index\\.ts$`),
        ],
      },
    })),
    {
      name: 'doors-use-front-doors',
      severity: 'error',
      from: { path: '^(src/(web|api)|workers)/' },
      to: { path: `^src/(${areas.join('|')})/`, pathNot: '^src/[^/]+/index\\.ts$' },
    },
    {
      name: 'nothing-imports-the-doors',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(web|api|app\\.ts|main\\.ts)' },
      to: { path: '^(src/(web|api)|workers)/' },
    },
    {
      name: 'web-and-api-are-apart',
      severity: 'error',
      from: { path: '^src/(web|api)/' },
      to: { path: '^src/(web|api)/', pathNot: '^src/$1/' },
    },
    {
      name: 'orm-only-in-records',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/([^/]+/(records|reads)/|[^/]+/policy\\.ts|platform/)' },
      to: { path: 'node_modules/(@mikro-orm|kysely|pg)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs'] },
  },
};
