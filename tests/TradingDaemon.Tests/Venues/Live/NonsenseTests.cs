using System.Net;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Tests.Venues.Kraken;
using TradingDaemon.Tests.Venues.Sandbox;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Kraken;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
using TradingDaemon.Venues.Live.Lines;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Sandbox;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>
/// What a venue sends that is no sense, JSON or not, is a fault of the venue and nothing else, from the bytes to the daemon's own words: it costs a connection
/// or an answer. Ten thousand damaged messages each, the seed is printed.
/// </summary>
public sealed class NonsenseTests
{
    private const int Rounds = 10_000;

    private static readonly string[] SandboxFrames =
    [
        "null", "[]", "0", """{"type":null}""", """{"type":"heartbeat","time":1}""", """{"type":"subscribed","channel":"quotes","symbols":["BTC/USD",null]}""",
        """{"type":"quote","symbol":"BTC/USD","sequence":1,"time":1790000000000,"bid":"1","bidSize":"2","ask":"3","askSize":"4"}""",
        """{"type":"quote","symbol":"BTC/USD","sequence":1,"time":999999999999999999,"bid":"1","ask":"2"}""",
        """{"type":"trade","symbol":"BTC/USD","sequence":1,"time":1790000000000,"price":"1","quantity":"2","aggressor":"buy"}""",
        """{"type":"book","symbol":"BTC/USD","sequence":1,"time":1790000000000,"snapshot":true,"bids":[["1","2"],["0.5","1"]],"asks":[["2","2"]],"checksum":7}""",
        """{"type":"book","symbol":"BTC/USD","sequence":2,"snapshot":true,"bids":[null,[null,"1"]],"asks":[]}""",
        """{"type":"order","order":{"venueOrderId":"V1","symbol":"BTC/USD","side":"buy","quantity":"1","filled":"0.5","status":"open","time":1790000000000,"clientOrderId":"C1","price":"9"}}""",
        """{"type":"order","order":{"venueOrderId":"V1","symbol":"BTC/USD","side":"sell","quantity":"1","filled":"0","status":"cancelled","time":1790000000000,"clientOrderId":"C1","reason":"x"}}""",
        """{"type":"execution","execution":{"executionId":"E1","sequence":3,"symbol":"BTC/USD","side":"buy","price":"1","quantity":"2","fee":"0.1","feeCurrency":"USD","liquidity":"maker","time":1790000000000,"clientOrderId":"C1"}}""",
        """{"type":"error","code":"RATE_LIMITED","message":"x"}""",
    ];

    private static readonly string[] SandboxAnswers =
    [
        """{"serverTime":1790000000000}""", """{"symbol":"BTC/USD","bid":"1","bidSize":"1","ask":"2","askSize":"1","time":1790000000000}""", """{"orders":[null]}""", """{"executions":[null]}""",
        """{"venueOrderId":"V1","symbol":"BTC/USD","side":"buy","quantity":"1","filled":"0.5","status":"open","time":1790000000000,"clientOrderId":"C1"}""",
        """{"orders":[{"venueOrderId":"V1","symbol":"BTC/USD","side":"buy","quantity":"1","filled":"0.5","status":"open","time":1790000000000,"clientOrderId":"C1"}]}""",
        """{"executions":[{"executionId":"E1","sequence":3,"symbol":"BTC/USD","side":"buy","price":"1","quantity":"2","fee":"0.1","feeCurrency":"USD","liquidity":"maker","time":1790000000000,"clientOrderId":"C1"}]}""",
        """{"executionSequence":3,"cash":{"USD":"100","EUR":null},"holdings":{"BTC/USD":"1"}}""",
    ];

    private static IEnumerable<string> Named => ["sandbox market", "sandbox account", "sandbox answers", "kraken market", "kraken account", "kraken answers"];

    [TestCaseSource(nameof(Named))]
    public async Task Read_DamagedMessages_AreFaultsOfTheVenueAlone(string which)
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (samples, read) = Of(which);
        var (refused, whole) = (0, samples.Count); // the first round reads each as it is
        for (var round = 0; round < Rounds + whole; round++)
        {
            var sample = Encoding.UTF8.GetBytes(samples[round < whole ? round : random.Next(whole)]);
            var message = round < whole ? sample : Damage.Of(sample, random);
            try
            {
                await read(message, random);
            }
            catch (VenueException)
            {
                refused++;
            }
            catch (Exception other)
            {
                Assert.Fail($"seed {seed}, round {round}: {Encoding.UTF8.GetString(message)}: {other}");
            }
        }

        TestContext.Out.WriteLine($"{refused} of {Rounds + whole} refused");
        Assert.That(refused, Is.InRange(Rounds / 20, Rounds));
    }

    private static (IReadOnlyList<string> Samples, Func<byte[], Random, ValueTask> Read) Of(string which) => which switch
    {
        "sandbox market" => (SandboxFrames, Market(SandboxMarket())),
        "sandbox account" => (SandboxFrames, static (message, _) => SandboxAccountFrame(message)),
        "sandbox answers" => (SandboxAnswers, static (message, _) => SandboxAnswer(message)),
        "kraken market" => (KrakenSamples.All, Market(KrakenMarket())),
        "kraken account" => (KrakenSamples.All, KrakenAccount()),
        _ => (KrakenSamples.All, KrakenAnswers()),
    };

    private static Func<byte[], Random, ValueTask> Market(IFeedDialect dialect) => (message, random) =>
    {
        if (random.Next(20) == 0) dialect.Begin();
        dialect.Read(message, []);
        return default;
    };

    private static SandboxDialect SandboxMarket() => new(SandboxRig.Catalog, new SandboxFeedOptions { Url = new Uri("http://127.0.0.1:1"), Books = true }, static (in RawTick _) => { }, TimeProvider.System);

    private static ValueTask SandboxAccountFrame(byte[] message)
    {
        var frame = SandboxTranslation.Frame(message);
        _ = frame.Order?.ToEvent();
        _ = frame.Execution?.ToDomain("sandbox");
        if (frame.Type == "error") throw new VenueException(SandboxErrors.Read(frame.Code, frame.Message));
        return default;
    }

    private static ValueTask SandboxAnswer(byte[] message)
    {
        var reply = new SandboxReply(message, null);
        var faults = new List<VenueException>();
        Try(SandboxWire.Default.TimeAnswer, static answer => SandboxTranslation.Time(answer.ServerTime));
        Try(SandboxWire.Default.OrderMessage, static answer => answer.ToDomain());
        Try(SandboxWire.Default.OrdersAnswer, static answer => answer.Orders.Select(SandboxTranslation.ToDomain).ToList());
        Try(SandboxWire.Default.ExecutionsAnswer, static answer => answer.Executions.Select(static execution => execution.ToDomain("sandbox")).ToList());
        Try(SandboxWire.Default.BalancesAnswer, static answer => answer.ToDomain());
        Try(SandboxWire.Default.QuoteMessage, static answer => answer is { Bid: { } bid, Ask: { } ask } ? (SandboxTranslation.Number(bid), SandboxTranslation.Number(ask), SandboxTranslation.Time(answer.Time)) : default);
        if (faults.Count == 6) throw faults[0]; // an answer of none of the kinds
        return default;

        void Try<T>(JsonTypeInfo<T> type, Func<T, object> use)
        {
            try
            {
                use(reply.Answer(type));
            }
            catch (VenueException fault)
            {
                faults.Add(fault);
            }
        }
    }

    private static ReaderDialect KrakenMarket()
    {
        var setup = new FeedSetup { Hosts = TradingDaemon.Venues.Adapters.LiveVenues.Hosts("kraken")[0], Instruments = KrakenRig.Instruments, Clock = TimeProvider.System, Books = true };
        return new ReaderDialect(new KrakenReader(), new KrakenFeed(true), new TickSink(setup, static (in RawTick _) => { }));
    }

    // As the account's stream does: what the reader told is learnt, named and turned into events.
    private static Func<byte[], Random, ValueTask> KrakenAccount()
    {
        var (setup, reader, memory) = (Setup(), new KrakenReader(), new OrderMemory());
        return (message, _) => TellAsync(Read(reader, message), setup, memory);
    }

    private static Func<byte[], Random, ValueTask> KrakenAnswers()
    {
        var (setup, reader, memory) = (Setup(), new KrakenReader(), new OrderMemory());
        using var line = new VenueLine(new LineOptions(), TimeProvider.System, static (_, _) => ValueTask.FromResult(TimerClock.Start));
        var desk = new VenueDesk(line, reader);
        return async (message, random) =>
        {
            var status = random.Next(10) == 0 ? HttpStatusCode.BadRequest : HttpStatusCode.OK;
            var answer = desk.Read(new LineReply(status, message, null), reader.Endpoints[random.Next(reader.Endpoints.Count)], random.Next(3) == 0 ? "BTC/USD" : null);
            _ = answer.ToPlacement();
            _ = answer.OrThrow();
            foreach (var order in answer.Orders) _ = order.ToReport();
            _ = Desk(setup, memory).ToHoldings(answer);
            await TellAsync(answer, setup, memory);
        };
    }

    private static Answer Read(KrakenReader reader, byte[] message)
    {
        var told = new Answer(message);
        try
        {
            reader.Read(message, default, told);
        }
        catch (TradingDaemon.Venues.Wire.WireFormatException garbled) // as the stream says it
        {
            throw new VenueException(new VenueFault(VenueFaultKind.Retry, "GARBLED", garbled.Message), garbled);
        }

        return told;
    }

    private static async ValueTask TellAsync(Answer told, VenueSetup setup, OrderMemory memory)
    {
        foreach (var order in told.Orders) memory.Learn(order);
        foreach (var order in told.Orders) _ = memory.Complete(order).ToEvent(DateTimeOffset.UnixEpoch);
        _ = await Desk(setup, memory).ToFillsAsync(told.Fills, default);
    }

    private static FillDesk Desk(VenueSetup setup, OrderMemory memory) => new(setup, new ExecutionNumbers([], DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(15)), memory, (ids, _) =>
    {
        foreach (var id in ids) memory.Learn(new ToldOrder("", id, null, null, null, null, null));
        return default;
    });

    private static VenueSetup Setup() => new()
    {
        Id = "kraken", Hosts = TradingDaemon.Venues.Adapters.LiveVenues.Hosts("kraken")[0], Credentials = new VenueCredentials("key", "c2VjcmV0"), Nonces = new SandboxRig.CountingNonces(),
        Instruments = KrakenRig.Instruments, Clock = TimeProvider.System, BookedFrom = DateTimeOffset.UnixEpoch,
    };
}
