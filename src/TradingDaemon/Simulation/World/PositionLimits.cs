using TradingDaemon.Domain.Instruments;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Simulation.World;

/// <summary>How large positions may be, in units and in money, how many there may be, and what options may lose in a day: in about a third of all seeds, so tight that entries meet them.</summary>
internal static class PositionLimits
{
    /// <summary>Draws from a stream of its own, so that the rest of a world is left to the same chance as without.</summary>
    /// <param name="setup">What the seed turned on.</param>
    /// <param name="seed">The world's.</param>
    public static AccountSetup Draw(AccountSetup setup, int seed)
    {
        var chance = new Random(unchecked((seed * 1_000_003) ^ 0x5A22));
        if (chance.Next(3) != 0) return setup;
        int? count = chance.Next(2) == 0 ? chance.Next(2, 5) : null, ofStrategy = chance.Next(2) == 0 ? chance.Next(1, 4) : null;
        decimal? money = chance.Next(2) == 0 ? chance.Next(800, 3_000) : null, lost = chance.Next(2) == 0 ? chance.Next(1, 40) : null;
        var most = Ground.Catalog.All.Select((one, i) => chance.Next(2) == 0 ? one.FloorToLot(chance.Next(800, 3_000) / Ground.Prices[i] / one.Multiplier) : 0m).ToList();
        most[Ground.Further] = most[0]; // one pair, one position
        return setup with
        {
            Catalog = new InstrumentCatalog(Ground.Catalog.All.Select(one => most[one.Id.Index] > 0m ? one with { PositionMaxBase = most[one.Id.Index] } : one)),
            Tiers = new(setup.Tiers.All.Select(tier => tier with
            {
                Limits = tier.Limits with { PositionsMax = count, PositionNotionalMaxAccount = money, OptionDailyLossMaxAccount = lost },
                Strategies = [.. tier.Strategies.Select(spec => spec with { PositionsMax = ofStrategy })],
            })),
        };
    }
}
