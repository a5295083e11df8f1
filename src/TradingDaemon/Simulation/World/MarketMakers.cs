using System.Collections.Immutable;
using System.Globalization;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Simulation.World;

/// <summary>A market maker beside the other strategies, in about a third of all seeds: close to the market and impatient, so that it is met and has to move.</summary>
internal static class MarketMakers
{
    /// <summary>Draws from a stream of its own, so that the rest of a world is left to the same chance as without.</summary>
    /// <param name="setup">What the seed turned on.</param>
    /// <param name="seed">The world's.</param>
    public static AccountSetup Draw(AccountSetup setup, int seed)
    {
        var chance = new Random(unchecked((seed * 1_000_003) ^ 0x5A23));
        if (chance.Next(3) != 0) return setup;
        var maker = new StrategySpec
        {
            Id = new StrategyId("quoter"), Kind = "market-making", Symbols = [chance.Next(2) == 0 ? "ETH/USD" : "BTC/USD"], AllowShort = chance.Next(2) == 0, SizeFraction = 0.05m, OrderAgeMax = TimeSpan.FromSeconds(chance.Next(3, 12)),
            SignalLifetime = TimeSpan.FromSeconds(chance.Next(1, 5)),
            Parameters = ImmutableSortedDictionary<string, string>.Empty
                .Add("spreadBps", "5").Add("layerSpacing", chance.Next(2) == 0 ? "1.2" : "2").Add("sizes", chance.Next(3) switch { 0 => "100", 1 => "60/40", _ => "40/35/25" })
                .Add("refresh", chance.Next(2) == 0 ? "00:00:00.500" : "00:00:02").Add("refreshBps", "2").Add("toleranceBps", chance.Next(2) == 0 ? "0" : "1")
                .Add("inventoryMax", chance.Next(2) == 0 ? "0.08" : "0.03").Add("toxicFills", "4").Add("toxicRecovery", "5").Add("quoteMin", "20")
                .Add("dailyLoss", chance.Next(3) == 0 ? "0.0001" : "0.01").Add("drawdown", (0.0002m * chance.Next(1, 101)).ToString(CultureInfo.InvariantCulture)),
        };
        string[] names = ["BTC/USD", WorldRules.IsListed(seed) ? Ground.Catalog.All[Ground.Further].Symbol.Text : "BTC/USDT"];
        if (maker.Symbols[0] == names[0] && chance.Next(4) != 0) maker = maker with { Symbols = [.. names] }; // a maker at each name of the thing, be it one to routing or not
        return setup with { Tiers = new(setup.Tiers.All.Select(tier => tier with { Strategies = tier.Strategies.Add(maker) })) };
    }
}
