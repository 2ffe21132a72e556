/** Follows a listing while it goes on, and may call it off. */
export interface ListingWatch {
  /** Told of every file that is found, one by one: there may be a million. */
  found(): void;
  /** Calls the listing off: it rejects with the signal's reason, since a part of a folder must not pass for all of it. */
  readonly signal: AbortSignal;
}
