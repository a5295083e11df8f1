using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;
using TradingDaemon.Engine.Gauges;
using TradingDaemon.Engine.Ordering;
using TradingDaemon.Engine.Tiers;

namespace TradingDaemon.Engine.Desks;

/// <summary>What the passing of time decides: the trading day, the tier, and resting orders that grew too old.</summary>
/// <param name="account">The account.</param>
/// <param name="signals">Where exits are decided.</param>
/// <param name="dayOpening">Where money that moved before it could be valued is counted.</param>
/// <param name="tiers">Where the tier in force is decided.</param>
/// <param name="drawdown">Where equity is watched for its peak and its fall.</param>
/// <param name="allocation">Where capital is shared out.</param>
public sealed class ClockDesk(TradingAccount account, SignalDesk signals, DayOpening dayOpening, TierDesk tiers, DrawdownWatch drawdown, AllocationDesk allocation)
{
    private static readonly TimeSpan CancelAgainAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FutureMax = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ClientOrderId, DateTimeOffset> _cancelAskedAt = []; // forgotten when the order ends
    private Regularly _value = new(TimeSpan.FromSeconds(1)); // a day begins and a tier changes on the second; valuing all holdings costs more than the rest of the clock
    private Regularly _close = new(TimeSpan.FromSeconds(10));
    private HashSet<StrategyId> _tiered = []; // every strategy any tier names
    private TierTable? _tieredOf;
    private long _nothingLeftAt = -1; // the fact after which nothing was left behind; only a newer one can change that

    /// <summary>Told the time a few times a second; does nothing before the account is funded.</summary>
    public void Take(DateTimeOffset now)
    {
        if (!account.Books.IsFunded) return;
        CancelOldOrders(now);
        if (_value.IsDue(now) && account.Equity() is { } equity)
        {
            _value.Done(now);
            dayOpening.Settle(now);
            OpenDay(equity, now);
            if (tiers.Enter(equity, now)) _close.Hurry();
            drawdown.Look(equity, now);
            allocation.Look(equity, now);
        }

        if (_close.IsDue(now) && account.Books.Sequence != _nothingLeftAt) CloseLeftBehind(now);
    }

    // A cancel request can be lost on its way, or refused: asking again is always safe, but not with every tick of the clock.
    private void CancelOldOrders(DateTimeOffset now)
    {
        if (account.Books.Orders.Open.Count == 0 && _cancelAskedAt.Count == 0) return; // the usual case, some four times a second
        foreach (var order in account.Books.Orders.Open.ToList())
        {
            var id = order.Intent.ClientOrderId;
            var isAsked = account.Books.Orders.IsCancelWanted(id); // also after an answer that told it to be working
            if (isAsked) _cancelAskedAt.TryAdd(id, now); // by whichever desk
            else if (!IsTooOld(order.Intent, now)) continue;
            if (_cancelAskedAt.TryGetValue(id, out var askedAt) && (now - askedAt).Duration() < CancelAgainAfter) continue;
            account.Log.EmitCancel(order, isAsked ? "No answer to the cancel yet." : "The order reached its age limit.", now);
            _cancelAskedAt[id] = now;
        }

        if (_cancelAskedAt.Count == 0) return;
        foreach (var id in _cancelAskedAt.Keys.Where(id => account.Books.Orders.Find(id) is not { } order || order.Status.IsTerminal()).ToList()) _cancelAskedAt.Remove(id);
    }

    // Decided in what is the future by now, its age is not known: the clock was set back.
    private static bool IsTooOld(OrderIntent intent, DateTimeOffset now) => intent.CancelAt is { } cancelAt && (cancelAt <= now || intent.DecidedAt > now + FutureMax);

    private void OpenDay(decimal equity, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, account.Setup.TimeZone).DateTime - account.Setup.DayStart);
        var opens = account.Books.Day is not { Date: { } current, OpenedAtAccount: not null } || day > current || day < current.AddDays(-1); // a day of the future was opened by a clock that was ahead
        if (opens) account.Log.Emit(new Fact.DayOpened(day, equity) { OptionsQuote = OptionDay.WorthQuote(account.Setup.Catalog, account.Marks, account.Books.Positions) }, now);
    }

    // A position another tier's strategy may hold but this tier's may not has nobody to close it; refused exits (no quote yet) are tried again. That is read
    // off the books, so it outlives a restart. What no tier names any more is for a person: a name changed in a file must not sell anything.
    private void CloseLeftBehind(DateTimeOffset now)
    {
        if (account.Setup.Tiers.Find(account.Books.Tier) is null) return; // a new account, or a renamed tier: which one applies is not known yet
        _close.Done(now);
        var (looked, isAnyLeft) = (account.Books.Sequence, false);
        foreach (var book in account.Books.Positions.All.Where(book => account.Books.Positions.ClosableBase(book.Key) != 0m).ToList())
        {
            if (account.Setup.Catalog.Find(book.Key.Symbol) is not { } instrument || !IsLeftBehind(book.Key.Strategy, instrument)
                || account.Books.Orders.InFlightBase(book.Key) != 0m) continue;
            isAnyLeft = true;
            signals.Close(new Wish(book.Key.Strategy, SignalKind.Close, $"Tier {account.Books.Tier} does not run {book.Key.Strategy} on {instrument.Symbol}."), instrument, now);
        }

        if (!isAnyLeft) _nothingLeftAt = looked;
    }

    private bool IsLeftBehind(StrategyId strategy, Instrument instrument) => account.SpecOf(strategy) is { } spec
        ? account.Groups.FoundAs(spec, instrument) is null && account.Setup.Tiers.All.Any(tier => tier.Strategies.Any(other => other.Id == strategy && other.IsFor(instrument)))
        : IsTiered(strategy);

    private bool IsTiered(StrategyId strategy)
    {
        if (!ReferenceEquals(_tieredOf, account.Setup.Tiers))
        {
            _tieredOf = account.Setup.Tiers;
            _tiered = [.. _tieredOf.All.SelectMany(static tier => tier.Strategies).Select(static spec => spec.Id)];
        }

        return _tiered.Contains(strategy);
    }
}
