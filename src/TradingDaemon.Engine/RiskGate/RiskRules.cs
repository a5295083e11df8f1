using System.Collections.Immutable;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Engine.RiskGate.Cases;
using TradingDaemon.Engine.RiskGate.Rules.Exposures;
using TradingDaemon.Engine.RiskGate.Rules.Funds;
using TradingDaemon.Engine.RiskGate.Rules.Instruments;
using TradingDaemon.Engine.RiskGate.Rules.Losses;
using TradingDaemon.Engine.RiskGate.Rules.Options;
using TradingDaemon.Engine.RiskGate.Rules.Pace;
using TradingDaemon.Engine.RiskGate.Rules.Prices;
using TradingDaemon.Engine.RiskGate.Rules.State;

namespace TradingDaemon.Engine.RiskGate;

/// <summary>
/// Every rule an order passes, in the one order they are asked in; the first "no" wins. Limits on what is at stake are not asked of an order
/// that only reduces: an exit is never blocked by a limit that guards against exposure.
/// </summary>
public static class RiskRules
{
    private static readonly GateRule[] Order =
    [
        new EngineRunning(), new EmergencyStop(),
        new AccountOwner(), new VenueKnown(), new InstrumentTradable(), new QuoteFresh(), new LotSize(), new TickSize(), new QuantityRange(), new MinNotional(),
        new DuplicateIntent(), new DuplicateInFlight(), new ReduceOnly(), new OrdersInFlight(), new RejectLoop(),
        new EntriesBlocked(), new OutcomeUnknown(), new StrategyDependencies(),
        new TermsSupported(), new MarketOpen(), new NotionalMax(), new ShortAllowed(), new ShortAvailable(), new PriceCollar(), new SelfCross(),
        new Conversion(), new EquityKnown(), new StrategyCapital(), new OrderNotional(), new VolatilityIndex(),
        new DailyLoss(), new OptionDailyLoss(), new Drawdown(), new DrawdownVelocity(),
        new PositionQuantity(), new PositionNotional(), new PositionShare(), new Concentration(), new CorrelatedExposure(), new StrategyExposure(), new GrossExposure(), new NetExposure(), new Leverage(), new OptionGreekLimits(),
        new OpenRiskTrade(), new OpenRiskTotal(), new RewardRisk(),
        new BuyingPower(),
        new PositionCount(), new StrategyPositionCount(),
        new DailyTrades(), new StrategyTrades(), new StrategyBudget(), new AccountBudget(), new CancelRate(), new VenueRate(), new MarketRegime(), new TraderTilted(), new GatekeeperScored(),
        new OrderRate(), // the last: what only its pace keeps back, again and again, is a runaway
    ];

    /// <summary>The rules, in the order they are asked in.</summary>
    public static ImmutableArray<GateRule> All { get; } = [.. Order];

    /// <summary>The first rule that refuses, or null when the order may be sent.</summary>
    public static RiskRefusal? FirstRefusal(RiskCase order)
    {
        var isExit = order.Intent.IsReduceOnly;
        foreach (var rule in Order)
            if ((rule.BindsExits || !isExit) && rule.Judge(order) is { } refusal) return refusal;
        return null;
    }

    /// <summary>The first cap that refuses an entry: a rule that a smaller one may pass; null when none does.</summary>
    public static RiskRefusal? CapRefusal(RiskCase order)
    {
        foreach (var rule in Order)
            if (rule.IsCap && rule.Judge(order) is { } refusal) return refusal;
        return null;
    }

    /// <summary>Every rule that refuses, in the same order; empty when the order may be sent.</summary>
    public static ImmutableArray<RiskRefusal> AllRefusals(RiskCase order)
    {
        var isExit = order.Intent.IsReduceOnly;
        return [.. Order.Where(rule => rule.BindsExits || !isExit).Select(rule => rule.Judge(order)).OfType<RiskRefusal>()];
    }
}
