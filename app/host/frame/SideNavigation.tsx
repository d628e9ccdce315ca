// The settings menu; only the page that exists here is a link.

const sections = [
  { title: 'Your preferences', entries: ['General', 'Notifications', 'Security'] },
  { title: 'Account management', entries: ['Account defaults', 'Users & teams', 'Integrations'] },
  { title: 'Data management', entries: ['Properties', 'Objects', 'Import & export'] },
] as const;

export function SideNavigation({ appName }: { readonly appName: string }) {
  return (
    <nav className="side-navigation" aria-label="Settings">
      <p className="side-title">Settings</p>
      {sections.map(({ title, entries }) => (
        <div key={title}>
          <p className="side-section">{title}</p>
          <ul>
            {entries.map((entry) => (
              <li key={entry}>
                <span className={entry === 'Integrations' ? 'open' : ''}>{entry}</span>
                {entry === 'Integrations' && (
                  <ul>
                    <li>
                      <span className="open">Connected apps</span>
                      <ul>
                        <li>
                          <a href="#main" aria-current="page">
                            {appName}
                          </a>
                        </li>
                      </ul>
                    </li>
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
