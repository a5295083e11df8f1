using TradingDaemon.Domain.Risk;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>Many accounts of one seed, one after the other, and what came of all of them.</summary>
/// <param name="Accounts">How many there were.</param>
/// <param name="Approved">Entries that were approved.</param>
/// <param name="Exits">Exits that were sent.</param>
/// <param name="Confirmed">Refused entries that were found to break the very limit they were refused by.</param>
/// <param name="Refused">How often each rule refused.</param>
/// <param name="Breach">The first limit that was broken, with its account and wish; null when none was.</param>
internal sealed record GateAudit(int Accounts, long Approved, long Exits, long Confirmed, IReadOnlyDictionary<RiskRule, long> Refused, string? Breach)
{
    /// <summary>Wishes an account has.</summary>
    public const int WishesPerAccount = 100;

    /// <summary>Every rule about money: each must have had something to do in a run of some size, else it proves nothing.</summary>
    public static IReadOnlyList<RiskRule> Tried { get; } =
    [
        RiskRule.OrderNotionalMax, RiskRule.PositionMax, RiskRule.StrategyExposureMax, RiskRule.DailyLossMax, RiskRule.BuyingPower, RiskRule.DuplicateInFlight, RiskRule.OrdersInFlightMax,
        RiskRule.GrossExposureMax, RiskRule.NetExposureMax, RiskRule.LeverageMax, RiskRule.ConcentrationMax, RiskRule.CorrelatedExposureMax, RiskRule.DrawdownMax, RiskRule.DailyTradesMax,
        RiskRule.StrategyTradesMax, RiskRule.AccountBudget, RiskRule.StrategyBudget, RiskRule.SelfCross, RiskRule.OptionGreeks, RiskRule.VolatilityIndex, RiskRule.Tilt,
        RiskRule.OpenRiskTrade, RiskRule.OpenRiskTotal, RiskRule.RewardRiskMin, RiskRule.OptionDailyLossMax, RiskRule.PositionQuantityMax,
        RiskRule.PositionNotionalMax, RiskRule.PositionsMax, RiskRule.StrategyPositionsMax, RiskRule.StrategyCapitalMin, RiskRule.StrategyDependency,
    ];

    /// <summary>Rules whose figures the auditor works out too: what one of them refuses breaks its limit on paper as well. All but those of state, pace and lots, and of tilt, which has an audit of its own.</summary>
    public static IReadOnlySet<RiskRule> OnPaper { get; } = Tried.Append(RiskRule.PriceCollar).Except([RiskRule.DuplicateInFlight, RiskRule.Tilt]).ToHashSet();

    /// <summary>Wishes made.</summary>
    public long Wishes => (long)Accounts * WishesPerAccount;

    /// <summary>Whether enough was let pass, and refused, for the rest to mean anything, and every rule had something to do.</summary>
    public bool IsTelling => Approved > Wishes / 20 && Confirmed > Wishes / 20 && Tried.All(Refused.ContainsKey);

    /// <summary>Runs them.</summary>
    /// <param name="seed">Of everything that is random.</param>
    /// <param name="accounts">How many.</param>
    /// <param name="done">Told how many are done, after each; null tells nobody.</param>
    public static GateAudit Run(int seed, int accounts, Action<int>? done = null)
    {
        var random = new Random(seed);
        var (approved, exits, confirmed, refused) = (0L, 0L, 0L, new SortedDictionary<RiskRule, long>());
        for (var account = 0; account < accounts; account++)
        {
            var run = new GateWishes(random);
            for (var i = 0; i < WishesPerAccount; i++)
                if (run.Step() is { } breach) return new GateAudit(account + 1, approved, exits, confirmed, refused, $"seed {seed}, account {account}, wish {i}: {breach}");
            (approved, exits, confirmed) = (approved + run.Approved, exits + run.Exits, confirmed + run.Confirmed);
            foreach (var refusal in run.Bench.Refusals) refused[refusal.Rule] = refused.GetValueOrDefault(refusal.Rule) + 1;
            done?.Invoke(account + 1);
        }

        return new GateAudit(accounts, approved, exits, confirmed, refused, null);
    }
}
