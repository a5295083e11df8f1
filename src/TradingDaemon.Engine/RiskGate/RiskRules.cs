using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.RiskGate;

/// <summary>
/// Every rule an order passes, in order; the first "no" wins. Rules on entries let an order that only reduces pass:
/// an exit is never blocked by a limit that guards against exposure.
/// </summary>
public static class RiskRules
{
    private static readonly Func<RiskCase, RiskRefusal?>[] Always =
        [EngineRunning, EmergencyStop, InstrumentTradable, LotSize, TickSize, MinNotional, DuplicateInFlight, OrdersInFlight, RejectLoop];

    private static readonly Func<RiskCase, RiskRefusal?>[] EntriesOnly =
        [EntriesBlocked, OutcomeUnknown, ShortAllowed, Conversion, EquityKnown, OrderNotional, DailyLoss, PositionShare, StrategyExposure, BuyingPower, OrderRate];

    // Fees and a tick of slippage on top of every notional, this one's and those in flight, so that the venue does not refuse what the gate let through.
    private const decimal BuyingPowerReserve = 1.005m;

    /// <summary>The first rule that refuses, or null when the order may be sent.</summary>
    public static RiskRefusal? FirstRefusal(RiskCase order)
    {
        foreach (var rule in Always)
            if (rule(order) is { } refusal) return refusal;
        if (order.Intent.IsReduceOnly) return null;
        foreach (var rule in EntriesOnly)
            if (rule(order) is { } refusal) return refusal;
        return null;
    }

    private static RiskRefusal? EngineRunning(RiskCase order)
    {
        var state = order.Books.State;
        var passes = state == EngineState.Running
            || (order.Intent.IsReduceOnly && state is EngineState.Paused or EngineState.Faulted)
            || (order.Intent.IsReduceOnly && order.IsFromOperator && state == EngineState.Stopping);
        return passes ? null : new(RiskRule.EngineRunning, (int)EngineState.Running, (int)state, $"The engine is {state}.");
    }

    private static RiskRefusal? EmergencyStop(RiskCase order)
    {
        var state = order.Books.Emergency;
        var passes = state == EmergencyState.Active || (state == EmergencyState.Reducing && order.Intent.IsReduceOnly);
        return passes ? null : new(RiskRule.EmergencyStop, (int)EmergencyState.Active, (int)state, $"The emergency stop says {state}.");
    }

    private static RiskRefusal? EntriesBlocked(RiskCase order)
    {
        for (var i = 0; i < order.Books.Blocks.Count; i++) // few, and no enumerator to allocate
        {
            var block = order.Books.Blocks[i];
            if (block.Venue == order.Intent.Venue) return new(RiskRule.EntriesBlocked, 0m, (int)block.Cause, $"Entries at {block.Venue} are blocked ({block.Cause}): {block.Reason}");
        }

        return null;
    }

    private static RiskRefusal? OutcomeUnknown(RiskCase order) => order.Books.Orders.HasUnknown(order.Intent.Symbol)
        ? new(RiskRule.OutcomeUnknown, 0m, 1m, $"{order.Intent.Symbol} is frozen until the venue tells what became of an order on it.")
        : null;

    // Exits too: a venue that refuses every exit is not moved by a thousand more. An operator may insist.
    private static RiskRefusal? RejectLoop(RiskCase order)
    {
        if (order.IsFromOperator || order.Rejects?.PausedUntil(order.Intent.Symbol, order.Now) is not { } until) return null;
        return new(RiskRule.RejectLoop, order.Limits.RejectsInARowMax, order.Limits.RejectsInARowMax + 1, Texts.Of($"{order.Intent.Venue} refused {order.Limits.RejectsInARowMax} orders on {order.Intent.Symbol} in a row; the next try is at {until:O}."));
    }

    private static RiskRefusal? OrderRate(RiskCase order)
    {
        if (order.Pace is not { } pace) return null;
        var (own, all) = (pace.Of(order.Intent.Strategy, order.Now), pace.OfAll(order.Now));
        if (own >= order.Limits.StrategyOrdersPerSecondMax)
            return new(RiskRule.OrderRate, order.Limits.StrategyOrdersPerSecondMax, own + 1, $"{order.Intent.Strategy} has sent {own} orders within a second.");
        return all < order.Limits.AccountOrdersPerSecondMax ? null : new(RiskRule.OrderRate, order.Limits.AccountOrdersPerSecondMax, all + 1, $"{all} orders were sent within a second.");
    }

    private static RiskRefusal? InstrumentTradable(RiskCase order) => order.Instrument.Tradable
        ? null
        : new(RiskRule.InstrumentTradable, 1, 0, $"{order.Instrument.Symbol} is switched off.");

    private static RiskRefusal? LotSize(RiskCase order)
    {
        var quantity = order.Intent.Terms.Quantity.Base;
        return order.Instrument.IsWholeLots(quantity) ? null : new(RiskRule.LotSize, order.Instrument.LotSize, quantity, Texts.Of($"{quantity} is not a whole number of {order.Instrument.LotSize} lots."));
    }

    private static RiskRefusal? TickSize(RiskCase order)
    {
        decimal? price = order.Intent.Terms switch
        {
            OrderTerms.Limit limit => limit.Price.QuotePerBase,
            OrderTerms.Stop stop => stop.Trigger.QuotePerBase,
            _ => null,
        };
        return price is not { } asked || order.Instrument.IsOnTick(asked) ? null : new(RiskRule.TickSize, order.Instrument.TickSize, asked, Texts.Of($"{asked} is not a multiple of {order.Instrument.TickSize}."));
    }

    // What is closed in the simulation alone asks no venue.
    private static RiskRefusal? MinNotional(RiskCase order) => order.NotionalQuote >= order.Instrument.MinNotional || order.Intent.Venue == FallbackBook.Venue
        ? null
        : new(RiskRule.MinNotional, order.Instrument.MinNotional, order.NotionalQuote, Texts.Of($"Worth {order.NotionalQuote:0.##} {order.Instrument.Quote}, the venue takes {order.Instrument.MinNotional:0.##} or more."));

    private static RiskRefusal? DuplicateInFlight(RiskCase order)
    {
        var inFlight = order.Books.Orders.InFlightBase(order.Intent.Symbol, order.Intent.Side, order.Intent.Strategy);
        return inFlight == 0m ? null : new(RiskRule.DuplicateInFlight, 0m, inFlight, Texts.Of($"{inFlight} {order.Intent.Side} of {order.Intent.Symbol} is already in flight."));
    }

    private static RiskRefusal? OrdersInFlight(RiskCase order)
    {
        // Exits are counted apart: entries that fill the limit must not keep a position in.
        var count = order.Intent.IsReduceOnly ? order.Books.Orders.ExitCount : order.Books.Orders.Open.Count;
        return count < order.Limits.OrdersInFlightMax ? null : new(RiskRule.OrdersInFlightMax, order.Limits.OrdersInFlightMax, count + 1, $"{count} orders are in flight already.");
    }

    private static RiskRefusal? ShortAllowed(RiskCase order)
    {
        if (order.Intent.Side == OrderSide.Buy) return null;
        return order.Instrument.Shortable && order.Spec is { AllowShort: true }
            ? null
            : new(RiskRule.ShortNotAllowed, 0m, order.Intent.Terms.Quantity.Base, $"{order.Intent.Strategy} may not be short of {order.Intent.Symbol}.");
    }

    private static RiskRefusal? Conversion(RiskCase order) => order.Rate is not null
        ? null
        : new(RiskRule.CurrencyConversion, 0m, 0m, $"No rate from {order.Instrument.Quote} to the account currency.");

    private static RiskRefusal? EquityKnown(RiskCase order) => order.EquityAccount is > 0m && order.DayOpeningAccount is not null
        ? null
        : new(RiskRule.EquityKnown, 0m, order.EquityAccount ?? 0m, "Equity cannot be valued: a holding has no quote yet, or nothing is left.");

    private static RiskRefusal? OrderNotional(RiskCase order)
    {
        var asked = order.NotionalQuote * order.Rate!.Value;
        return Above(RiskRule.OrderNotionalMax, order.Limits.OrderNotionalMaxAccount, asked, "Order value");
    }

    private static RiskRefusal? DailyLoss(RiskCase order)
    {
        var open = order.DayOpeningAccount!.Value;
        if (open <= 0m) return new(RiskRule.DailyLossMax, 0m, open, "The day began without equity.");
        var loss = (open - order.EquityAccount!.Value) / open;
        return loss < order.Limits.DailyLossMaxFraction
            ? null
            : new(RiskRule.DailyLossMax, order.Limits.DailyLossMaxFraction, loss, Texts.Of($"Today's loss is {loss:P2} of opening equity, entries stop at {order.Limits.DailyLossMaxFraction:P2}."));
    }

    private static RiskRefusal? PositionShare(RiskCase order)
    {
        var net = order.Books.Positions.NetBase(order.Instrument.Id);
        var after = WorstAfter(order, net, inFlightOf: null);
        return Above(RiskRule.PositionMax, order.Limits.PositionMaxFraction, ShareOfEquity(order, after), $"Position in {order.Intent.Symbol}");
    }

    private static RiskRefusal? StrategyExposure(RiskCase order)
    {
        var strategy = order.Intent.Strategy;
        var limit = Math.Min(order.Limits.StrategyExposureMaxFraction, order.Spec?.ExposureMaxFraction ?? 0m);
        var gross = Exposure.OthersAccount(order);
        if (gross is null) return new(RiskRule.EquityKnown, 0m, 0m, $"A holding of {strategy} cannot be valued.");
        var own = order.Books.Positions.NetBase(new Domain.Account.PositionKey(strategy, order.Intent.Symbol));
        var share = (gross.Value / order.EquityAccount!.Value) + ShareOfEquity(order, WorstAfter(order, own, strategy));
        return Above(RiskRule.StrategyExposureMax, limit, share, $"Exposure of {strategy}");
    }

    private static RiskRefusal? BuyingPower(RiskCase order)
    {
        if (order.Intent.Side == OrderSide.Sell) return null; // a short adds cash; what it may risk is the exposure rules' business
        var currency = order.Instrument.Quote.Code;
        var cash = order.Books.Cash.Of(order.Instrument.Venue, currency) + Math.Min(0m, order.Books.Cash.Of(FallbackBook.Venue, currency)); // what the simulation spent is spent, what it earned no venue has
        var free = cash - (Exposure.ReservedQuote(order) * BuyingPowerReserve);
        var asked = order.NotionalQuote * BuyingPowerReserve;
        return asked <= free ? null : new(RiskRule.BuyingPower, free, asked, Texts.Of($"Needs {asked:0.##} {order.Instrument.Quote} at {order.Instrument.Venue}, {free:0.##} is free there."));
    }

    // The largest holding this order could lead to if it fills and everything in flight on its own side fills too.
    private static decimal WorstAfter(RiskCase order, decimal netBase, Domain.Signals.StrategyId? inFlightOf)
    {
        var inFlight = order.Books.Orders.InFlightBase(order.Intent.Symbol, order.Intent.Side, inFlightOf);
        return Math.Abs(netBase + ((inFlight + order.Intent.Terms.Quantity.Base) * order.Intent.Side.Sign()));
    }

    private static decimal ShareOfEquity(RiskCase order, decimal quantityBase) =>
        order.Instrument.Notional(order.PriceQuote, quantityBase) * order.Rate!.Value / order.EquityAccount!.Value;

    private static RiskRefusal? Above(RiskRule rule, decimal limit, decimal asked, string what) => asked <= limit
        ? null
        : new(rule, limit, asked, Texts.Of($"{what} would be {asked:0.####}, the limit is {limit:0.####}."));
}
