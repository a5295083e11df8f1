using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>Stops and targets as an auditor draws them on paper, fill by fill. Shares no code with the books.</summary>
/// <param name="catalog">The instruments.</param>
internal sealed class PaperGuards(InstrumentCatalog catalog)
{
    private readonly Dictionary<(StrategyId, Symbol), Guard> _guards = [];

    /// <summary>Prices are looked at: what reached a level is being closed until it is flat.</summary>
    public void See(IReadOnlyDictionary<Symbol, (decimal Bid, decimal Ask)> quotes)
    {
        foreach (var (key, guard) in _guards.ToList())
        {
            var price = guard.IsLong ? quotes[key.Item2].Bid : quotes[key.Item2].Ask;
            var seen = guard.IsHit ? guard : Trailed(guard, price, catalog.Find(key.Item2)!.TickSize);
            var isHit = seen.IsLong ? price <= seen.Stop || price <= seen.Trail || price >= seen.Target : price >= seen.Stop || price >= seen.Trail || price <= seen.Target;
            _guards[key] = seen with { IsHit = guard.IsHit || isHit };
        }
    }

    public void Filled(OrderIntent intent, Instrument instrument, decimal held, decimal quantity, decimal price)
    {
        var (key, after) = ((intent.Strategy, intent.Symbol), held + (intent.Side == OrderSide.Buy ? quantity : -quantity));
        if (IsTooLittle(instrument, after, price)) _guards.Remove(key);
        else if (!intent.IsReduceOnly && intent.Side == OrderSide.Buy == after > 0m && After(intent, instrument, held, quantity, price) is { } guard) _guards[key] = guard;
        else if (_guards.TryGetValue(key, out var before) && before.IsLong != after > 0m) _guards.Remove(key);
    }

    /// <summary>What a unit held could lose at a price.</summary>
    public decimal RiskOfOne(OrderIntent holder, decimal price) => RiskOf(_guards.GetValueOrDefault((holder.Strategy, holder.Symbol)), price);

    /// <summary>The same once an entry is filled whole.</summary>
    public decimal RiskOfOne(OrderIntent entry, Instrument instrument, decimal held, decimal entryPrice, decimal price) =>
        held != 0m && held > 0m != (entry.Side == OrderSide.Buy) && !IsTooLittle(instrument, held, entryPrice) ? RiskOfOne(entry, price) : RiskOf(After(entry, instrument, held, entry.Terms.Quantity.Base, entryPrice), price);

    private Guard? After(OrderIntent entry, Instrument instrument, decimal held, decimal quantity, decimal price)
    {
        var (isLong, before) = (entry.Side == OrderSide.Buy, _guards.GetValueOrDefault((entry.Strategy, entry.Symbol)));
        var more = isLong == held > 0m && !IsTooLittle(instrument, held, price) ? Math.Abs(held) : 0m;
        var kept = more > 0m && before?.IsLong == isLong ? before : null;
        if ((entry.Protection ?? kept?.Terms) is not { } terms) return null;
        var from = kept is null ? price : ((kept.From * more) + (price * quantity)) / (more + quantity); // strategies here name a stop always or never
        return new Guard(isLong, from, terms, kept?.IsHit ?? false) { Trail = terms.TrailDistanceQuote is null ? null : kept?.Trail };
    }

    private static decimal RiskOf(Guard? guard, decimal price) =>
        guard is { IsHit: false, Tightest: { } stop } ? Math.Max(0m, guard.IsLong ? price - stop : stop - price) : price;

    // It begins once the profit is large enough, follows the best price at its distance, in steps, and never goes back.
    private static Guard Trailed(Guard guard, decimal price, decimal tick)
    {
        if (guard.Terms.TrailDistanceQuote is not { } distance) return guard;
        var (sign, level) = (guard.IsLong ? 1m : -1m, guard.IsLong ? price - distance : price + distance);
        var moves = guard.Trail is { } trail ? (level - trail) * sign >= Math.Max(tick, distance / 20m) : (price - guard.From) * sign >= guard.From * guard.Terms.TrailAfterFraction;
        return moves && level > 0m ? guard with { Trail = level } : guard;
    }

    private static bool IsTooLittle(Instrument instrument, decimal net, decimal price) =>
        Math.Abs(net) < instrument.LotSize || Math.Floor(Math.Abs(net) / instrument.LotSize) * instrument.LotSize * price * instrument.Multiplier < instrument.MinNotional;

    private sealed record Guard(bool IsLong, decimal From, ProtectionTerms Terms, bool IsHit)
    {
        public decimal? Stop => IsLong ? From - Terms.StopDistanceQuote : From + Terms.StopDistanceQuote;

        public decimal? Trail { get; init; }

        public decimal? Tightest => Stop is null ? Trail : Trail is null ? Stop : IsLong ? Math.Max(Stop.Value, Trail.Value) : Math.Min(Stop.Value, Trail.Value);

        public decimal? Target => IsLong ? From + Terms.TargetDistanceQuote : From - Terms.TargetDistanceQuote;
    }
}
