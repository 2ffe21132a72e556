/** What the tab that loaded a bundle says on its channel: the bundle’s bytes. */
export type BundleMessage = Uint8Array<ArrayBuffer>;

/** What the page that asked for it answers when it took it. */
export type Receipt = 'received';
