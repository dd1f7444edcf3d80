/** The game on this device: who plays, what the server has told, and what the screens show of it. */
import { timeOfDay } from "../../shared/i18n/format";
import { speech } from "../../shared/i18n/language.svelte";
import { api } from "../../shared/protocol/api";
import { PlayConnection, type ConnectionState } from "../../shared/protocol/play_connection";
import { codeOf, ProblemError } from "../../shared/protocol/problem";
import { SinceSnapshot } from "../../shared/protocol/since_snapshot";
import type {
  ApplicationOut,
  CampaignOut,
  FogCellsOut,
  GuestIn,
  HintOut,
  JokerNearbyOut,
  JokerPlaceOut,
  MeOut,
  OfferDiscoveredOut,
  OfferOut,
  OffersChangedOut,
  PointsAwardedOut,
  RegistrationOut,
  WishesIn,
} from "../../shared/protocol/types";
import type { LatLon } from "../../shared/geo/geo";
import { Account, type Arrival } from "../accounts/account.svelte";
import { CONSENT_VERSION } from "../accounts/consent";
import { withdrawalToTell } from "../accounts/withdrawal";
import { fromSnapshot, GAME_CHANGES, newGame, withOffer, withTotals, type FogBlock, type Game } from "./game";
import { hintText } from "./hint_text";
import { emptyDatabase } from "../../shared/device/empty_database";
import { LastGameStore } from "./last_game";
import type { Notices } from "../../shared/ui/notices.svelte";
import { PointsNotices } from "./points_notices";
import { settings } from "../../shared/device/settings";
import { SheetQueue } from "./offers/sheet_queue.svelte";
import { DEMO_START, Recordings } from "./walk/recordings";
import type { Walking } from "./walk/walking.svelte";
import type { RecentPoints } from "../meetings/recent_points.svelte";

const SAVE_AFTER_MS = 2_000;
const RECONNECT_AFTER_MS = 10_000;

/** A session that another tab has begun is tried after a moment, not in a circle. */
const TRY_NEW_SESSION_AFTER_MS = 1_000;

/** Hears about clouds at once, so that they can be seen to tear open. */
export type FogListener = { replaced: (fog: FogBlock[]) => void; lifted: (blocks: FogCellsOut[]) => void };

export type PlayOptions = {
  /** The walk of this device: it goes on for whoever plays here next. */
  walking: Walking;
  notices: Notices;
  recentPoints: RecentPoints;
  onOnline: () => void;
  /** An employer answered, or the clock moved an application. */
  onApplication: (application: ApplicationOut) => void;
  /** A recording is being walked from now on. */
  onRecording: () => void;
  /** Somebody else plays from now on; null: nobody does. This play is over then, and another one is opened. */
  onOver: (next: MeOut | null) => Arrival;
};

export class Play {
  phase: "starting" | "first_start" | "playing" | "unreachable" | "suspended" = $state("starting");
  game: Game | null = $state.raw(null);
  campaign: CampaignOut | null = $state.raw(null);
  connection: ConnectionState = $state("connecting");
  /** Whether the server said that none runs now. */
  isBetweenCampaigns = $state(false);
  /** Resolves when the campaign is known, or cannot be had. */
  campaignLoaded: Promise<void> = Promise.resolve();

  readonly walking: Walking;
  readonly account: Account;
  readonly recordings: Recordings;
  readonly sheets = new SheetQueue(() => this.game?.offers ?? []);

  private readonly socket = new PlayConnection({
    events: {
      snapshot: (snapshot) => {
        const shown = fromSnapshot(snapshot, this.game?.hint ?? null);
        this.game = this.since.take(shown, snapshot.version);
        const { fog } = this.game;
        this.fogListeners.forEach(({ replaced }) => replaced(fog));
        this.saveSoon();
      },
      fog_lifted: (news) => {
        this.tell(news.version, (game) => GAME_CHANGES.fog_lifted(game, news));
        this.fogListeners.forEach(({ lifted }) => lifted(news.blocks));
      },
      offer_discovered: (news) => this.onDiscovered(news),
      offer_visited: (visit) => {
        this.tell(visit.version, (game) => GAME_CHANGES.offer_visited(game, visit));
        const offer = this.game?.offers.find(({ id }) => id === visit.offer_id);
        this.options.notices.say(speech.words.points.announcedVisit(offer?.title ?? ""));
      },
      offers_changed: (news) => this.onOffersChanged(news),
      application_changed: ({ application }) => this.options.onApplication(application),
      player_changed: (news) => this.tell(news.version, (game) => GAME_CHANGES.player_changed(game, news)),
      points_awarded: (news) => this.onPoints(news),
      level_reached: ({ level }) => {
        this.options.notices.show("level", speech.words.points.level(level));
        this.options.notices.say(speech.words.points.level(level));
      },
      hint: (hint) => this.onHint(hint),
      joker_nearby: (news) => this.onJokersNearby(news),
    },
    onState: (state) => {
      this.connection = state;
      if (state === "offline") {
        this.since.begin();
      } else if (state === "online") {
        this.walking.sendNow();
        this.options.onOnline();
        if (withdrawalToTell.value) {
          void this.account.refresh();
        }
      }
    },
    onRefused: (status) => {
      if (status === 401) {
        void this.sessionRefused();
      } else if (status === 403) {
        // An organiser has shut them out: what they may still do is on a page of its own.
        void this.start();
      } else {
        setTimeout(() => this.isClosed || this.socket.connect(), RECONNECT_AFTER_MS);
      }
    },
  });

  private readonly since = new SinceSnapshot<Game, number, number>((held, version) => version <= held);
  private lastGame: LastGameStore | null = null;
  private saving: ReturnType<typeof setTimeout> | undefined;
  private readonly pointsNotices: PointsNotices;
  private readonly fogListeners = new Set<FogListener>();
  private isClosed = false;

  constructor(private readonly options: PlayOptions) {
    this.walking = options.walking;
    this.pointsNotices = new PointsNotices(options.notices);
    this.account = new Account({
      walking: this.walking,
      onChanged: () => this.permitPositions(),
      onKnown: (me) => this.setPlayer(me),
      onSignedIn: () => this.phase === "playing" && this.connectAnew(),
      onGone: () => this.onGone(),
    });
    this.recordings = new Recordings({
      walking: options.walking,
      mayWalk: () => this.account.allowsPositions,
      territory: () => this.territory,
      tell: (text) => options.notices.tell(text),
      onBegun: options.onRecording,
    });
    this.walking.serve({
      send: (batch) => this.socket.sendFixes(batch),
      onAcknowledged: ({ version, totals }) => this.tell(version, (game) => withTotals(game, totals)),
      onSignedOut: () => void this.sessionRefused(),
      onConsentWithdrawn: () => this.account.stopPositions(),
      onHomeSet: () => options.notices.tell(speech.words.me.homeDone),
    });
  }

  /** Tells `listener` of clouds until the returned function is called. */
  onFog(listener: FogListener): () => void {
    this.fogListeners.add(listener);
    return () => this.fogListeners.delete(listener);
  }

  /** Hears and keeps nothing more. */
  close(): void {
    this.isClosed = true;
    this.socket.disconnect();
    clearTimeout(this.saving);
    this.pointsNotices.close();
  }

  /** Finds out who plays: the server knows, or the device does where there is no network. */
  async start(): Promise<void> {
    this.phase = "starting";
    await this.openLastGame();
    const last = (await this.lastGame?.load()) ?? null;
    try {
      const me = await api.me();
      this.game = last?.game.player.id === me.player.id ? last.game : null;
      this.setPlayer(me);
      this.beginUnlessSuspended(me);
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 401) {
        this.phase = "first_start";
      } else if (last !== null) {
        this.campaign = last.campaign;
        this.game = last.game;
        this.account.adopt(last.account ?? null);
        this.begin();
      } else {
        this.phase = "unreachable";
        window.addEventListener("online", () => void this.start(), { once: true });
      }
    }
  }

  /** Goes on after somebody else has played here; `me`: who has come, null for nobody yet. */
  async follow(me: MeOut | null): Promise<void> {
    if (me === null) {
      this.phase = "first_start";
    } else {
      this.setPlayer(me);
      this.beginUnlessSuspended(me);
    }
    await this.openLastGame();
    this.save();
  }

  /** Starts as a guest who consents. Resolves to the code of what went wrong, or null. */
  async startAsGuest(guest: GuestIn): Promise<string | null> {
    try {
      this.setPlayer(await api.startAsGuest({ ...guest, consent_version: CONSENT_VERSION }));
      return null;
    } catch (error) {
      return codeOf(error);
    }
  }

  /** After the first start: onto the map. */
  enter(): void {
    if (this.game !== null) {
      this.begin();
    }
  }

  async changeWishes(wishes: WishesIn): Promise<boolean> {
    try {
      const { player } = await api.changeWishes(wishes);
      this.change((game) => ({ ...game, player }));
      return true;
    } catch {
      return false;
    }
  }

  /** A scanned poster's offer comes into the game, and onto its sheet. */
  adopt(offer: OfferOut): void {
    this.tell(null, (game) => withOffer(game, offer));
    this.sheets.remove([offer.id]);
    this.sheets.open(offer.id);
  }

  /** The player comes to an event, waits for a seat, or does not come. */
  registered(offerId: string, { state, seats_left }: RegistrationOut): void {
    const offer = this.game?.offers.find(({ id }) => id === offerId);
    if (offer?.event) {
      const event = { ...offer.event, registration: state, seats_left };
      this.tell(null, (game) => withOffer(game, { ...offer, event }));
    }
  }

  get territory(): GeoJSON.MultiPolygon | null {
    return (this.campaign?.territory as GeoJSON.MultiPolygon | undefined) ?? null;
  }

  /** The middle of the map before any position is known. */
  get centre(): LatLon {
    return DEMO_START;
  }

  private beginUnlessSuspended(me: MeOut): void {
    if (me.is_suspended) {
      this.phase = "suspended";
    } else {
      this.begin();
    }
  }

  private begin(): void {
    // A hint or a Joker's place kept from an earlier walk would lead astray.
    this.game &&= { ...this.game, hint: null, jokersNearby: [] };
    if (!settings.home.asked) {
      this.phase = "first_start";
      return;
    }
    this.phase = "playing";
    this.permitPositions();
    // At once: a page that is closed right after the first start may be opened again without network.
    this.save();
    this.socket.connect();
    void this.walking.start();
    this.campaignLoaded = this.loadCampaign();
  }

  private async loadCampaign(): Promise<void> {
    try {
      this.campaign = await api.campaign();
      this.isBetweenCampaigns = false;
    } catch (error) {
      this.isBetweenCampaigns = codeOf(error) === "no_campaign";
    }
  }

  /** Keeps what the server says of the player; somebody else gets a play of their own. */
  private setPlayer(me: MeOut): Arrival {
    const { player, totals, account } = me;
    const arrival = {
      tell: (text: string) => this.options.notices.tell(text),
      offerPasskey: () => undefined,
    };
    if (this.isClosed) {
      return arrival;
    }
    if (this.game !== null && this.game.player.id !== player.id) {
      return this.options.onOver(me);
    }
    this.game = this.game === null ? newGame(player, totals) : withTotals({ ...this.game, player }, totals);
    this.account.adopt(account);
    this.saveSoon();
    return arrival;
  }

  /** The server does not know this session: another tab may have begun a new one, or nobody is signed in. */
  async sessionRefused(): Promise<void> {
    if (await this.account.check()) {
      setTimeout(() => this.connectAnew(), TRY_NEW_SESSION_AFTER_MS);
    }
  }

  /** Somebody else has to say who they are: what this device knew of the player is forgotten. */
  private onGone(): Arrival {
    this.game = null;
    void this.lastGame?.forget();
    this.walking.permit(false);
    return this.options.onOver(null);
  }

  /** Forgets on this device all that the game has kept there: somebody has left for good. */
  async forgetDevice(): Promise<void> {
    await Promise.all(
      ["jokajobs-fixes", "jokajobs-help", "jokajobs-offers", "jokajobs-game"].map((name) =>
        emptyDatabase(name),
      ),
    );
    settings.forgetAll();
    this.walking.home = settings.home;
  }

  private permitPositions(): void {
    this.walking.permit(this.phase === "playing" && this.account.allowsPositions);
  }

  private onDiscovered(news: OfferDiscoveredOut): void {
    const { version, offer } = news;
    const isNew = this.game !== null && !this.game.offers.some(({ id }) => id === offer.id);
    this.tell(version, (game) => GAME_CHANGES.offer_discovered(game, news));
    if (isNew) {
      this.sheets.add(offer.id);
      this.options.notices.say(speech.words.points.announcedOffer(offer.title, offer.organisation.name));
    }
  }

  private onOffersChanged(news: OffersChangedOut): void {
    const gone = (this.game?.offers ?? []).filter(({ id }) => news.gone.includes(id));
    this.tell(null, (game) => GAME_CHANGES.offers_changed(game, news));
    this.sheets.remove(news.gone);
    const [first] = gone;
    if (first !== undefined) {
      // Words that most players never need.
      void import("../offers/words/offer_words").then(({ OFFER_WORDS }) => {
        const words = OFFER_WORDS[speech.language].gone;
        this.options.notices.tell(gone.length === 1 ? words.one(first.title) : words.some(gone.length));
      });
    }
  }

  private onPoints(news: PointsAwardedOut): void {
    this.tell(news.version, (game) => GAME_CHANGES.points_awarded(game, news));
    this.options.recentPoints.add(news.entries);
    this.sheets.pay(news.entries);
    this.pointsNotices.tell(news.entries);
  }

  private onHint(hint: HintOut): void {
    this.tell(null, (game) => GAME_CHANGES.hint(game, hint));
    const { title, text } = hintText(hint, speech.words);
    this.options.notices.say(`${title} ${text}`);
  }

  private onJokersNearby(news: JokerNearbyOut): void {
    const known = this.game?.jokersNearby ?? [];
    this.tell(null, (game) => GAME_CHANGES.joker_nearby(game, news));
    for (const place of news.places) {
      if (!known.some(({ place_id }) => place_id === place.place_id)) {
        this.options.notices.say(this.jokerHere(place));
      }
    }
  }

  /** "Un Joker est à la médiathèque jusqu'à 17 h", in the campaign's own time. */
  jokerHere({ name, until }: JokerPlaceOut): string {
    const words = speech.words;
    return words.jokers.here(name, timeOfDay(until, words, this.campaign?.timezone ?? null));
  }

  private connectAnew(): void {
    if (!this.isClosed) {
      this.socket.connectAnew();
    }
  }

  private async openLastGame(): Promise<void> {
    this.lastGame ??= await LastGameStore.open().catch(() => null);
  }

  /** Takes in what the server told: `version` is the player's, null for what is right whenever it comes. */
  private tell(version: number | null, change: (game: Game) => Game): void {
    this.change((game) => this.since.tell(game, version, change));
  }

  private change(next: (game: Game) => Game): void {
    if (this.game !== null) {
      this.game = next(this.game);
      this.saveSoon();
    }
  }

  private saveSoon(): void {
    this.saving ??= setTimeout(() => {
      this.saving = undefined;
      this.save();
    }, SAVE_AFTER_MS);
  }

  private save(): void {
    if (this.game !== null && !this.isClosed) {
      void this.lastGame?.save({ game: this.game, campaign: this.campaign, account: this.account.known });
    }
  }
}
