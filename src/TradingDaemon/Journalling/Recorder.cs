using System.Globalization;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Capital;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tilt;
using TradingDaemon.Domain.Trials;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Desks;
using TradingDaemon.Engine.Tilt;
using TradingDaemon.Operations.Alerts;
using TradingDaemon.Operations.Metrics;

namespace TradingDaemon.Journalling;

/// <summary>Tells the world of facts once they are durable: counters, log events, alerts. Rooms never log.</summary>
internal sealed class Recorder(DaemonMetrics metrics, AlertBoard alerts, ILogger<Recorder> logger)
{
    private const string EngineAlert = "engine";
    private const string PaperAlert = "paper-trial";
    private const string AllocationAlert = "allocation";
    private const string LooserAlert = "configuration:looser";
    private const string EntersNothing = "enters nothing";
    private const string Noticed = "behaves as one does on tilt";

    // Decision times of orders in flight, for trade_executed's latency; bounded by the gate's own bound on orders in flight.
    private readonly Dictionary<ClientOrderId, DateTimeOffset> _decidedAt = [];

    private readonly HashSet<StrategyId> _tilted = []; // whose alert stands until the next entry; bounded by the strategies

    private readonly SimulatedAlerts _simulated = new(alerts);

    /// <summary>Whether the <c>exec.…</c> events are told besides: while smart routing is on.</summary>
    public bool TellsExecution { get; init; }

    /// <summary>Whose account it is: what no order came of names nobody.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Its tenant.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Told when the books move the emergency stop, by whoever's command or by themselves.</summary>
    public Action<Fact.EmergencyMoved>? EmergencyMoved { get; set; }

    /// <summary>What lets more through, after a change of the configuration, than it did before it was loosened; what that change itself loosens unless somebody keeps more in mind.</summary>
    public Func<Fact.ConfigurationChanged, IReadOnlyCollection<ConfigurationChange>> Loosened { get; init; } = static changed => [.. changed.Changes.Where(static change => change.Effect == ChangeEffect.Looser)];

    /// <summary>How the alerts of differences with a venue begin; a comparison that agrees ends them.</summary>
    public static string BreakPrefix(string venue) => $"break:{venue}:";

    /// <summary>The books before the first fact that will be recorded: alerts of what they remember stand again, until the facts that end it.</summary>
    /// <param name="books">The books.</param>
    /// <param name="setup">What is configured: what it does not judge, and strategies it does not name, are nobody's matter.</param>
    /// <param name="now">The engine's time.</param>
    public void Begin(AccountState books, AccountSetup setup, DateTimeOffset now)
    {
        _simulated.Begin(books);
        if (books.AllocationMode is { } mode) Raise(mode, "asked for by losses before this start.");
        foreach (var strategy in setup.Tiers.All.SelectMany(static tier => tier.Strategies).Select(static spec => spec.Id).Distinct())
        {
            if (books.StrategyConditions.GetValueOrDefault(strategy.Text) == StrategyCondition.Disabled) RaiseDisabled(strategy, "it was before this start.");
            if (setup.Tilt is { } policy && books.Tilts.FirstOrDefault(trader => trader.Trader == strategy.Text) is { } tilt) RaiseStanding(strategy, tilt, policy, now);
        }
    }

    /// <summary>Takes the facts of one committed batch.</summary>
    public void Record(IReadOnlyList<RecordedFact> facts)
    {
        foreach (var recorded in facts)
        {
            metrics.Recorded(recorded.Fact);
            Tell(recorded.Fact);
            if (ScoredEntry.Of(recorded.Fact) is { } entry) Tell(entry);
            ParentEvents.Tell(logger, recorded.Fact);
            if (TellsExecution) ExecutionLines.Tell(logger, recorded.Fact, Uid, Tenant);
        }
    }

    private void Tell(Fact fact)
    {
        switch (fact)
        {
            case Fact.OrderIntended { Intent: var intent }:
                _decidedAt[intent.ClientOrderId] = intent.DecidedAt;
                if (!intent.IsReduceOnly && _tilted.Remove(intent.Strategy)) alerts.Clear($"tilt:{intent.Strategy}");
                logger.OrderIntended(intent.ClientOrderId.Text, intent.Strategy.Text, intent.Side.ToString(), intent.Terms.Quantity.Base, intent.Symbol.Text, intent.Venue, intent.Reason);
                break;
            case Fact.OrderMoved moved:
                if (moved.Status.IsTerminal()) _decidedAt.Remove(moved.ClientOrderId);
                logger.OrderMoved(moved.ClientOrderId.Text, moved.Status.ToString(), moved.Kind.ToString(), moved.Reason ?? "");
                break;
            case Fact.FillBooked booked: Tell(booked); break;
            case Fact.ChargesBooked charged:
                foreach (var (charge, moved) in charged.Charges) logger.ChargeBooked(charged.Venue, charge.Id, charge.On, charge.Amount, charge.Currency, moved, charge.Said);
                break;
            case Fact.SignalRefused refused:
                logger.SignalRefused(refused.Strategy.Text, refused.Symbol.Text, refused.Kind.ToString(), refused.Rule.ToString(), refused.Detail, refused.Limit, refused.Asked);
                break;
            case Fact.EpochBegun begun: logger.EpochBegun(begun.Epoch, begun.Reason); break;
            case Fact.StateChanged changed: Tell(changed); break;
            case Fact.EmergencyMoved moved: EmergencyMoved?.Invoke(moved); break;
            case Fact.TierEntered entered: logger.TierEntered(entered.Tier, entered.From ?? "none", entered.EquityAccount, entered.Reason ?? "equity alone decides."); break;
            case Fact.CapitalRebalanced rebalanced: logger.CapitalRebalanced(rebalanced.Tier, string.Join(", ", rebalanced.Shares.Select(Share)), rebalanced.Reason); break;
            case Fact.AllocationModeMoved moved: Tell(moved); break;
            case Fact.PaperTrialStarted started: Tell(started); break;
            case Fact.PaperTrialEnded ended: Tell(ended); break;
            case Fact.StrategyMoved moved: Tell(moved); break;
            case Fact.ConfigurationChanged changed: Tell(changed); break;
            case Fact.TiltFound found: logger.TiltFound(found.Trader.Text, found.Signal.ToString(), found.Detail); break;
            case Fact.TiltMoved moved: Tell(moved); break;
            case Fact.TiltJournalled written: logger.TiltJournalled(written.By, written.Words, written.Trader.Text); break;
            case Fact.BreakFound found:
                alerts.Raise($"{BreakPrefix(found.Venue)}{found.Subject}", found.Venue == FallbackBook.Venue ? AlertSeverity.Warning : AlertSeverity.Critical, $"{found.Subject} at {found.Venue}: ours {found.Ours}, theirs {found.Theirs}; {found.Resolution}.");
                if (found.Subject == LostPastDesk.Subject) logger.BooksAreOlder(found.Venue, found.Ours, found.Theirs, found.Resolution);
                logger.BreakFound(found.Venue, found.Subject, found.Ours, found.Theirs, found.Resolution);
                break;
            default: break; // boots, cash and days are in the journal for whoever asks
        }
    }

    private void Tell(ScoredEntry entry)
    {
        var score = entry.Score;
        logger.EntryScored(score.Model, entry.Strategy.Text, entry.Symbol.Text, score.Score, score.Verdict.ToString(), score.Threshold, score.IsVeto, score.Missing);
    }

    private void Tell(Fact.FillBooked booked)
    {
        var fill = booked.Fill;
        _simulated.Take(fill);
        double? latency = _decidedAt.TryGetValue(fill.ClientOrderId, out var decidedAt) ? (fill.At - decidedAt).TotalMilliseconds : null; // null: decided before this start, or by others
        if (booked.Status.IsTerminal()) _decidedAt.Remove(fill.ClientOrderId);
        logger.TradeExecuted(
            booked.Strategy.Text, fill.Symbol.Text, fill.Side.ToString(), fill.Quantity.Base, fill.Price.QuotePerBase, fill.Venue,
            fill.Fee.Amount, fill.Fee.Currency.Code, fill.ClientOrderId.Text, fill.IsSimulated, latency);
    }

    private void Tell(Fact.StateChanged changed)
    {
        logger.StateChanged(changed.From.ToString(), changed.To.ToString(), changed.Reason);
        if (changed.To == EngineState.Faulted) alerts.Raise(EngineAlert, AlertSeverity.Critical, changed.Reason);
        else alerts.Clear(EngineAlert);
    }

    // A limit never loosens silently: whoever accepted it may not be the one who is woken later.
    private void Tell(Fact.ConfigurationChanged changed)
    {
        logger.ConfigurationChanged(changed.Version, changed.Hash, changed.Source, By(changed), changed.Version == 1 ? $"{Counted.Of(changed.Changes.Length, "key")}, recorded for the first time" : ChangeText.Of(changed.Changes));
        var standing = Loosened(changed);
        if (standing.Count == 0) alerts.Clear(LooserAlert);
        else if (changed.Changes.Any(static change => change.Effect == ChangeEffect.Looser)) alerts.Raise(LooserAlert, AlertSeverity.Warning, $"Configuration {changed.Version} lets more through, by {By(changed)} ({changed.Source}): {ChangeText.Of(standing)}");
        else alerts.Raise(LooserAlert, AlertSeverity.Warning, $"In configuration {changed.Version}, by {By(changed)} ({changed.Source}), this still lets more through than before: {ChangeText.Of(standing)}");
    }

    private static string By(Fact.ConfigurationChanged changed) => changed.By.Length > 0 ? changed.By : "nobody by name";

    private void Tell(Fact.PaperTrialStarted started)
    {
        logger.PaperTrialStarted(started.Tier, started.Attempt, started.EquityAccount);
        alerts.Clear(PaperAlert);
    }

    private void Tell(Fact.PaperTrialEnded ended)
    {
        var cameTo = ended.Figures is { } figures
            ? string.Create(CultureInfo.InvariantCulture, $" after {figures.Lasted.TotalHours:0.##} h, {Counted.Of(figures.Trades, "trade")}, {figures.Wins} of them won, {figures.OrdersFilled} of {Counted.Of(figures.OrdersEnded, "order")} filled")
            : "";
        logger.PaperTrialEnded(ended.Tier, ended.Attempt, ended.State.ToString(), cameTo, ended.Reason);
        if (ended.State is PaperTrialState.Failed or PaperTrialState.Broken) alerts.Raise(PaperAlert, AlertSeverity.Warning, $"The trial on paper before tier {ended.Tier} is {ended.State}: {ended.Reason}");
    }

    private static string Share(CapitalShare share) => string.Create(CultureInfo.InvariantCulture, $"{share.Strategy} {share.Before?.ToString("0.####", CultureInfo.InvariantCulture) ?? "none"} -> {share.After:0.####}");

    private void Tell(Fact.AllocationModeMoved moved)
    {
        logger.AllocationModeMoved(moved.From.ToString(), moved.To.ToString(), moved.Reason);
        if (moved.To > AllocationMode.Normal) Raise(moved.To, moved.Reason);
        else alerts.Clear(AllocationAlert);
    }

    private void Raise(AllocationMode mode, string reason) =>
        alerts.Raise(AllocationAlert, AlertSeverity.Warning, $"Capital is shared out in the mode {mode}: {reason}{(mode == AllocationMode.Emergency ? " No strategy enters anything." : "")}");

    private void Tell(Fact.TiltMoved moved)
    {
        logger.TiltMoved(moved.Trader.Text, moved.Move.ToString(), moved.Until, moved.SizeFactor, moved.Reason);
        if (!moved.IsMeasure) return;
        var what = moved.Move switch { _ when moved.LockedUntil is not null => EntersNothing, TiltMove.Noticed => Noticed, TiltMove.Halved => $"enters at {moved.SizeFactor:P0} of its size", _ => EntersNothing };
        RaiseTilt(moved.Trader, moved is { Move: TiltMove.Noticed, LockedUntil: null } ? AlertSeverity.Info : AlertSeverity.Warning, what, At(moved.LockedUntil ?? moved.Until), moved.Reason);
    }

    // As before the start: a lock until it is over, anything less until the next entry.
    private void RaiseStanding(StrategyId strategy, TraderTilt tilt, TiltPolicy policy, DateTimeOffset now)
    {
        var factor = TiltScore.SizeFactorOf(tilt, now);
        var smaller = string.Create(CultureInfo.InvariantCulture, $"enters at {factor:P0} of its size");
        if (now < tilt.LockedUntil) RaiseTilt(strategy, AlertSeverity.Warning, EntersNothing, At(tilt.LockedUntil), tilt.Reason);
        else if (!TiltScore.IsUnentered(tilt, policy)) return;
        else if (factor < 1m) RaiseTilt(strategy, AlertSeverity.Warning, smaller, TiltScore.SizeFactorOf(tilt, tilt.SmallerUntil ?? now) > factor ? At(tilt.SmallerUntil) : "it has recovered", tilt.Reason);
        else if (now < tilt.NoticedUntil) RaiseTilt(strategy, AlertSeverity.Info, Noticed, At(tilt.NoticedUntil), tilt.Reason);
    }

    private void RaiseTilt(StrategyId trader, AlertSeverity severity, string what, string until, string reason)
    {
        _tilted.Add(trader);
        alerts.Raise($"tilt:{trader}", severity, $"{trader} {what} until {until}: {reason}");
    }

    private static string At(DateTimeOffset? time) => string.Create(CultureInfo.InvariantCulture, $"{time:u}");

    private void Tell(Fact.StrategyMoved moved)
    {
        logger.StrategyMoved(moved.Strategy.Text, moved.Condition.ToString(), moved.Reason);
        if (moved.Condition == StrategyCondition.Disabled) RaiseDisabled(moved.Strategy, moved.Reason);
        else alerts.Clear($"strategy:{moved.Strategy}");
    }

    private void RaiseDisabled(StrategyId strategy, string reason) => alerts.Raise($"strategy:{strategy}", AlertSeverity.Warning, $"Strategy {strategy} is disabled: {reason}");
}
