using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;

namespace TradingDaemon.Tests.Engine.RiskGate;

/// <summary>Stops and targets as an auditor draws them on paper, fill by fill. Shares no code with the books.</summary>
internal sealed class PaperGuards
{
    private readonly Dictionary<(StrategyId, Symbol), Guard> _guards = [];

    /// <summary>Prices are looked at: what reached a level is being closed until it is flat.</summary>
    public void See(IReadOnlyDictionary<Symbol, (decimal Bid, decimal Ask)> quotes)
    {
        foreach (var (key, guard) in _guards.ToList())
        {
            var price = guard.IsLong ? quotes[key.Item2].Bid : quotes[key.Item2].Ask;
            var isHit = guard.IsLong ? price <= guard.Stop || price >= guard.Target : price >= guard.Stop || price <= guard.Target;
            if (isHit) _guards[key] = guard with { IsHit = true };
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
        return new Guard(isLong, from, terms, kept?.IsHit ?? false);
    }

    private static decimal RiskOf(Guard? guard, decimal price) =>
        guard is { IsHit: false, Stop: { } stop } ? Math.Max(0m, guard.IsLong ? price - stop : stop - price) : price;

    private static bool IsTooLittle(Instrument instrument, decimal net, decimal price) =>
        Math.Abs(net) < instrument.LotSize || Math.Floor(Math.Abs(net) / instrument.LotSize) * instrument.LotSize * price * instrument.Multiplier < instrument.MinNotional;

    private sealed record Guard(bool IsLong, decimal From, ProtectionTerms Terms, bool IsHit)
    {
        public decimal? Stop => IsLong ? From - Terms.StopDistanceQuote : From + Terms.StopDistanceQuote;

        public decimal? Target => IsLong ? From + Terms.TargetDistanceQuote : From - Terms.TargetDistanceQuote;
    }
}
