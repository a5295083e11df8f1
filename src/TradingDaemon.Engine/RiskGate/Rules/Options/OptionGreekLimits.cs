using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Options;

internal sealed class OptionGreekLimits() : GateRule(
    RiskRule.OptionGreeks,
    "Delta and gamma of one order, and of all options held with every entry in flight in the same direction, in units of the underlying (contracts × 100 × Greek), are so large at most. A limit that is set needs the Greeks of every option it adds up, as the venue its prices come from tells them; unknown, or too old, refuses. Off unless set.",
    "{greek} of {whom} would be {asked}, the limit is {limit}.",
    [
        RuleKeys.Limit(nameof(RiskLimits.OptionTradeDeltaMax)), RuleKeys.Limit(nameof(RiskLimits.OptionTradeGammaMax)), RuleKeys.Limit(nameof(RiskLimits.OptionDeltaMax)),
        RuleKeys.Limit(nameof(RiskLimits.OptionGammaMax)), RuleKeys.Limit(nameof(RiskLimits.OptionGreeksAgeMax)),
    ],
    isCap: true)
{
    private static readonly Func<OptionGreeks, decimal> Delta = static greeks => greeks.Delta;
    private static readonly Func<OptionGreeks, decimal> Gamma = static greeks => greeks.Gamma;

    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Instrument.AssetClass != AssetClass.Option) return null;
        var limits = order.Limits;
        return JudgeOne(order, "Delta", Delta, limits.OptionTradeDeltaMax, limits.OptionDeltaMax) ?? JudgeOne(order, "Gamma", Gamma, limits.OptionTradeGammaMax, limits.OptionGammaMax);
    }

    private RiskRefusal? JudgeOne(RiskCase order, string greek, Func<OptionGreeks, decimal> read, decimal? tradeMax, decimal? accountMax)
    {
        if (tradeMax is null && accountMax is null) return null;
        var trade = Worth(order, order.Instrument, order.Intent.Terms.Quantity.Base * order.Intent.Side.Sign(), read);
        if (trade is not { } own) return Unjudged(tradeMax ?? accountMax!.Value, $"{greek} of the order would be unknown, the limit is {tradeMax ?? accountMax}.");
        if (Math.Abs(own) > tradeMax) return Refuse(tradeMax.Value, Math.Abs(own), $"{greek} of the order would be {Math.Abs(own):0.####}, the limit is {tradeMax}.");
        if (accountMax is not { } limit) return null;
        if (After(order, own, read) is not { } after) return Unjudged(limit, $"{greek} of all options would be unknown, the limit is {limit}.");
        return after * Math.Sign(own) <= limit ? null : Refuse(limit, Math.Abs(after), $"{greek} of all options would be {Math.Abs(after):0.####}, the limit is {limit}.");
    }

    // What is held, the order, and what is in flight and pulls the same way.
    private static decimal? After(RiskCase order, decimal own, Func<OptionGreeks, decimal> read)
    {
        var total = own;
        var (held, open) = (order.Books.Positions.Held, order.Books.Orders.Open);
        for (var i = 0; i < held.Count; i++)
        {
            var instrument = order.Catalog.All[held[i]];
            if (instrument.AssetClass != AssetClass.Option) continue;
            if (Worth(order, instrument, order.Books.Positions.NetBase(instrument.Id), read) is not { } worth) return null;
            total += worth;
        }

        for (var i = 0; i < open.Count; i++)
        {
            var working = open[i];
            if (working.Intent.IsReduceOnly || order.Catalog.Find(working.Intent.Symbol) is not { AssetClass: AssetClass.Option } instrument) continue;
            if (Worth(order, instrument, working.RemainingBase * working.Intent.Side.Sign(), read) is not { } worth) return null;
            if (Math.Sign(worth) == Math.Sign(own)) total += worth;
        }

        return total;
    }

    private static decimal? Worth(RiskCase order, Instrument option, decimal signedBase, Func<OptionGreeks, decimal> read) =>
        order.Greeks?.Find(option.Id, order.Limits.OptionGreeksAgeMax, order.Now) is { } greeks ? read(greeks) * signedBase * option.Multiplier : null;
}
