using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Agents;
using TradingDaemon.Configuration.Sections.Agents;
using TradingDaemon.Domain.Agents;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Journalling;
using TradingDaemon.Operations.Agents;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Gating;
using TradingDaemon.Tests.Operations.Support;
using TradingDaemon.Tests.Venues.Support;

namespace TradingDaemon.Tests.Agents;

/// <summary>Nothing is believed before its signature, and whatever is not taken is refused by a name, counted and stored.</summary>
[TestFixture]
internal sealed class AgentSignalsTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Buy = """{"strategy": "desk", "symbol": "BTC/USD", "kind": "buy", "reason": "spread is wide", "quantity": 1}""";

    [Test]
    public void Sign_IsWhatOthersSign() => // openssl: printf '1767225600000\nnonce-01\n{}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        Assert.That(AgentSigning.Sign(Key, "1767225600000", "nonce-01", "{}"u8), Is.EqualTo("143c7707a7afa8131f52d11ee3c806f21445d835d3412b63a42b529d0e9af74d"));

    [Test]
    public async Task Take_ASignedBuy_IsAnOrder()
    {
        using var rig = new Rig();
        var answer = await rig.SendAsync(Buy);
        Assert.That((answer.IsTaken, answer.Number > 0, answer.Message.Contains(": order ", StringComparison.Ordinal)), Is.EqualTo((true, true, true)), answer.Message);
        Assert.That(rig.Signals.Taken, Is.EquivalentTo(new[] { ("quant", 1L), ("mute", 0L) }));
    }

    [Test]
    public async Task Take_Tampered_OfAnotherKey_Late_OrReplayed_IsRefusedByName()
    {
        using var rig = new Rig();
        var request = rig.Signed(Buy);
        Assert.That(await rig.WhyAsync(request with { Body = Encoding.UTF8.GetBytes(Buy.Replace("1}", "9}", StringComparison.Ordinal)) }), Is.EqualTo(AgentRefusal.SignatureWrong));
        Assert.That(await rig.WhyAsync(request with { Nonce = "nonce-99" }), Is.EqualTo(AgentRefusal.SignatureWrong));
        Assert.That(await rig.WhyAsync(request with { Timestamp = request.Timestamp[..^1] + "9" }), Is.EqualTo(AgentRefusal.SignatureWrong));
        Assert.That(await rig.WhyAsync(request with { Signature = request.Signature[1..] }), Is.EqualTo(AgentRefusal.SignatureWrong));
        Assert.That(await rig.WhyAsync(request with { Signature = "" }), Is.EqualTo(AgentRefusal.SignatureWrong));
        Assert.That(await rig.WhyAsync(rig.Signed(Buy, key: new string('k', 32))), Is.EqualTo(AgentRefusal.SignatureWrong));
        Assert.That(await rig.WhyAsync(request with { Agent = "nobody" }), Is.EqualTo(AgentRefusal.UnknownAgent));
        Assert.That(await rig.WhyAsync(rig.Signed(Buy, agent: "mute")), Is.EqualTo(AgentRefusal.KeyMissing));
        Assert.That(await rig.WhyAsync(request), Is.Null);
        Assert.That(await rig.WhyAsync(request), Is.EqualTo(AgentRefusal.NonceReplayed));
        Assert.That(rig.Boards.Alerts.Recent.Select(static alert => alert.Key), Does.Contain("agent:quant"), "some in a row are told");
        Assert.That(rig.Signals.Refused.Single(static pair => pair.Why == AgentRefusal.SignatureWrong).Count, Is.EqualTo(6));
    }

    [Test(Description = "Bug: a replay was answered with the number of a signal that was not durable yet.")]
    public async Task Take_AndTakeAgain_IsAnsweredOnceTheFirstIsDurable()
    {
        var durable = new DurableMark();
        using var rig = new Rig(durable: durable);
        var request = rig.Signed(Buy);
        Task<AgentAnswer>[] asked = [rig.Signals.TakeAsync(request, default), rig.Signals.TakeAsync(request, default), rig.SendAsync(Buy)];
        var taken = 0;
        Assert.That(() => taken += rig.Stored.OfType<Fact.SignalTaken>().Count(), Is.EqualTo(2).After(300_000, 10), "all three are decided");
        Assert.That(asked.Any(static answer => answer.IsCompleted), Is.False);
        durable.Reach(long.MaxValue);
        var answers = await Task.WhenAll(asked);
        Assert.That((answers[0].IsTaken, answers[1].Refusal, answers[1].Number, answers[2].IsTaken), Is.EqualTo((true, (AgentRefusal?)AgentRefusal.NonceReplayed, answers[0].Number, true)));
    }

    [TestCase(-30_001, AgentRefusal.TimestampOff), TestCase(-30_000, null), TestCase(30_000, null), TestCase(30_001, AgentRefusal.TimestampOff)]
    public async Task Take_SignedAtAnotherTime_IsTakenUpToTheLimit(int milliseconds, AgentRefusal? refusal)
    {
        using var rig = new Rig();
        Assert.That(await rig.WhyAsync(rig.Signed(Buy, milliseconds: milliseconds)), Is.EqualTo(refusal));
    }

    [TestCase("{", AgentRefusal.Malformed), TestCase("""{"strategy": "desk", "symbol": "BTC/USD"}""", AgentRefusal.Malformed), TestCase("""{"strategy": "desk", "symbol": "BTC/USD", "kind": "buy", "leverage": 5}""", AgentRefusal.Malformed)]
    [TestCase("""{"strategy": "desk", "symbol": "BTC/USD", "kind": "buy", "quantity": 1, "quantity": 2}""", AgentRefusal.Malformed), TestCase("""{"strategy": "desk", "symbol": "BTC/USD", "kind": "buy", "quantity": -1}""", AgentRefusal.Malformed)]
    [TestCase("""{"strategy": "alpha", "symbol": "BTC/USD", "kind": "buy"}""", AgentRefusal.StrategyNotAllowed), TestCase("""{"strategy": "desk", "symbol": "ETH/USD", "kind": "buy"}""", AgentRefusal.SymbolNotAllowed)]
    [TestCase("""{"strategy": "desk", "symbol": "NO/SUCH", "kind": "buy"}""", AgentRefusal.SymbolUnknown)]
    public async Task Take_SignedNonsense_IsRefusedByName(string body, AgentRefusal refusal)
    {
        using var rig = new Rig();
        Assert.That(await rig.WhyAsync(rig.Signed(body)), Is.EqualTo(refusal));
    }

    [TestCase(1_000, "BTC/USD", null), TestCase(1_001, "BTC/USD", AgentRefusal.Malformed), TestCase(1, "AAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAA", AgentRefusal.Malformed), TestCase(1, "A\\nB", AgentRefusal.Malformed), TestCase(1, "NO/SUCH", AgentRefusal.SymbolUnknown)]
    [Description("Bug: a reason of eight kilobytes was stored whole, eight times what a strategy may write, and a symbol stood in log and alerts as it came.")]
    public async Task Take_WordsNobodyReads_AreMalformed(int reason, string symbol, AgentRefusal? refusal)
    {
        using var rig = new Rig(symbols: []);
        Assert.That(await rig.WhyAsync(rig.Signed($$"""{"strategy": "desk", "symbol": "{{symbol}}", "kind": "buy", "quantity": 1, "reason": "{{new string('x', reason)}}"}""")), Is.EqualTo(refusal));
    }

    [Test]
    public async Task Take_ABodyTooLarge_OrANonceTooShort_IsRefused()
    {
        using var rig = new Rig();
        Assert.That(await rig.WhyAsync(rig.Signed(Buy) with { Body = null }), Is.EqualTo(AgentRefusal.TooLarge));
        Assert.That(await rig.WhyAsync(rig.Signed(Buy, nonce: "short")), Is.EqualTo(AgentRefusal.Malformed));
        Assert.That(await rig.WhyAsync(rig.Signed(Buy) with { Timestamp = "-1" }), Is.EqualTo(AgentRefusal.Malformed));
    }

    [Test]
    public async Task Take_MoreThanItMaySend_IsRefused_AndNobodyElseIs()
    {
        using var rig = new Rig(perMinuteMax: 2);
        Assert.That((await rig.WhyAsync(rig.Signed(Buy)), await rig.WhyAsync(rig.Signed(Buy)), await rig.WhyAsync(rig.Signed(Buy))), Is.EqualTo(((AgentRefusal?)null, (AgentRefusal?)null, (AgentRefusal?)AgentRefusal.RateExceeded)));
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await rig.WhyAsync(rig.Signed(Buy)), Is.Null, "a minute later it may again");
    }

    [Test(Description = "Bug: an agent that had sent as many entries as it may could not close what it held for a minute.")]
    public async Task Take_AClose_IsNoneOfTheEntriesItMaySend()
    {
        const string Close = """{"strategy": "desk", "symbol": "BTC/USD", "kind": "close"}""";
        using var rig = new Rig(perMinuteMax: 2);
        for (var i = 0; i < 3; i++) await rig.SendAsync(Buy);
        Assert.That((await rig.WhyAsync(rig.Signed(Close)), await rig.WhyAsync(rig.Signed(Close)), await rig.WhyAsync(rig.Signed(Close))), Is.EqualTo(((AgentRefusal?)null, (AgentRefusal?)null, (AgentRefusal?)AgentRefusal.RateExceeded)), "as many again");
    }

    [Test]
    public async Task Refusals_OfTheSame_AreStoredOnceAMinuteWithHowOften()
    {
        using var rig = new Rig();
        for (var i = 0; i < 4; i++) await rig.WhyAsync(rig.Signed(Buy) with { Signature = "" });
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.WhyAsync(rig.Signed(Buy) with { Signature = "" });
        await rig.SendAsync(Buy); // what waited before it is taken
        var stored = rig.Stored.OfType<Fact.AgentRefused>().ToList();
        Assert.That(stored.Select(static fact => $"{fact.Agent} {fact.Why} {fact.Times}"), Is.EqualTo(new[] { "quant SignatureWrong 1", "quant SignatureWrong 4" }));
    }

    /// <summary>Bug: each request that was not taken was a line in the log, so that whoever reached the port could fill the disk by it.</summary>
    [Test]
    public async Task Refusals_OfTheSame_AreLoggedAsTheyAreStored_AndEachIsCounted()
    {
        using var rig = new Rig();
        using var watch = new AgentRefusalWatch(rig.Refusals, rig.Clock);
        await watch.StartAsync(default);
        for (var i = 0; i < 1_000; i++) await rig.WhyAsync(rig.Signed(Buy, agent: $"nobody{i}"));
        for (var i = 0; i < 2; i++) await rig.WhyAsync(rig.Signed(Buy) with { Signature = "" });
        rig.Clock.Advance(AgentRefusals.StoreEvery);
        await rig.WhyAsync(rig.Signed(Buy, agent: "nobody"));
        await watch.StopAsync(default);
        Assert.That(rig.Logged.Select(static line => $"{line["Agent"]} {line["Why"]} {line["Times"]}"), Is.EquivalentTo(await rig.RefusedAsync()));
        Assert.That(rig.Logged.Sum(static line => (int)line["Times"]!), Is.EqualTo(1_003), "none is left out");
        Assert.That(rig.Logged, Has.Count.LessThanOrEqualTo(5));
        Assert.That(rig.Refusals.Counts.Sum(static pair => pair.Count), Is.EqualTo(1_003));
    }

    [Test(Description = "Bug: refusals after the first of a minute were stored only when a further one came, and the alert of them never ended.")]
    public async Task Look_AfterAMinute_StoresTheOthers_AndAfterTenWithoutOneTheAlertIsOver()
    {
        using var rig = new Rig();
        for (var i = 0; i < 5; i++) await rig.WhyAsync(rig.Signed(Buy) with { Signature = "" });
        rig.Clock.Advance(AgentRefusals.StoreEvery - TimeSpan.FromTicks(1));
        rig.Refusals.Look();
        Assert.That(await rig.RefusedAsync(), Is.EqualTo(new[] { "quant SignatureWrong 1" }));
        rig.Clock.Advance(TimeSpan.FromTicks(1));
        rig.Refusals.Look();
        rig.Refusals.Look();
        Assert.That((await rig.RefusedAsync(), rig.Alerts), Is.EqualTo((new[] { "quant SignatureWrong 4" }, new[] { "agent:quant" })));
        rig.Clock.Advance(TimeSpan.FromMinutes(9) - TimeSpan.FromTicks(1));
        rig.Refusals.Look();
        Assert.That(rig.Alerts, Has.Length.EqualTo(1));
        rig.Clock.Advance(TimeSpan.FromTicks(1));
        rig.Refusals.Look();
        Assert.That((await rig.RefusedAsync(), rig.Alerts), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public async Task Watch_Stopped_StoresWhatIsNotStoredYet()
    {
        using var rig = new Rig();
        using var watch = new AgentRefusalWatch(rig.Refusals, rig.Clock);
        await watch.StartAsync(default);
        for (var i = 0; i < 3; i++) await rig.WhyAsync(rig.Signed(Buy) with { Signature = "" });
        await watch.StopAsync(default);
        Assert.That(await rig.RefusedAsync(), Is.EqualTo(new[] { "quant SignatureWrong 1", "quant SignatureWrong 2" }));
    }

    [Test]
    public void Model_Written_DoesNotTellTheKey() => Assert.That(new AgentModel("quant", new AgentSettings { Strategies = ["desk"] }, Key).ToString(), Does.Not.Contain(Key));

    /// <summary>The engine's own thread behind agents of whom one may speak for one strategy on one instrument.</summary>
    private sealed class Rig : IDisposable
    {
        private readonly GatingRig _gating;
        private readonly FieldLog _log = new();
        private int _nonces;

        public Rig(int perMinuteMax = 60, DurableMark? durable = null, string[]? symbols = null)
        {
            var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec("desk") with { Kind = StrategySpec.ExternalKind, SlippageMaxFraction = 0.01m }, TestMarket.Spec()));
            bench.Clock(TimerClock.Start - bench.Now);
            bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
            _gating = new GatingRig(bench);
            var isDurableAtOnce = durable is null;
            durable ??= new DurableMark();
            if (isDurableAtOnce) durable.Reach(long.MaxValue);
            var settings = new AgentSettings { Strategies = ["desk"], Symbols = symbols ?? ["BTC/USD", "NO/SUCH"], PerMinuteMax = perMinuteMax };
            var agents = new[] { new AgentModel("quant", settings, Key), new AgentModel("mute", settings, null) }.ToImmutableSortedDictionary(static agent => agent.Name, static agent => agent, StringComparer.Ordinal);
            Refusals = new AgentRefusals(_gating.Topology, Boards.Alerts, Clock, _log);
            Signals = new AgentSignals(agents, _gating.Topology, durable, Refusals, Clock, NullLogger<AgentSignals>.Instance);
            _gating.Gating.StartAsync(default).GetAwaiter().GetResult();
        }

        public TimerClock Clock { get; } = new();

        public Boards Boards { get; } = new();

        public AgentSignals Signals { get; }

        public AgentRefusals Refusals { get; }

        public IReadOnlyList<IReadOnlyDictionary<string, object?>> Logged => _log.Lines;

        public string[] Alerts => [.. Boards.Alerts.Recent.Select(static alert => alert.Key)];

        public IReadOnlyList<Fact> Stored
        {
            get
            {
                var facts = new List<Fact>();
                while (_gating.Topology.Outbox.Reader.TryRead(out var batch)) facts.AddRange(batch.Batch.Facts.Select(static recorded => recorded.Fact));
                return facts;
            }
        }

        public AgentRequest Signed(string body, string agent = "quant", string key = Key, int milliseconds = 0, string? nonce = null)
        {
            var (bytes, name) = (Encoding.UTF8.GetBytes(body), nonce ?? $"nonce-{++_nonces:00}");
            var timestamp = Clock.GetUtcNow().AddMilliseconds(milliseconds).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            return new AgentRequest(agent, timestamp, name, AgentSigning.Sign(key, timestamp, name, bytes), bytes);
        }

        /// <summary>Refusals stored since this was asked last.</summary>
        public async Task<string[]> RefusedAsync()
        {
            await SendAsync(Buy); // what waited before it is taken
            return [.. Stored.OfType<Fact.AgentRefused>().Select(static fact => $"{fact.Agent} {fact.Why} {fact.Times}")];
        }

        public Task<AgentAnswer> SendAsync(string body) => Signals.TakeAsync(Signed(body), default);

        public async Task<AgentRefusal?> WhyAsync(AgentRequest request) => (await Signals.TakeAsync(request, default)).Refusal;

        public void Dispose()
        {
            _gating.Dispose();
            Boards.Dispose();
        }
    }
    private sealed class FieldLog : ILogger<AgentRefusals>
    {
        public List<Dictionary<string, object?>> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary());
    }
}
