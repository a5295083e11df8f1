using System.Globalization;
using System.Text;
using NUnit.Framework;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Validation;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;

namespace TradingDaemon.Tests.Venues.Alpaca;

/// <summary>Prints of all exchanges together: each exchange gives its own ids, and they overtake one another by a hair, over frames too.</summary>
internal sealed class AlpacaPrintsTests
{
    private static readonly DateTimeOffset Begun = new(2026, 8, 12, 14, 30, 0, TimeSpan.Zero);

    private readonly List<(decimal Price, double Ms)> _told = [];
    private readonly SetClock _clock = new();
    private TickValidator _validator = new(2, new ValidationLimits());

    // Frames of "exchange id price@milliseconds"; what is told of them, and what validation drops as out of order.
    [TestCase("V:5000:100@100 | D:200:101@99.9", "100@100 101@100", 0, TestName = "Read_APrintOfAnotherExchangeAHairEarlier_CountsAsOfTheOneBeforeIt")]
    [TestCase("V:5000:100@2000 | D:200:101@1000", "100@2000 101@2000", 0, TestName = "Read_APrintASecondEarlier_StillCounts")]
    [TestCase("V:5000:100@2000 | D:200:101@999.9", "100@2000", 1, TestName = "Read_APrintReportedLater_IsDroppedAndCounted")]
    [TestCase("V:5000:100@100 | D:5000:101@100", "100@100 101@100", 0, TestName = "Read_TheSameIdOfAnotherExchange_IsAnotherTrade")]
    [TestCase("V:5000:100@100 | V:5000:100@100", "100@100", 0, TestName = "Read_AFrameToldAgain_IsOld")]
    [TestCase("V:5000:100@100 | D:200:101@101 | V:5000:100@100 D:200:101@101", "100@100 101@101", 0, TestName = "Read_FramesOfTwoExchangesToldAgain_AreOld")]
    [TestCase("V:5000:100@100 | V:4999:100.5@99.9", "100@100", 0, TestName = "Read_AnOlderIdOfTheSameExchange_IsOld")]
    [TestCase("V:5000:100@100 D:200:101@99.9 | K:1:102@99.95 V:5001:99@100.1", "101@99.9 100@100 102@100 99@100.1", 0, TestName = "Read_FramesWithSeveral_AreInTheOrderTheyWereMade")]
    [TestCase(":5000:100@100 | :200:101@99.9", "100@100", 0, TestName = "Read_WhereOneCountsAll_ASmallerIdIsOld")]
    public void Read_Prints(string frames, string expected, long outOfOrder)
    {
        var setup = new FeedSetup { Hosts = LiveVenues.Hosts("alpaca")[1], Instruments = [AlpacaRig.Bitcoin, AlpacaRig.Apple], Clock = _clock };
        var sink = new TickSink(setup, (in RawTick tick) =>
        {
            if (_validator.Check(tick) is null) _told.Add((tick.A, (tick.SourceTime - Begun).TotalMilliseconds));
        });
        var reader = new AlpacaReader();
        sink.Begin();
        _clock.Now = Begun.AddSeconds(3);
        foreach (var frame in frames.Split(" | "))
        {
            reader.Read(Frame(frame), default, sink);
            sink.End();
        }

        Assert.That(string.Join(' ', _told.Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Price}@{one.Ms}"))), Is.EqualTo(expected));
        Assert.That(_validator.Rejected(TickRejection.OutOfOrder), Is.EqualTo(outOfOrder), "no print goes unseen and uncounted");
    }

    [SetUp]
    public void Forget()
    {
        _told.Clear();
        (_clock.Now, _validator) = (Begun, new TickValidator(2, new ValidationLimits()));
    }

    private static byte[] Frame(string prints) => Encoding.UTF8.GetBytes($"[{string.Join(',', prints.Split(' ').Select(static print =>
    {
        var parts = print.Split(':', '@');
        var at = Begun.AddTicks((long)(double.Parse(parts[3], CultureInfo.InvariantCulture) * TimeSpan.TicksPerMillisecond));
        var exchange = parts[0].Length > 0 ? $"\"x\":\"{parts[0]}\"," : "";
        return $$"""{"T":"t","S":"AAPL",{{exchange}}"i":{{parts[1]}},"p":{{parts[2]}},"s":1,"t":"{{at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)}}","c":["@"],"z":"C"}""";
    }))}]");

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Begun;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
