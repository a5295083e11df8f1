using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Simulation.World;

namespace TradingDaemon.Simulation.Oracle;

/// <summary>Stops and targets, folded a second time in code of its own: what a price brought to its level is being closed.</summary>
internal sealed class ShadowGuards
{
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(5); // an exit is tried again after one
    private readonly Dictionary<(StrategyId Strategy, Symbol Symbol), Guard> _guards = [];

    /// <summary>The same once more.</summary>
    public ShadowGuards Copy()
    {
        var copy = new ShadowGuards();
        foreach (var (key, guard) in _guards) copy._guards.Add(key, guard with { ReachedAt = null, AnsweredAt = default });
        return copy;
    }

    /// <summary>A fill was booked.</summary>
    /// <param name="booked">The fill.</param>
    /// <param name="intent">Its order while it works, or null: what fills later opens nothing that is judged here.</param>
    /// <param name="before">What its strategy held before.</param>
    /// <param name="account">What is held now.</param>
    public void Filled(Fact.FillBooked booked, OrderIntent? intent, decimal before, ShadowAccount account)
    {
        var (key, price) = ((booked.Strategy, booked.Fill.Symbol), booked.Fill.Price.QuotePerBase);
        var (instrument, after) = (Ground.Catalog.Find(booked.Fill.Symbol)!, account.Net(booked.Strategy, booked.Fill.Symbol));
        Settle(account);
        if (IsDust(instrument, after, price) || intent is null) // late, of an order that has ended: what it names is not known here any more
        {
            _guards.Remove(key);
            return;
        }

        var (isLong, held) = (after > 0m, IsDust(instrument, before, price) ? 0m : before);
        var added = isLong ? after - Math.Max(0m, held) : Math.Min(0m, held) - after;
        var kept = held != 0m ? _guards.GetValueOrDefault(key) : null;
        if (intent.IsReduceOnly || added <= 0m) return;
        if (intent.Protection is not { } terms || (held != 0m && kept is null)) _guards.Remove(key); // an average nobody kept here
        else _guards[key] = new Guard(isLong, kept is null ? price : ((kept.From * Math.Abs(held)) + (price * added)) / (Math.Abs(held) + added), terms) { Trail = kept?.Trail, IsReached = kept?.IsReached ?? false };
    }

    /// <summary>What is flat or turned over is guarded no more.</summary>
    public void Settle(ShadowAccount account)
    {
        foreach (var (key, guard) in _guards.ToList())
            if (account.Net(key.Strategy, key.Symbol) is var net && (net == 0m || net > 0m != guard.IsLong)) _guards.Remove(key);
    }

    /// <summary>Whether what is held is being closed by what guards it.</summary>
    public bool IsClosing(StrategyId strategy, Instrument instrument, ShadowAccount account, in Quote own) =>
        _guards.GetValueOrDefault((strategy, instrument.Symbol)) is { IsReached: true } guard && !IsDust(instrument, account.Net(strategy, instrument.Symbol), (guard.IsLong ? own.Bid : own.Ask).QuotePerBase);

    /// <summary>A trailing stop moved, a level was reached, or an exit was tried or refused.</summary>
    public void Take(RecordedFact recorded)
    {
        switch (recorded.Fact)
        {
            case Fact.ProtectionTrailed trailed when _guards.TryGetValue((trailed.Strategy, trailed.Symbol), out var guard):
                Invariant.Holds("A trailing stop only tightens.", guard.Trail is not { } before || (guard.IsLong ? trailed.TrailQuote > before : trailed.TrailQuote < before), $"beyond {guard.Trail}", trailed);
                _guards[(trailed.Strategy, trailed.Symbol)] = guard with { Trail = trailed.TrailQuote };
                break;
            case Fact.ProtectionTriggered triggered when _guards.TryGetValue((triggered.Strategy, triggered.Symbol), out var guard):
                _guards[(triggered.Strategy, triggered.Symbol)] = guard with { IsReached = true };
                break;
            case Fact.OrderIntended { Intent: { IsReduceOnly: true } exit } when _guards.TryGetValue((exit.Strategy, exit.Symbol), out var guard): // refused again before the next price, it was tried all the same
                _guards[(exit.Strategy, exit.Symbol)] = guard with { AnsweredAt = recorded.At };
                break;
            case Fact.SignalRefused refused when _guards.TryGetValue((refused.Strategy, refused.Symbol), out var guard):
                _guards[(refused.Strategy, refused.Symbol)] = guard with { AnsweredAt = recorded.At };
                break;
            default: break;
        }
    }

    /// <summary>Every guarded position in an instrument at a price the engine has just looked at.</summary>
    public void Judge(Instrument instrument, in Quote mark, bool mayClose, ShadowAccount account, IEnumerable<ShadowOrder> working, DateTimeOffset now)
    {
        foreach (var (key, guard) in _guards.Where(one => one.Key.Symbol == instrument.Symbol).ToList())
        {
            var (net, price) = (account.Net(key.Strategy, key.Symbol), (guard.IsLong ? mark.Bid : mark.Ask).QuotePerBase);
            if (!mayClose || IsDust(instrument, net, price))
            {
                _guards[key] = guard with { ReachedAt = null };
                continue;
            }

            Invariant.Holds("A position is closed once a believed price reached its level.", guard.IsReached || !guard.IsReachedBy(price), "a level that was noted", $"{key} at {price}: {guard}");
            if (!guard.IsReached) continue;
            var isUnderWay = working.Any(order => order.Intent.Strategy == key.Strategy && order.Intent.Symbol == key.Symbol && order.Intent.Side == (guard.IsLong ? OrderSide.Sell : OrderSide.Buy));
            var since = isUnderWay ? now : guard.ReachedAt ?? now;
            if (guard.AnsweredAt > since) since = guard.AnsweredAt;
            Invariant.Holds("A position whose level was reached has an exit in flight, or a stored reason.", now - since <= AnsweredWithin, "an exit or a refusal", $"{key} since {since:O}: {guard}");
            _guards[key] = guard with { ReachedAt = since };
        }
    }

    private static bool IsDust(Instrument instrument, decimal net, decimal price) => Math.Abs(net) < instrument.LotSize || Math.Floor(Math.Abs(net) / instrument.LotSize) * instrument.LotSize * price * instrument.Multiplier < instrument.MinNotional;

    private sealed record Guard(bool IsLong, decimal From, ProtectionTerms Terms)
    {
        public decimal? Trail { get; init; }

        public bool IsReached { get; init; }

        public DateTimeOffset? ReachedAt { get; init; }

        public DateTimeOffset AnsweredAt { get; init; }

        public bool IsReachedBy(decimal price)
        {
            var sign = IsLong ? 1m : -1m;
            return (price - (From - (sign * Terms.StopDistanceQuote))) * sign <= 0m || (price - Trail) * sign <= 0m || (price - (From + (sign * Terms.TargetDistanceQuote))) * sign >= 0m;
        }
    }
}
