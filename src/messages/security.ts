/** A part of what the page says of its own security; SECURITY.md says the same in the same words, and more. */
export interface SecurityPart {
  readonly title: string;
  readonly facts: readonly { readonly name?: string; readonly text: string }[];
}

/** Loaded when somebody asks for it. */
export const security: readonly SecurityPart[] = [
  {
    title: 'What keeps your files here',
    facts: [
      {
        text: 'A policy bars the page that reads your files, and its workers, from opening connections, from the first load on and on every host. It lets no text become code. What no policy can bar stands below.',
      },
      {
        text: 'Two documents may connect, and neither sees a file: one asks Sigstore’s repository for a newer trust root, the other loads the bundle of a link once you clicked on its host, in a tab of its own.',
      },
      {
        text: 'Tests drive every feature while a recorder is all of the network that the browser has, and fail at any request that is not listed. They also let code inside the page try every way out that we know.',
      },
    ],
  },
  {
    title: 'What code could still do that somebody brought into the page',
    facts: [
      {
        name: 'First load, from a host that sends no headers:',
        text: 'Lead your tab to another address or open a new one, with something of yours in the address; have a host looked up or connected to, by a name that says something; use WebRTC; ask Sigstore’s repository for a file that it does not have. No policy within a page forbids these.',
      },
      {
        name: 'From the second load on, where your browser keeps the page, or from the first where the host sends our headers:',
        text: 'In Chromium 152 and newer, none of these is left. Firefox and Safari do not know the header that ends most of them: there, pull the cable before you check.',
      },
      {
        name: 'Always:',
        text: 'Tell the page’s own host something by the names of the files that it asks for. That host could serve another page anyway.',
      },
    ],
  },
  {
    title: 'Who can break it',
    facts: [
      {
        name: 'Whoever serves the page',
        text: 'can serve another one. Keep Assay as one file, host it yourself, or build it anew and compare.',
      },
      {
        name: 'Your browser and its extensions',
        text: 'see and may change everything on the page. A profile without extensions helps. Chrome also asks Google what kinds of fields a page has, by their structure and not by what stands in them.',
      },
      {
        name: 'Your trust root',
        text: 'is as good as the place you got it from. The public one is Sigstore’s, as it was when this page was built or as Sigstore’s keys signed it since.',
      },
      {
        name: 'Revocation',
        text: 'is not checked. Short-lived certificates and logs are Sigstore’s answer to it; a private authority has none here.',
      },
      {
        name: 'What browsers hide',
        text: 'from pages, links above all, cannot be checked. The verdict says what could not be seen.',
      },
    ],
  },
  {
    title: 'Report a weakness',
    facts: [
      {
        text: 'Please report it privately, by “Report a vulnerability” on the security page of the repository, and not in a public issue. Gravest are a model that Assay calls verified though it is not, and any way in which the page sends data.',
      },
    ],
  },
];
