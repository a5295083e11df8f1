using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.RiskGate.Rules.Exposures;

internal sealed class Leverage() : GateRule(
    RiskRule.LeverageMax,
    "Everything at the order's venue, gross and with entries in flight, is so many times what the account is worth there at most: what lies elsewhere is no margin. Off unless set.",
    "Leverage at {venue} would be {asked}, the limit is {limit}.",
    [RuleKeys.Limit(nameof(RiskLimits.LeverageMax))],
    isCap: true)
{
    public override RiskRefusal? Judge(RiskCase order)
    {
        if (order.Limits.LeverageMax is not { } limit) return null;
        var venue = order.Instrument.Venue;
        if (order.Exposure.VenueGross is not { } others || order.ValueAtWorst is not { } own || Worth(order) is not { } worth)
            return Unjudged(limit, $"Leverage at {venue} would be unknown, the limit is {limit:0.####}.");
        if (worth <= 0m) return Refuse(limit, 0m, $"Leverage at {venue} would be beyond measure, the limit is {limit:0.####}.");
        var leverage = (others + own) / worth;
        return leverage <= limit ? null : Refuse(limit, leverage, $"Leverage at {venue} would be {leverage:0.####}, the limit is {limit:0.####}.");
    }

    private static decimal? Worth(RiskCase order)
    {
        if (order.Exposure.VenueNet is not { } held || order.Valuation.ValueOf(order.Instrument, order.Books.Positions.NetBase(order.Instrument.Id)) is not { } own) return null;
        var total = held + own;
        foreach (var (currency, amount) in order.Books.Cash.AmountsAt(order.Instrument.Venue))
        {
            if (amount == 0m) continue;
            if (order.Valuation.Rate(currency) is not { } rate) return null;
            total += amount * rate;
        }

        return total;
    }
}
