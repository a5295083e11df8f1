using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Engine.RiskGate;
using TradingDaemon.Engine.RiskGate.Cases;

namespace TradingDaemon.Engine.Sizing;

/// <summary>
/// Makes an entry as large as every cap lets pass. The gate's own rules are asked, by halving, and nobody else: a formula of its own here would part from
/// them one day. Whether the smaller order passes all other rules is for the gate to say.
/// </summary>
public static class CapFit
{
    /// <summary>The order itself where no cap refuses it, or none lets anything pass; else the same order, smaller.</summary>
    public static RiskCase Shrink(RiskCase order)
    {
        var instrument = order.Instrument;
        if (!instrument.IsWholeLots(order.Intent.Terms.Quantity.Base) || RiskRules.CapRefusal(order) is not { } refusal) return order;
        RiskCase? fits = null;
        var (least, most) = (Math.Max(1m, Math.Ceiling(instrument.QuantityMin / instrument.LotSize)), (order.Intent.Terms.Quantity.Base / instrument.LotSize) - 1m); // in lots; below the least the venue takes only smaller ones would be looked at, and none passes
        while (least <= most)
        {
            var middle = Math.Floor((least + most) / 2m);
            var tried = Of(order, instrument, middle);
            if (RiskRules.CapRefusal(tried) is null) (fits, least) = (tried, middle + 1m);
            else most = middle - 1m;
        }

        if (fits is null) return order;
        return fits with
        {
            Intent = fits.Intent with
            {
                Reason = Texts.Of($"{order.Intent.Reason} Shrunk from {order.Intent.Terms.Quantity.Base} to what {refusal.Rule} lets pass."),
                Route = order.Intent.Route?.OfPart(fits.Intent.Terms.Quantity.Base / order.Intent.Terms.Quantity.Base),
            },
        };
    }

    private static RiskCase Of(RiskCase order, Instrument instrument, decimal lots) =>
        order with { Intent = order.Intent with { Terms = order.Intent.Terms with { Quantity = Quantity.From(lots * instrument.LotSize) } } };
}
