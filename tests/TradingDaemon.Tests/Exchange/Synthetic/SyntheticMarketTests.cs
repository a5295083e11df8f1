using NUnit.Framework;
using TradingDaemon.Exchange.Synthetic;

namespace TradingDaemon.Tests.Exchange.Synthetic;

[NonParallelizable] // another thread's collection counts against the thread that is measured
public sealed class SyntheticMarketTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 3, 0, 0, 0, TimeSpan.Zero);

    private static readonly SyntheticInstrument[] Instruments =
    [
        new() { Symbol = "BTC/USD", AssetClass = "crypto", TickSize = 0.01m, LotSize = 0.0001m, StartPrice = 60_000m, FactorShare = 0.8 },
        new() { Symbol = "ETH/USD", AssetClass = "crypto", TickSize = 0.01m, LotSize = 0.001m, StartPrice = 3_000m, FactorShare = 0.8 },
        new() { Symbol = "ACME", AssetClass = "equity", TickSize = 0.05m, LotSize = 1m, StartPrice = 40m, FactorShare = 0.8 },
        new() { Symbol = "PENNY", AssetClass = "equity", TickSize = 0.01m, LotSize = 1m, StartPrice = 0.02m, FactorShare = 0, DepthQuote = 0.001 },
    ];

    [Test]
    public void Next_SameSeedAndStart_GivesTheSameEvents()
    {
        var (first, second) = (Run(1, Start, 5_000), Run(1, Start, 5_000));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(Run(2, Start, 50), Is.Not.EqualTo(Run(1, Start, 50)));
        Assert.That(Run(1, Start.AddDays(1), 50).Select(e => e.Ask), Is.Not.EqualTo(Run(1, Start, 50).Select(e => e.Ask)), "a resumed market does not repeat itself");
    }

    [Test]
    public void Next_AnyEvent_IsInTimeOrderOnItsGridsAndUncrossed()
    {
        var last = Start;
        foreach (var e in Run(3, Start, 100_000))
        {
            var it = Instruments[e.Index];
            if (e.At < last || e.Bid <= 0m || e.Bid >= e.Ask || e.Bid % it.TickSize != 0m || e.Ask % it.TickSize != 0m
                || e.BidSize % it.LotSize != 0m || e.AskSize % it.LotSize != 0m || e.BidSize + e.AskSize < it.LotSize)
                Assert.Fail($"{e}");
            last = e.At;
        }
    }

    [Test]
    public void Next_OverAnHour_KeepsTheAskedRatesAndAllKinds()
    {
        var events = Run(4, Start, 100_000, new SyntheticMarketOptions { Seed = 4, QuotesPerSecond = 10, TradesPerQuote = 0.3 });
        var seconds = (events[^1].At - Start).TotalSeconds;
        Assert.That(events.Count(e => e.Kind == SyntheticEventKind.Quote) / seconds / Instruments.Length, Is.EqualTo(10.0).Within(0.3));
        Assert.That(events.Count(e => e.Kind != SyntheticEventKind.Quote) / seconds / Instruments.Length, Is.EqualTo(3.0).Within(0.2));
        Assert.That(events.Count(e => e.Kind == SyntheticEventKind.BuyerTrade), Is.GreaterThan(8_000));
    }

    [Test]
    public void Next_InstrumentsOfOneClass_MoveTogetherAndOthersDoNot()
    {
        var options = new SyntheticMarketOptions { Seed = 5, QuotesPerSecond = 1 };
        var mids = new double[4];
        var returns = Enumerable.Range(0, 4).Select(_ => new List<double>()).ToArray();
        var (last, next) = (new double[4], Start.AddMinutes(1));
        foreach (var e in Run(5, Start, 1_000_000, options))
        {
            if (e.At >= next)
            {
                for (var i = 0; i < 4; i++)
                {
                    if (last[i] > 0) returns[i].Add(Math.Log(mids[i] / last[i]));
                    last[i] = mids[i];
                }

                next = next.AddMinutes(1);
            }

            mids[e.Index] = (double)(e.Bid + e.Ask) / 2;
        }

        Assert.That(Correlation(returns[0], returns[1]), Is.EqualTo(0.8).Within(0.1), "the root of 0.8 × 0.8");
        Assert.That(Correlation(returns[0], returns[2]), Is.EqualTo(0.0).Within(0.15));
        Assert.That(Kurtosis(returns[0]), Is.GreaterThan(4.0), "regimes make fat tails");
    }

    [Test]
    public void Next_WithGaps_JumpsFurther()
    {
        double Largest(double probability) => Run(6, Start, 20_000, new SyntheticMarketOptions { Seed = 6, GapProbability = probability, GapSize = 0.05 })
            .Where(e => e.Index == 0).Select(e => (double)e.Bid).ToArray() is var bids ? bids.Zip(bids.Skip(1), (a, b) => Math.Abs(Math.Log(b / a))).Max() : 0;
        Assert.That(Largest(0.01), Is.GreaterThan(0.05));
        Assert.That(Largest(0.0), Is.LessThan(0.01));
    }

    [Test]
    public void Next_MillionsOfEvents_AllocateNothing()
    {
        var market = new SyntheticMarket(new SyntheticMarketOptions(), Instruments, Start);
        for (var i = 0; i < 1_000; i++) market.Next(out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = TimeProvider.System.GetTimestamp();
        var checksum = 0m;
        for (var i = 0; i < 1_000_000; i++)
        {
            market.Next(out var e);
            checksum = e.Ask;
        }

        var elapsed = TimeProvider.System.GetElapsedTime(started);
        TestContext.Out.WriteLine($"{1.0 / elapsed.TotalSeconds:0.00} million events a second, last ask {checksum}");
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(10_000), "what the runtime takes when it compiles anew is not of the market");
    }

    [Test]
    public void Constructor_FiguresOutOfRange_Throw()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new SyntheticMarket(new(), [], Start), Throws.ArgumentException);
            Assert.That(() => new SyntheticMarket(new() { QuotesPerSecond = double.NaN }, Instruments, Start), Throws.ArgumentException);
            Assert.That(() => new SyntheticMarket(new() { GapProbability = 1.5 }, Instruments, Start), Throws.ArgumentException);
            Assert.That(() => new SyntheticMarket(new(), [Instruments[0] with { TickSize = 0m }], Start), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void Bars_OfASymbol_AreTheOnesTheDefinitionGives()
    {
        var bars = new LinearCongruentialBars("AB"); // 65 + 66 = 131
        var first = bars.Next();
        var state = unchecked((131UL * 6364136223846793005UL) + 1UL);
        var uniform = (state >> 11) / Math.Pow(2, 53);
        Assert.That(first.Open, Is.EqualTo(100.0));
        Assert.That(first.Close, Is.EqualTo(100.0 * (1 + 0.0001 + (0.02 * ((2 * uniform) - 1)))).Within(1e-9));
        var previous = first;
        for (var i = 0; i < 10_000; i++)
        {
            var bar = bars.Next();
            if (bar.Open != previous.Close || bar.Low < 1.0 || bar.Low > Math.Min(bar.Open, bar.Close) || bar.High < Math.Max(bar.Open, bar.Close) || bar.Volume is < 1_000 or > 10_000)
                Assert.Fail($"{bar}");
            previous = bar;
        }

        Assert.That(new LinearCongruentialBars("BA").Next(), Is.EqualTo(first), "the seed is a sum");
    }

    [Test]
    public void Random_SplitStreams_HaveTheRightMoments()
    {
        var random = new SeededRandom(9);
        var normals = Enumerable.Range(0, 200_000).Select(_ => random.NextNormal()).ToArray();
        Assert.That(normals.Average(), Is.EqualTo(0.0).Within(0.01));
        Assert.That(normals.Average(x => x * x), Is.EqualTo(1.0).Within(0.02));
        Assert.That(Enumerable.Range(0, 200_000).Average(_ => random.NextExponential()), Is.EqualTo(1.0).Within(0.02));
        Assert.That(Enumerable.Range(0, 1_000).Select(_ => random.NextIndex(3)).Distinct().Order(), Is.EqualTo(new[] { 0, 1, 2 }));
    }

    private static List<SyntheticEvent> Run(ulong seed, DateTimeOffset start, int count, SyntheticMarketOptions? options = null)
    {
        var market = new SyntheticMarket(options ?? new SyntheticMarketOptions { Seed = seed }, Instruments, start);
        var events = new List<SyntheticEvent>(count);
        for (var i = 0; i < count; i++)
        {
            market.Next(out var next);
            events.Add(next);
        }

        return events;
    }

    private static double Correlation(List<double> a, List<double> b) => a.Zip(b, (x, y) => x * y).Average() / Math.Sqrt(a.Average(x => x * x) * b.Average(y => y * y));

    private static double Kurtosis(List<double> a) => a.Average(x => x * x * x * x) / Math.Pow(a.Average(x => x * x), 2);
}
