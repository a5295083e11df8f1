using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;

namespace TradingDaemon.Tests.Engine.Validation;

/// <summary>Ticks of every kind, most of them wrong in some way.</summary>
internal static class RandomTicks
{
    private static readonly decimal[] Prices = [decimal.MinValue, -1m, 0m, 0.0000000000000000000000000001m, 99m, 100m, 100.01m, 101m, 130m, 1_000m, decimal.MaxValue / 4m];
    private static readonly decimal[] Sizes = [decimal.MinValue, -2m, -1m, 0m, 0.5m, 1m, 10m, 1e15m, decimal.MaxValue];
    private static readonly TimeSpan[] Intervals = [TimeSpan.MinValue, TimeSpan.Zero, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), TimeSpan.MaxValue];

    public static RawTick Next(Random random, int instruments, DateTimeOffset around)
    {
        var instrument = new InstrumentId(random.Next(10) == 0 ? random.Next(-2, instruments + 2) : random.Next(instruments));
        var received = around + TimeSpan.FromSeconds(random.Next(100_000));
        var source = random.Next(20) switch
        {
            0 => DateTimeOffset.MinValue,
            1 => DateTimeOffset.MaxValue,
            2 => received + TimeSpan.FromSeconds(5),
            3 => received - TimeSpan.FromSeconds(90),
            _ => received,
        };
        return random.Next(5) switch
        {
            0 => RawTick.OfTrade(instrument, source, received, Pick(random, Prices), Pick(random, Sizes), AggressorSide.Unknown),
            1 => RawTick.OfBar(instrument, source - TimeSpan.FromMinutes(source == DateTimeOffset.MinValue ? 0 : 1), received, Pick(random, Intervals), Pick(random, Prices), Pick(random, Prices), Pick(random, Prices), Pick(random, Prices), Pick(random, Sizes)),
            2 => RawTick.OfBook(instrument, source, received, new BookSnapshot(Side(random), Side(random))),
            3 when random.Next(10) == 0 => default,
            _ => RawTick.OfQuote(instrument, source, received, Pick(random, Prices), Pick(random, Sizes), Pick(random, Prices), Pick(random, Sizes)),
        };
    }

    private static BookLevel[] Side(Random random) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new BookLevel(Pick(random, Prices), Pick(random, Sizes)))];

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
