using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Tests.Engine.RiskGate.Audit;

/// <summary>What strategies of a random account need to enter. Drawn from what is drawn already, so that the rest of an account is left to the same chance as without.</summary>
internal static class RandomNeeds
{
    /// <summary>Some need an equity near the one the account begins with, and in some accounts the fourth depends on the first.</summary>
    public static StrategySpec Draw(StrategySpec spec, int number, decimal cash, decimal usdPerEur) => spec with
    {
        CapitalMinAccount = (cash + number) % 5m == 0m ? Math.Floor((cash + Math.Floor(cash / 9m) + (Math.Floor(cash / 12m) * usdPerEur)) * (0.98m + (cash % 25m / 1_000m))) : null,
        DependsOn = number == 3 && cash % 4m == 0m ? [new StrategyId("s0")] : [],
    };
}
